public import Notebook

/// What `cellist doctor` found.
public struct DoctorReport: Sendable {
    /// One thing that was looked at.
    public struct Finding: Sendable, Hashable {
        public enum Status: String, Sendable {
            case ok
            /// Cells cannot run without it.
            case missing
            /// Only some verbs want it, or it makes things slower.
            case absent
        }

        public var name: String
        public var status: Status
        /// Where it is, which version; or what is wrong.
        public var detail: String
        /// How to get it.
        public var advice: String?

        init(_ name: String, _ status: Status, _ detail: String, advice: String? = nil) {
            (self.name, self.status, self.detail) = (name, status, detail)
            self.advice = status == .ok ? nil : advice
        }
    }

    public var findings: [Finding]
    /// nil where there is no cache.
    public var cache: CacheStatus?

    public var isWell: Bool { !findings.contains { $0.status == .missing } }

    /// ```
    /// {"ok": true, "findings": [{"name": "compiler", "status": "ok", "detail": "/opt/swift/usr/bin/swift-frontend", "advice": null}],
    ///  "cache": {"folder": "/home/me/.cache/cellist/cells", "entries": 12, "bytes": 401234, "bound": 2147483648, "hits": 40,
    ///  "misses": 12}}
    /// ```
    public var json: JSON {
        .object([
            "ok": .bool(isWell), "findings": .array(findings.map(\.json)), "cache": cache?.json ?? .null,
        ])
    }
}

extension DoctorReport.Finding {
    fileprivate var json: JSON {
        .object([
            "name": .string(name), "status": .string(status.rawValue), "detail": .string(detail),
            "advice": advice.map { .string($0) } ?? .null,
        ])
    }
}

/// What the cache of compiled cells holds.
public struct CacheStatus: Sendable, Hashable {
    public var folder: String
    public var entries: Int
    public var bytes: Int
    public var bound: Int
    /// Cells that were taken from it, and cells that were not there, since it was last cleared.
    public var hits: Int
    public var misses: Int

    var json: JSON {
        .object([
            "folder": .string(folder), "entries": .int(entries), "bytes": .int(bytes), "bound": .int(bound),
            "hits": .int(hits), "misses": .int(misses),
        ])
    }
}
