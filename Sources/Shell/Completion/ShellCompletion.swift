import Engine

extension Shell {
    /// What Tab offers, by where the cursor is.
    var completer: Completer {
        Completer(sources: [magicNames, magicArguments, filesInStrings, code, names])
    }

    private func magicNames(_ place: CompletionPlace) -> [Candidate]? {
        guard place.before == "%" else { return nil }
        return Magic.all.filter { $0.name != "!" && (lab != nil || !$0.needsLab) }.map { Candidate($0.name) }
    }

    private func magicArguments(_ place: CompletionPlace) -> [Candidate]? {
        if place.before.hasPrefix("!") { return FileNames.candidates(path: place.before.dropFirst(), word: place.word) }
        guard let (name, arguments) = place.magic, let magic = Magic.named(String(name)) else { return nil }
        switch magic.argument {
        case .swift: return nil
        case .none: return magic.name == "help" ? Magic.all.map { Candidate($0.name) } : []
        case .file: return FileNames.candidates(path: arguments, word: place.word)
        case .setting: return Setting.all.map { Candidate($0.name) }
        case .cell:
            let ran = session.cells.map { String($0.label.filter { !"[]".contains($0) }) }
            return (ran + (lab?.cells.map(\.id) ?? [])).map { Candidate($0) }
        }
    }

    private func filesInStrings(_ place: CompletionPlace) -> [Candidate]? {
        place.stringBeforeWord.map { FileNames.candidates(path: $0, word: place.word) }
    }

    /// What the compiler says could stand there; nil where SourceKit does not answer or sees nothing.
    private func code(_ place: CompletionPlace) -> [Candidate]? {
        // A magic's name is not Swift; what is left keeps its place.
        let magic = place.magic.map { place.before.utf8.count - $0.arguments.utf8.count } ?? 0
        let typed =
            String(repeating: " ", count: magic) + String(decoding: place.text.utf8.dropFirst(magic), as: UTF8.self)
        let found = assist.completions(
            of: place.word, at: place.before.utf8.count, in: session.assistText(typed))
        guard let found, !found.isEmpty else { return nil }
        return found.map { Candidate($0.text, label: $0.label) }
    }

    /// Has SourceKit read what the session imports, while the user reads and types.
    func warmCompletion() {
        if editor != nil { assist.warm(session.assistText("")) }
    }

    /// The names of earlier cells; functions with their labels.
    private func names(_ place: CompletionPlace) -> [Candidate]? {
        guard !place.before.hasSuffix("."), !place.word.isEmpty else { return nil }
        return session.names.map { name in
            guard name.kind == "func" else { return Candidate(name.name) }
            return Candidate(name.name + "(", label: name.signature)
        } + Self.keywords.map { Candidate($0) }
    }

    private static let keywords = [
        "actor", "await", "break", "case", "catch", "class", "continue", "default", "defer", "display", "else", "emit",
        "enum", "extension", "false", "for", "func", "guard", "import", "init", "print", "private", "progress",
        "protocol", "public", "repeat", "return", "self", "static", "struct", "switch", "throw", "throws", "true",
        "typealias", "var", "where", "while",
    ]
}

extension Completion {
    /// `sum(axis: Int) -> NDArray`, `count: Int`.
    var label: String {
        if type.isEmpty || type == "Void" || description == type { return description }
        return description + (description.contains("(") ? " -> " : ": ") + type
    }
}
