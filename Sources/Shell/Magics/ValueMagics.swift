import CellKit
import Engine

/// Looking at what the session holds.
let valueMagics = [
    Magic(name: "who", help: "The variables with type, size and a short value") { shell, _ in
        let names = shell.session.names.filter { $0.kind == "var" }
        guard !names.isEmpty else { return shell.printer.out("no variables yet") }
        let asked = names.map { ($0, "CellKit._cellSummary(`\($0.name)`)") }
        let values = try shell.session.values(of: asked.map(\.1))
        let rows = asked.map { name, question -> [String] in
            guard case .array(let parts) = values[question] else { return [name.name, "?", "", "cannot be read"] }
            return [name.name] + parts.map { if case .string(let text) = $0 { text } else { "" } }
        }
        shell.printer.out(
            TextTable(rows: [["name", "type", "size", "value"]] + rows).text(columns: Terminal.size.columns))
    },
    Magic(name: "type", usage: "EXPRESSION", help: "An expression's type; nothing is evaluated", argument: .swift) {
        shell, text in
        guard !text.isEmpty else { throw ShellError("the type of what?", advice: "'%type [1, 2].map { $0 / 2 }'") }
        shell.printer.out(try shell.type(of: text))
    },
    Magic(
        name: "doc", usage: "NAME", help: "What a name is and what its comment says; 'NAME?' does the same",
        argument: .swift
    ) { shell, text in try shell.showDocumentation(of: text) },
    Magic(name: "source", usage: "NAME", help: "The text that made a name; 'NAME??' does the same", argument: .swift) {
        shell, text in
        for lines in try shell.sources(of: text) {
            shell.printer.out(shell.printer.isColored ? Source.colored(lines) : lines)
        }
    },
]

extension Shell {
    /// - Throws: ``ShellError`` where the expression has none.
    func type(of expression: String) throws -> String {
        let question = "CellKit._cellType { (\(expression)) }"
        guard case .string(let type) = try session.values(of: [question])[question] else {
            throw ShellError(
                "'\(expression)' has no type here", advice: "type it as a cell to see what the compiler says")
        }
        return type
    }

    /// The declarations of a name in the cells: what each is called, and its text.
    func definitions(of name: String) throws -> [(name: SessionName, text: String)] {
        let plain = name.prefix { $0 != "(" }
        let names = session.names.filter { $0.name == plain }
        let found = names.compactMap { entry -> (SessionName, String)? in
            guard let cell = session.cells.last(where: { $0.label == entry.cell && !$0.isSuperseded }) else {
                return nil
            }
            return Source.declaration(of: entry, in: cell.source.text).map { (entry, $0) }
        }
        guard !found.isEmpty else {
            throw ShellError(
                "no cell made '\(name)'", advice: "'%who' lists the variables; '%type' knows other expressions")
        }
        return found
    }
}
