import Testing

@testable import Notebook

/// Notebooks put together at random from what is hard to tell apart: markers, strings, comments.
private struct RandomNotebooks: RandomNumberGenerator {
    private static let pieces = [
        "// %% x", "// \\%% y", "\"\"\"", "#\"\"\"", "\"\"\"#", "/*", "*/", "let a = \"x\"", "", "  ", "%% z", "\\%% z",
        "//",
        "// text", "\\(", ")", "\"", "###", "한글", "// %%", "[1, 2]", "// ---", "#!/x", "a\\",
    ]

    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64: https://prng.di.unimi.it/splitmix64.c
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func notebook() -> Notebook {
        var notebook = Notebook(path: "random", format: .ipynb)
        for index in 0...Int.random(in: 0...3, using: &self) {
            let kind = [Cell.Kind.code, .code, .markdown, .raw].randomElement(using: &self) ?? .code
            var text = self.text()
            while kind == .code, !isClosed(text) { text = self.text() }
            notebook.cells.append(Cell(id: "c\(index)", kind: kind, text: text))
        }
        return notebook
    }

    private mutating func text() -> String {
        var lines: [String] = []
        for _ in 0..<Int.random(in: 0...5, using: &self) {
            let first = Self.pieces.randomElement(using: &self) ?? ""
            let second = Bool.random(using: &self) ? " " + (Self.pieces.randomElement(using: &self) ?? "") : ""
            lines.append(first + second)
        }
        return lines.joined(separator: "\n")
    }

    /// Text that stays open at its end swallows what follows, in Swift and here.
    private func isClosed(_ text: String) -> Bool {
        var scanner = SwiftTextScanner()
        for line in text.lineSlices { scanner.scan(line: line) }
        return !scanner.isInsideText
    }
}

@Suite struct RandomNotebookTests {
    @Test(arguments: 0..<8) func aRandomNotebookComesBack(seed: UInt64) throws {
        var random = RandomNotebooks(seed: seed)
        for _ in 0..<60 {
            let notebook = random.notebook()
            let script = try Notebook.script(notebook.scriptText, file: "nb.swift")
            #expect(script.cells.map(\.text) == notebook.cells.map(\.text))
            #expect(script.cells.map(\.kind) == notebook.cells.map(\.kind))
            try withFolder([String: String]()) { folder in
                try notebook.write(to: folder, as: .folder)
                let read = try Notebook.read(folder)
                #expect(read.cells.map(\.text) == notebook.cells.map(\.text))
                #expect(read.cells.map(\.id) == notebook.cells.map(\.id))
            }
        }
    }
}
