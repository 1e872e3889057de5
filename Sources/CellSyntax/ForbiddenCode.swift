internal import SwiftSyntax

/// What a graded cell may not hold: means of the compiler's own by which code takes another's place or says that it stands elsewhere.
/// No task of a lab needs them.
public struct ForbiddenCode: Sendable, Hashable {
    /// `@_cdecl`, `#sourceLocation`.
    public var what: String
    /// From 1, in the text.
    public var line: Int

    /// Empty where the text is nested too deeply to be read: see ``DeepNesting``.
    public static func all(in text: String) -> [ForbiddenCode] {
        guard let tree = syntaxTree(of: text) else { return [] }
        let finder = Finder(converter: SourceLocationConverter(fileName: "", tree: tree))
        finder.walk(tree)
        return finder.found
    }

    private final class Finder: SyntaxVisitor {
        private let converter: SourceLocationConverter
        var found: [ForbiddenCode] = []

        init(converter: SourceLocationConverter) {
            self.converter = converter
            super.init(viewMode: .sourceAccurate)
        }

        private func note(_ what: String, _ node: some SyntaxProtocol) -> SyntaxVisitorContinueKind {
            let line = node.startLocation(converter: converter).line
            found.append(ForbiddenCode(what: what, line: line))
            return .visitChildren
        }

        override func visit(_ node: AttributeSyntax) -> SyntaxVisitorContinueKind {
            let name = Self.plain(node.attributeName.trimmedDescription)
            let isCompilers = name.hasPrefix("_") || ["c", "cdecl", "section", "used", "main", "objc"].contains(name)
            return isCompilers ? note("@\(name)", node) : .visitChildren
        }

        /// A name in backticks is the same name.
        private static func plain(_ name: String) -> String { name.filter { $0 != "`" } }

        override func visit(_ node: PoundSourceLocationSyntax) -> SyntaxVisitorContinueKind {
            note("#sourceLocation", node)
        }

        override func visit(_ node: MacroDeclSyntax) -> SyntaxVisitorContinueKind { note("macro", node) }

        override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
            // The engine's own functions.
            Self.plain(node.baseName.text).hasPrefix("_cell") ? note(node.baseName.text, node) : .visitChildren
        }
    }
}
