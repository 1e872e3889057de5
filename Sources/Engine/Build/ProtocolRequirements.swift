internal import SwiftParser
internal import SwiftSyntax

/// What the protocols of a compiled cell require, in order, as it is written but for spaces and comments.
enum ProtocolRequirements {
    /// By the protocol's name.
    static func all(in text: String) -> [String: [String]] {
        var parser = Parser(text, swiftVersion: .v5)
        var found: [String: [String]] = [:]
        for statement in SourceFileSyntax.parse(from: &parser).statements {
            guard let declaration = statement.item.as(ProtocolDeclSyntax.self) else { continue }
            let inherited = declaration.inheritanceClause.map { [words($0)] } ?? []
            found[declaration.name.text] = inherited + declaration.memberBlock.members.map { words($0.decl) }
        }
        return found
    }

    private static func words(_ node: some SyntaxProtocol) -> String {
        node.tokens(viewMode: .sourceAccurate).map(\.text).joined(separator: " ")
    }
}
