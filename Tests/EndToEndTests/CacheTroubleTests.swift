import Foundation
import TestSupport
import Testing

/// Whatever is wrong with the cache, cells run as if there were none.
@Suite struct CacheTroubleTests {
    static let notebook = """
        // %%
        func square(_ x: Int) -> Int { x * x }
        // %%
        print(square(3))
        // %%
        square(4)

        """
    static let printed = "9\nInt = 16\n"

    enum Damage: CaseIterable {
        case emptied, cut, lastByte, middleByte, otherEntry, text, folder, link, writableByAll

        func apply(to path: String, other: String) throws {
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            switch self {
            case .emptied: bytes = Data()
            case .cut: bytes = bytes.prefix(bytes.count / 2)
            case .lastByte: bytes[bytes.count - 1] ^= 1
            case .middleByte: bytes[bytes.count / 2] ^= 0x80
            case .otherEntry: bytes = try Data(contentsOf: URL(fileURLWithPath: other))
            case .text: bytes = Data("not an entry".utf8)
            case .folder:
                try FileManager.default.removeItem(atPath: path)
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
                return
            case .link:
                let aside = path + ".aside"
                try FileManager.default.moveItem(atPath: path, toPath: aside)
                try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: aside)
                return
            case .writableByAll:
                chmod(path, 0o666)
                return
            }
            try bytes.write(to: URL(fileURLWithPath: path))
        }
    }

    @Test(arguments: Damage.allCases)
    func aBrokenEntryIsMadeAgain(_ damage: Damage) throws {
        try CacheBench.with { bench in
            _ = try bench.play(Self.notebook)
            let entries = try bench.entries().sorted()
            let contents = try entries.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
            for (index, entry) in entries.enumerated() {
                let other = bench.folder + "/other"
                try contents[(index + 1) % contents.count].write(to: URL(fileURLWithPath: other))
                try damage.apply(to: entry, other: other)
            }
            let played = try bench.play(Self.notebook)
            #expect(played.result.out == Self.printed, "\(played.result.err)")
            #expect(played.starts == .init(compiler: 3, linker: 3))
            let next = try bench.play(Self.notebook)
            #expect(next.result.out == Self.printed)
            // A folder in an entry's place is not ours to remove.
            if damage != .folder { #expect(next.starts == .none) }
        }
    }

    @Test func eightProcessesAtOnceShareIt() throws {
        try CacheBench.with { bench in
            let programs = try (0..<8).map { try bench.start(Self.notebook, "run", "n.swift", "place\($0)") }
            for program in programs {
                let result = try program.finish()
                #expect(result.exitCode == 0 && result.out == Self.printed, "\(result.err)")
            }
            _ = try bench.toolchain.takeStarts()
            #expect(try bench.play(Self.notebook).starts == .none)
            #expect(try bench.entries().count == 3)
        }
    }

    @Test func itStaysWithinItsBound() throws {
        try CacheBench.with { bench in
            let text = (0..<12).map { "// %%\nlet a\($0) = [\($0)]\nprint(a\($0))\n" }.joined()
            let all = try bench.play(text)
            let size = try bench.entries().map(CacheBench.size).max() ?? 0
            let bound = size * 5
            let bounded = try bench.play(
                text, environment: ["CELLIST_CACHE": bench.folder + "/small", "CELLIST_CACHE_SIZE": "\(bound)"])
            #expect(bounded.result.out == all.result.out)
            let folder = bench.folder + "/small/cells"
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.count == 64 }
            let bytes = try names.reduce(0) { try $0 + CacheBench.size("\(folder)/\($1)") }
            #expect(bytes <= bound && names.count >= 3)
        }
    }

    @Test(arguments: ["/dev/null/cache", "/proc/cache"])
    func aFolderThatCannotBeIsNotedOnceAndCellsRun(_ cache: String) throws {
        try CacheBench.with { bench in
            let played = try bench.play(Self.notebook, environment: ["CELLIST_CACHE": cache])
            #expect(played.result.exitCode == 0)
            #expect(played.result.out == Self.printed)
            #expect(played.result.err.split(separator: "\n").count { $0.contains("compiled cells are not kept") } == 1)
        }
    }

    @Test func aFolderThatOthersCanWriteIsNotTrusted() throws {
        try CacheBench.with { bench in
            _ = try bench.play(Self.notebook)
            chmod(bench.cells, 0o777)
            let played = try bench.play(Self.notebook)
            #expect(played.result.out == Self.printed)
            #expect(played.starts == .init(compiler: 3, linker: 3))
            #expect(played.result.err.contains("can be written by others"))
        }
    }

    /// A limit on the size of files, one byte below what an entry needs and above what the compiler writes, stops the
    /// program in the middle of its first publication: by a signal, or, where that is ignored, as a full disk would.
    @Test(arguments: ["", "trap '' XFSZ;"])
    func whatStopsInTheMiddleOfAPublicationLeavesNoBrokenEntry(_ trap: String) throws {
        try CacheBench.with { bench in
            let text = "let a = [1, 2, 3]\nprint(a.map { $0 * $0 })\n"
            _ = try bench.play(text)
            let entry = try #require(try bench.entries().first)
            let blocks = (try CacheBench.size(entry) - 1) / 512
            try FileManager.default.removeItem(atPath: entry)
            let script = "\(trap) ulimit -f \(blocks); exec '\(try BuiltProducts.cellist())' \"$@\""
            let stopped = try bench.play(text, program: ["/bin/sh", "-c", script, "limited"])
            if trap.isEmpty {
                #expect(stopped.result.signal == SIGXFSZ, "\(stopped.result.err)")
            } else {
                #expect(stopped.result.out == "[1, 4, 9]\n", "\(stopped.result.err)")
                #expect(stopped.result.err.contains("newly compiled cells are not kept"), "\(stopped.result.err)")
            }
            #expect(try bench.entries().isEmpty)
            #expect(try bench.play(text).result.out == "[1, 4, 9]\n")
            #expect(try bench.play(text).starts == .none)
        }
    }
}
