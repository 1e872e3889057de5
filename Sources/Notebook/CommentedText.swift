/// Prose in a Swift script: each line behind `// `.
enum CommentedText {
    static func read(_ lines: ArraySlice<Substring>) -> String {
        lines.map { line -> Substring in
            let line = CellMarker.unescaped(line).map { $0[...] } ?? line
            if line.hasPrefix("// ") { return line.dropFirst(3) }
            return line.hasPrefix("//") ? line.dropFirst(2) : line
        }.joined(separator: "\n")
    }

    static func write(_ text: String) -> String {
        text.lineSlices.map { line in
            let commented = line.isEmpty ? "//" : "// " + line
            return CellMarker.escaped(commented[...]) ?? commented
        }.joined(separator: "\n")
    }
}
