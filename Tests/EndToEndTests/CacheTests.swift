import Foundation
import TestSupport
import Testing

/// Unchanged cells are not compiled again, and nobody can tell by what is printed.
@Suite struct CacheTests {
    static let notebook = """
        // %% a layer
        struct Layer {
            let weights: [Double]
            func weight(_ index: Int) -> Double { weights[index] }
        }
        func double(_ x: Int) -> Int { x * 2 }
        // %% a warning
        let layer = Layer(weights: [1, 2, 3])
        var four: Int { let unused = 3; return 4 }
        double(four)
        // %% on its own
        print("alone")
        // %% out of range
        print("before")
        layer.weight(7)

        """

    @Test func anUnchangedNotebookStartsNeitherCompilerNorLinker() throws {
        try CacheBench.with { bench in
            let first = try bench.play(Self.notebook)
            let second = try bench.play(Self.notebook)
            #expect(first.starts == .init(compiler: 4, linker: 4))
            #expect(second.starts == .none)
            #expect(second.result.out == first.result.out)
            #expect(second.result.out == "Int = 8\nalone\nbefore\n")
            #expect(second.result.err == first.result.err)
            #expect(second.result.err.contains("notebook.swift:9:21: warning: "), "\(second.result.err)")
            #expect(second.result.err.contains("notebook.swift:4 in Layer.weight(Int)"), "\(second.result.err)")
        }
    }

    @Test func anotherFolderNameAndPlaceShareItAndKeepTheirOwnLines() throws {
        try CacheBench.with { bench in
            let first = try bench.play(Self.notebook)
            let moved = try bench.play(
                "// %% [markdown]\n// # Two\n// lines\n" + Self.notebook, file: "b.swift", in: "b/c")
            #expect(moved.starts == .none)
            let expected = first.result.err.replacing(#/notebook\.swift:([0-9]+)/#) {
                "b.swift:\((Int($0.1) ?? 0) + 3)"
            }
            #expect(moved.result.err == expected)
            #expect(moved.result.out == first.result.out)
        }
    }

    @Test(arguments: [
        // A body is nobody else's business.
        ("x * 2", "x * 3", 1), ("\"alone\"", "\"lonely\"", 1),
        // What later cells see of the first cell has changed: those two that use it are compiled again.
        ("let weights: [Double]", "var weights: [Double]", 3), ("func double(_ x: Int)", "func double(_ y: Int)", 3),
    ])
    func onlyWhatChangedAndWhatSeesItIsCompiledAgain(_ old: String, _ new: String, _ compiled: Int) throws {
        try CacheBench.with { bench in
            _ = try bench.play(Self.notebook)
            let changed = Self.notebook.replacing(old, with: new).replacing(
                "{ x * 2 }", with: new.contains("_ y") ? "{ y * 2 }" : "{ x * 2 }")
            #expect(changed != Self.notebook)
            #expect(try bench.play(changed).starts == .init(compiler: compiled, linker: compiled))
            #expect(try bench.play(changed).starts == .none)
        }
    }

    @Test func anotherCompilerOrSearchPathCompilesAgain() throws {
        try CacheBench.with { bench in
            let text = "print(1)\n"
            let first = try bench.play(text)
            #expect(first.starts.compiler == 1)
            #expect(try bench.play(text, environment: ["CPATH": bench.folder]).starts.compiler == 1)
            try bench.toolchain.update()
            #expect(try bench.play(text).starts.compiler == 1)
            #expect(try bench.play(text).starts == .none)
        }
    }

    @Test(arguments: ["libCellRuntime.so", "Modules/LabKit.swiftmodule"])
    func anotherBuildOfWhatCellsImportCompilesAgain(_ part: String) throws {
        try CacheBench.with { bench in
            let products = BuiltProducts.folder
            let copy = "\(products)/copy-\(UUID().uuidString)"
            let files = FileManager.default
            try files.createDirectory(atPath: copy, withIntermediateDirectories: true)
            defer { try? files.removeItem(atPath: copy) }
            // Programs that were just written may still be open in a child that another test is starting.
            for program in ["cellist", "cellist-worker"] {
                try files.linkItem(atPath: "\(products)/\(program)", toPath: "\(copy)/\(program)")
            }
            for part in ["libCellRuntime.so", "Modules"] {
                try files.copyItem(atPath: "\(products)/\(part)", toPath: "\(copy)/\(part)")
            }
            #expect(try bench.play("print(1)\n").starts.compiler == 1)
            #expect(
                try bench.play("print(1)\n", program: [copy + "/cellist"]).starts
                    == CountingToolchain.Starts(compiler: 1, linker: 1))
            #expect(try bench.play("print(1)\n", program: [copy + "/cellist"]).starts == .none)
            let file = try #require(FileHandle(forWritingAtPath: "\(copy)/\(part)"))
            try file.seekToEnd()
            // Bytes after their end mean nothing to the loader or the compiler.
            try file.write(contentsOf: Data(count: 64))
            try file.close()
            #expect(try bench.play("print(1)\n", program: [copy + "/cellist"]).starts.compiler == 1)
        }
    }

    @Test func aLastExpressionThatCannotBeShownIsCompiledTwiceOnce() throws {
        try CacheBench.with { bench in
            let text = """
                // %%
                struct Token: ~Copyable { let id: Int }
                // %%
                Token(id: 3)

                """
            let first = try bench.play(text)
            #expect(first.result.exitCode == 0, "\(first.result.err)")
            #expect(first.starts == .init(compiler: 3, linker: 2))
            let second = try bench.play(text)
            #expect(second.starts == .none)
            #expect(second.result.err == first.result.err)
        }
    }

    @Test func errorsOfTheTextAreKeptToo() throws {
        try CacheBench.with { bench in
            let text = "// %%\nlet a = 1\nlet b: String = a\n"
            let first = try bench.play(text)
            let second = try bench.play("\n\n" + text, file: "other.swift")
            #expect(first.result.exitCode == 1 && second.result.exitCode == 1)
            #expect(second.starts == .none)
            #expect(first.result.err.contains("notebook.swift:3:17: error: cannot convert value of type 'Int'"))
            #expect(second.result.err.contains("other.swift:5:17: error: cannot convert value of type 'Int'"))
        }
    }

    @Test func aCheckFindsWhatARunCompiled() throws {
        try CacheBench.with { bench in
            let text = """
                // %% one
                //| expect: { values: { a: 1 } }
                let a = 1
                // %% two
                let b = a + 1
                print(b)

                """
            let ran = try bench.play(text)
            #expect(ran.starts.compiler == 2)
            #expect(try bench.play(text, verb: "check").starts.compiler == 1, "the value that the check reads")
            #expect(try bench.play(text, verb: "check").starts == .none)
        }
    }

    @Test func replacedFunctionsGiveWayWithoutACompiler() throws {
        try CacheBench.with { bench in
            let text = """
                // %%
                func greet(_ name: String) -> String { "hello \\(name)" }
                func greet(_ count: Int) -> String { "hello \\(count) of you" }
                // %%
                func greet(_ name: String) -> String { "bye \\(name)" }
                // %%
                print(greet("Ada"), greet(3))

                """
            let first = try bench.play(text)
            #expect(first.result.out == "bye Ada hello 3 of you\n", "\(first.result.err)")
            #expect(first.starts == .init(compiler: 4, linker: 3))
            let second = try bench.play(text)
            #expect(second.result.out == first.result.out)
            #expect(second.starts == .none)
        }
    }

    /// What says where it stands says so truly, by whichever way it does.
    @Test(arguments: [
        "print(#filePath, #line)", "print(#fileID)", "print(#line)", "log()", "place()",
        "fatalError(\"here\")", "Optional<Int>.none!",
    ])
    func aCellThatNamesItsPlaceNamesItsOwn(_ statement: String) throws {
        let text = """
            // %% helpers
            func log(_ line: Int = #line) { print("line", line) }
            func place(_ file: String = #filePath) { print("file", file) }
            // %% says it
            \(statement)

            """
        try CacheBench.with { bench in
            for (file, place, blank) in [("n.swift", "a", ""), ("n.swift", "a/b", ""), ("m.swift", "c", "\n\n")] {
                let kept = try bench.play(blank + text, file: file, in: place)
                let fresh = try bench.play(blank + text, file: file, in: place, environment: ["CELLIST_CACHE": "off"])
                #expect(kept.result.out == fresh.result.out)
                #expect(kept.result.err == fresh.result.err)
            }
        }
    }
}
