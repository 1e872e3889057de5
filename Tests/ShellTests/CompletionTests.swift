import Foundation
import TestSupport
import Testing

/// Tab and `?`, answered by SourceKit.
@Suite struct CompletionTests {
    @Test func membersOfACellsValueAreListedWithTheirTypes() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter(
                "struct Layer { var width = 3; func forward(_ x: Double, scaled by: Int) -> Double { x } }", at: 1)
            try shell.enter("let layer = Layer()", at: 2)
            try shell.wait(for: "[3]: ")
            try shell.type("layer.\t\t")
            try shell.wait(for: "forward(x: Double, scaled: Int) -> Double")
            try shell.wait(for: "width: Int")
        }
    }

    @Test func aFunctionIsCompletedWithItsLabelsOneAfterTheOther() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("func greet(person: String, times: Int) -> String { person }", at: 1)
            try shell.wait(for: "[2]: ")
            try shell.type("gree\t")
            try shell.wait(for: "greet(person: ")
            try shell.type("\"Kim\", \t")
            try shell.wait(for: "times: ")
            try shell.type("2)\r")
            try shell.wait(for: "String = \"Kim\"")
        }
    }

    @Test func aLeadingDotOffersTheCasesOfAnEarlierCellsEnum() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("enum Kind { case dense, sparse(Int) }", at: 1)
            try shell.wait(for: "[2]: ")
            try shell.type("let kind: Kind = .\t\t")
            try shell.wait(for: "sparse(Int) -> Kind")
        }
    }

    @Test func labKitsNamesAreOfferedButNotItsInnerOnes() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("import LabKit", at: 1)
            try shell.enter("let m = zeros([2])", at: 2)
            try shell.wait(for: "[3]: ")
            try shell.type("m.\t\t")
            try shell.wait(for: "squeeze(axis: Int) -> NDArray")
            #expect(!shell.screen.contains("isUnique"))
        }
    }

    @Test func aNameUndoneIsOfferedNoLonger() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("let temperature = 1", at: 1)
            try shell.enter("let tempo = \"x\"", at: 2)
            try shell.enter("%undo", at: 3)
            try shell.wait(for: "took back [2]")
            try shell.wait(for: "[3]: ")
            try shell.type("temp\t + 41\r")
            try shell.wait(for: "Int = 42")
        }
    }

    @Test func aKilledSourceKitCostsNothing() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("let temperature = 41", at: 1)
            try shell.wait(for: "[2]: ")
            try shell.type("temperature.adv\t")
            try shell.wait(for: "advanced(by: ")
            try shell.type("1)\r")
            try shell.wait(for: "Int = 42")
            for pid in try sourceKits(of: bench) { kill(pid, SIGKILL) }
            try shell.wait(for: "[3]: ")
            try shell.type("temperatu\t - 1\r")
            try shell.wait(for: "Int = 40")
        }
    }

    @Test func withoutSourceKitTheNamesOfCellsAreLeft() throws {
        try ShellBench.with { bench in
            let toolchain = try CountingToolchain(in: bench.folder)
            try withoutSourceKit(toolchain)
            let shell = try bench.start(environment: ["CELLIST_TOOLCHAIN": toolchain.root])
            try shell.enter("let temperature = 42", at: 1)
            try shell.wait(for: "[2]: ")
            try shell.type("temp\t\r")
            try shell.wait(for: "Int = 42")
        }
    }

    @Test func aQuestionMarkShowsDeclarationAndDocumentation() throws {
        try ShellBench.with { bench in
            let shell = try bench.start(columns: 160)
            try shell.wait(for: "[1]: ")
            try shell.paste("/// How warm it is.\nfunc warmth(of room: String) -> Double { 1 }")
            try shell.wait(for: "{ 1 }")
            try shell.type("\r")
            try shell.enter("warmth?", at: 2)
            try shell.wait(for: "func warmth(of room: String) -> Double    from [1]")
            try shell.wait(for: "How warm it is.")
            try shell.enter("print?", at: 2)
            try shell.wait(
                for:
                    "func print(_ items: Any..., separator: String = \" \", terminator: String = \"\\n\")    from Swift"
            )
            try shell.wait(for: "- items: Zero or more items to print.")
            try shell.enter("zeros_like??", at: 2)
            try shell.wait(for: "public func zeros_like(")
        }
    }

    /// Links to all that the toolchain's `lib` holds, save one.
    private func withoutSourceKit(_ toolchain: CountingToolchain) throws {
        let files = FileManager.default
        let lib = toolchain.root + "/lib"
        let real = try files.destinationOfSymbolicLink(atPath: lib)
        try files.removeItem(atPath: lib)
        try files.createDirectory(atPath: lib, withIntermediateDirectories: false)
        for name in try files.contentsOfDirectory(atPath: real) where name != "libsourcekitdInProc.so" {
            try files.createSymbolicLink(atPath: "\(lib)/\(name)", withDestinationPath: "\(real)/\(name)")
        }
    }

    /// The processes that the shell in this folder keeps.
    private func sourceKits(of bench: ShellBench) throws -> [pid_t] {
        let all = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }
        return all.filter { pid in
            let words = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
            let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")
            return words.contains("--sourcekit".utf8) && folder == bench.folder
        }
    }
}

extension Data {
    fileprivate func contains(_ word: String.UTF8View) -> Bool { range(of: Data(word)) != nil }
}
