/// The line that begins a cell of a percent script: `// %% Title [markdown] tags=["a"] key="value"`.
///
/// https://jupytext.readthedocs.io/en/latest/formats-scripts.html#the-percent-format
struct CellMarker: Hashable {
    var kind = Cell.Kind.code
    var title: String?
    var metadata = JSONObject()

    init(kind: Cell.Kind = .code, title: String? = nil, metadata: JSONObject = JSONObject()) {
        self.kind = kind
        self.title = title
        self.metadata = metadata
    }

    /// nil when `line` is no marker.
    init?(line: Substring) {
        guard line.hasPrefix("// %%") else { return nil }
        let rest = line.dropFirst(5).drop { $0 == "%" }
        guard rest.isEmpty || rest.first == " " || rest.first == "\t" || rest.first == "[" else { return nil }
        let (head, metadata) = Self.splitMetadata(rest)
        self.metadata = metadata
        let (title, kind) = Self.splitKind(head)
        self.kind = kind
        self.title = title.isEmpty ? nil : title
        unpack()
    }

    /// What does not fit the line's own syntax is written behind keys: a title with `=` or a line break behind `title=`, keys with
    /// spaces behind `metadata=`.
    private mutating func unpack() {
        if title == nil, let text = metadata["title"]?.string {
            title = text
            metadata["title"] = nil
        }
        guard let packed = metadata["metadata"]?.object else { return }
        metadata["metadata"] = nil
        for member in packed.members { metadata[member.key] = member.value }
    }

    /// A marker whose ``line`` reads back as this one.
    var writable: CellMarker {
        if CellMarker(line: line[...]) == self { return self }
        var packed = CellMarker(kind: kind)
        if let title { packed.metadata["title"] = .string(title) }
        if !metadata.isEmpty { packed.metadata["metadata"] = .object(metadata) }
        return packed
    }

    /// A line of text that would be read as a marker if it stood in a script.
    ///
    /// Such a line is written with a backslash, `// \%%`, and read without it, so that every text can stand in a script.
    static func escaped(_ line: Substring) -> String? {
        guard let tail = tail(ofCommentLike: line) else { return nil }
        return "// \\" + tail
    }

    static func unescaped(_ line: Substring) -> String? {
        guard let tail = tail(ofCommentLike: line), tail.first == "\\" else { return nil }
        return "// " + tail.dropFirst()
    }

    private static func tail(ofCommentLike line: Substring) -> Substring? {
        guard line.hasPrefix("// ") else { return nil }
        let tail = line.dropFirst(3)
        return tail.drop { $0 == "\\" }.hasPrefix("%%") ? tail : nil
    }

    /// The line as it is written.
    var line: String {
        var parts = ["// %%"]
        if let title { parts.append(title) }
        switch kind {
        case .code: break
        case .markdown: parts.append("[markdown]")
        case .raw: parts.append("[raw]")
        }
        parts += metadata.members.map { "\($0.key)=\($0.value.line)" }
        return parts.joined(separator: " ")
    }

    /// Splits `Title [markdown]` into its parts; a word in brackets that is no cell type belongs to the title.
    private static func splitKind(_ head: Substring) -> (title: String, kind: Cell.Kind) {
        let kinds: [(String, Cell.Kind)] = [
            ("[markdown]", .markdown), ("[md]", .markdown), ("[raw]", .raw), ("[code]", .code),
        ]
        let head = head.trimmed
        for (word, kind) in kinds where head.hasSuffix(word) {
            return (String(head.dropLast(word.count).trimmed), kind)
        }
        return (String(head), .code)
    }

    /// Takes the longest tail of `text` that is nothing but `key=JSON` pairs.
    private static func splitMetadata(_ text: Substring) -> (head: Substring, metadata: JSONObject) {
        var start = text.startIndex
        while let candidate = keyStart(in: text, from: start) {
            if let metadata = pairs(text[candidate...]) { return (text[..<candidate], metadata) }
            start = text.index(after: candidate)
        }
        return (text, JSONObject())
    }

    /// Where the next word with a `=` begins.
    private static func keyStart(in text: Substring, from start: Substring.Index) -> Substring.Index? {
        var index = start
        while index < text.endIndex {
            let beginsWord = index == text.startIndex || text[text.index(before: index)] == " "
            if beginsWord, let end = keyEnd(in: text[index...]), end < text.endIndex, text[end] == "=" { return index }
            index = text.index(after: index)
        }
        return nil
    }

    private static func keyEnd(in text: Substring) -> Substring.Index? {
        let end = text.firstIndex { !($0.isLetter || $0.isNumber || "_-.:".contains($0)) } ?? text.endIndex
        return end == text.startIndex ? nil : end
    }

    private static func pairs(_ text: Substring) -> JSONObject? {
        var rest = text.trimmed
        var metadata = JSONObject()
        while !rest.isEmpty {
            guard let end = keyEnd(in: rest), end < rest.endIndex, rest[end] == "=" else { return nil }
            let key = String(rest[..<end])
            let tail = rest[rest.index(after: end)...]
            guard let (value, length) = JSONParser.prefix(of: tail) else { return nil }
            metadata[key] = value
            let after = tail.utf8.index(tail.startIndex, offsetBy: length)
            guard after == tail.endIndex || tail[after] == " " else { return nil }
            rest = tail[after...].trimmed
        }
        return metadata
    }
}

extension Substring {
    /// Without spaces and tabs at both ends.
    var trimmed: Substring {
        let front = drop { $0 == " " || $0 == "\t" }
        guard let last = front.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return front[...last]
    }
}
