import Foundation

/// Finds the processes that a program under test has started, however far they went: by a variable in their environment.
public enum ProcessTable {
    static let marker = "CELLIST_TEST_RUN"

    public struct Entry: Sendable, Hashable {
        public var pid: Int32
        public var command: String

        /// Processor time in clock ticks, 0 when it is gone: whether it has begun with its work.
        public var ticks: Int {
            let stat = FileManager.default.contents(atPath: "/proc/\(pid)/stat") ?? Data()
            let fields = String(decoding: stat, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
            return fields.count > 12 ? (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) : 0
        }
    }

    /// Zombies have no environment any more and are not counted.
    static func processes(marked value: String) -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap(Int32.init).compactMap { pid in
            guard let environment = FileManager.default.contents(atPath: "/proc/\(pid)/environ"),
                environment.range(of: Data("\(marker)=\(value)".utf8)) != nil
            else { return nil }
            let command = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
            return Entry(pid: pid, command: String(decoding: command.map { $0 == 0 ? 32 : $0 }, as: UTF8.self))
        }
    }
}
