import Engine

/// What stands behind `NAME?` and `NAME??`.
extension Shell {
    func showDocumentation(of text: String) throws {
        guard !text.isEmpty else { throw ShellError("what is to be explained?", advice: "'%doc print' or 'print?'") }
        if let found = try? definitions(of: text) {
            for (entry, text) in found {
                show(Source.head(of: text), from: entry.cell, Source.comment(of: text))
                if entry.kind == "var" { printer.out(try type(of: entry.name)) }
            }
            return
        }
        let asked = AskedName(text)
        if let symbol = symbol(asked) {
            return show(symbol.declaration, from: symbol.module, symbol.documentation)
        }
        let declarations = declarationsInLibrary(asked)
        for text in declarations { show(Source.head(of: text), from: "LabKit", Source.comment(of: text)) }
        if !declarations.isEmpty { return }
        let overloads = overloads(asked)
        for overload in overloads { show(overload.label, from: overload.module, overload.brief) }
        if overloads.isEmpty { printer.out("\(text): \(try type(of: text))") }
    }

    /// The texts that made a name: those of cells, LabKit's declarations, or the declaration alone.
    func sources(of text: String) throws -> [String] {
        let asked = AskedName(text)
        do {
            return try definitions(of: text).map(\.text)
        } catch {
            let symbol = symbol(asked)
            let isLabKits = symbol.map { $0.module == "LabKit" } ?? true
            if isLabKits, case let found = declarationsInLibrary(asked), !found.isEmpty { return found }
            if let symbol { return [symbol.declaration] }
            throw error
        }
    }

    private func show(_ declaration: String, from place: String, _ comment: String) {
        let text = printer.isColored ? Source.colored(declaration) : declaration
        printer.out(place.isEmpty ? text : "\(text)    from \(place)")
        if !comment.isEmpty { printer.prose(comment) }
    }

    private func symbol(_ asked: AskedName) -> SymbolInfo? {
        assist.symbol(at: asked.offset, in: session.assistText(asked.text))
    }

    /// SourceKit names none of several functions with one name.
    private func overloads(_ asked: AskedName) -> [Completion] {
        let found = assist.completions(of: asked.name, at: asked.offset, in: session.assistText(asked.text)) ?? []
        return found.filter { $0.name == asked.name }
    }

    private func declarationsInLibrary(_ asked: AskedName) -> [String] {
        guard !asked.isMember, let text = assist.interface(of: "LabKit", for: session.assistText("")) else { return [] }
        return Source.declarations(named: asked.name, in: text)
    }
}

/// The last name of an expression: `sum` of `zeros([3]).sum()`.
struct AskedName {
    /// The expression up to the name's end.
    let text: String
    let name: String
    /// Where the name begins, in UTF-8 bytes.
    let offset: Int
    let isMember: Bool

    init(_ expression: String) {
        var rest = expression[...]
        if rest.last == ")" {
            var depth = 0
            while let last = rest.popLast() {
                if last == ")" { depth += 1 }
                if last == "(" { depth -= 1 }
                if depth == 0 { break }
            }
        }
        let letters = rest.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        name = String(letters.reversed())
        text = String(rest)
        offset = rest.utf8.count - name.utf8.count
        isMember = rest.dropLast(name.count).last == "."
    }
}
