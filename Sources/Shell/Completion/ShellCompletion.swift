extension Shell {
    /// What Tab offers, by where the cursor is.
    var completer: Completer {
        Completer(sources: [magicNames, magicArguments, filesInStrings, names])
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
