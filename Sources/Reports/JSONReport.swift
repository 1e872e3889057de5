import Checks
import Engine
import Foundation
import Notebook

extension NotebookReport {
    /// The object that `run --json` and `check --json` print.
    ///
    /// ```
    /// {"notebook": "lab3", "passed": 1, "failed": 0, "points": 10, "maxPoints": 10, "seconds": 0.42, "cells": [
    ///   {"id": "sum", "status": "passed", "seconds": 0.42, "checks": [{"name": "stdout", "passed": true, "message": ""}],
    ///    "stdout": "55\n", "error": null}]}
    /// ```
    public var json: JSON {
        .object([
            "notebook": .string(notebook),
            "passed": .int(passed),
            "failed": .int(failed),
            "points": .rounded(points),
            "maxPoints": .rounded(maxPoints),
            "seconds": .rounded(seconds),
            "cells": .array(cells.map(\.json)),
        ])
    }
}

extension CellReport {
    /// Bytes that are not UTF-8 become U+FFFD.
    var json: JSON {
        .object([
            "id": .string(cell.id),
            "status": .string(verdict.status.rawValue),
            "seconds": .rounded(seconds),
            "checks": .array(verdict.checks.map(\.json)),
            "stdout": .string(String(decoding: outcome?.stdout ?? Data(), as: UTF8.self)),
            "error": (outcome?.error?.located ?? missing.map { "needs \($0), which failed" }).map { .string($0) }
                ?? .null,
        ])
    }
}

extension CheckResult {
    var json: JSON {
        .object(["name": .string(name), "passed": .bool(passed), "message": .string(message)])
    }
}

extension CellError {
    /// `lab3/05.swift:12:9: Fatal error: Index out of range`.
    public var located: String {
        guard let file, let line else { return summary }
        let place = "\(file):\(line)" + (column.map { ":\($0)" } ?? "")
        return summary.hasPrefix(place) ? summary : "\(place): \(summary)"
    }
}

extension JSON {
    /// To the millionth: what is finer than that in a time or in points is noise.
    fileprivate static func rounded(_ value: Double) -> JSON {
        .decimal((value * 1e6).rounded() / 1e6)
    }
}
