import CellSyntax
import Engine
internal import SwiftParser
internal import SwiftSyntax

/// Declarations as they stand in a cell's text.
enum Source {
    /// The declaration of a name with the comment before it.
    static func declaration(of name: SessionName, in text: String) -> String? {
        for statement in syntaxTree(of: text)?.statements ?? [] {
            guard case .decl(let node) = statement.item, declares(node, name) else { continue }
            return statement.description.trimmingEnd().drop { $0.isNewline }.description
        }
        return nil
    }

    /// The top-level declarations with a name in a module's interface, without the module's name before types.
    static func declarations(named name: String, in interface: String) -> [String] {
        // Parsing all of it would take longer than looking for the name first.
        guard interface.contains(name) else { return [] }
        // Nobody typed it: it needs no look at how it is nested, and a long one has more attributes than a cell may.
        return Parser.parse(source: interface).statements.compactMap { statement in
            guard case .decl(let node) = statement.item, self.name(of: node) == name else { return nil }
            return statement.description.trimmingEnd().drop { $0.isNewline }.description.replacing("LabKit.", with: "")
        }
    }

    private static func name(of node: DeclSyntax) -> String? {
        if let variable = node.as(VariableDeclSyntax.self) {
            return variable.bindings.first?.pattern.trimmedDescription
        }
        return node.asProtocol((any NamedDeclSyntax).self)?.name.text
    }

    private static func declares(_ node: DeclSyntax, _ name: SessionName) -> Bool {
        switch node.as(DeclSyntaxEnum.self) {
        case .variableDecl(let node):
            node.bindings.contains { binding in
                binding.pattern.tokens(viewMode: .sourceAccurate).contains { $0.text == name.name }
            }
        case .functionDecl(let node):
            node.name.text == name.name
                && name.signature.hasPrefix(
                    "\(name.name)\(node.genericParameterClause?.trimmedDescription ?? "")("
                        + node.signature.parameterClause.parameters.map {
                            "\($0.firstName.text): \($0.type.trimmedDescription)"
                        }.joined(separator: ", ") + ")")
        default: node.asProtocol((any NamedDeclSyntax).self)?.name.text == name.name
        }
    }

    /// `func greet(person: String) -> String`.
    static func head(of declaration: String) -> String {
        let line = declaration.split(separator: "\n").first { !$0.drop { $0 == " " }.hasPrefix("//") } ?? ""
        return String(line.prefix { $0 != "{" }).trimmingEnd()
    }

    /// The text of the `///` lines before it.
    static func comment(of declaration: String) -> String {
        declaration.split(separator: "\n").prefix { $0.hasPrefix("//") }
            .map { $0.drop { $0 == "/" }.drop { $0 == " " } }.joined(separator: "\n")
    }

    static func colored(_ text: String) -> String {
        StyledText(swift: text).pieces.map { $0.style.start + $0.text + $0.style.end }.joined()
    }
}
