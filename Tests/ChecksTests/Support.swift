import CellKit
import Engine
import Foundation
import Notebook
import Testing

@testable import Checks

/// A cell with these options, written as YAML.
func cell(_ yaml: String) throws -> Cell {
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map { "//| \($0)" }
    return try #require(try Notebook.script("// %%\n" + lines.joined(separator: "\n"), file: "nb.swift").cells.first)
}

/// What `judge` says of a cell with these options.
func verdict(_ yaml: String, _ outcome: Outcome?) throws -> Verdict {
    judge(outcome, of: try cell(yaml))
}

func printed(_ text: String) -> Outcome { Outcome(stdout: Data(text.utf8)) }

func failed(_ name: String = "Fatal error", _ message: String = "Index out of range", kind: CellError.Kind = .trap)
    -> Outcome
{
    Outcome(status: .error, error: CellError(kind: kind, name: name, message: message, line: 3))
}

/// What is wrong with `got` where `expected` stands in the notebook; nil when nothing is.
func complaint(_ got: String, expected: String, tolerance: Tolerance = .standard) -> String? {
    TextComparison(expected: expected, got: got, tolerance: tolerance).complaint(about: "stdout")
}

func printedBytes(_ bytes: [UInt8]) -> Outcome { Outcome(stdout: Data(bytes)) }
