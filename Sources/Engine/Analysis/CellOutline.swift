internal import CellSyntax
internal import SwiftSyntax

/// What a cell's text would make and what it uses, read without compiling it.
public struct CellOutline: Sendable {
    /// The names that later cells could use.
    public let names: Set<String>
    /// The names that it uses and does not bind itself: what it needs from earlier cells or modules.
    public let uses: Set<String>
    /// All names in an expression's or a type's place, bound in the cell or not: no more than these can it use of others.
    public let mentions: Set<String>
    /// Those of its names that are variables or constants: what one cell does to them a later one may see.
    public let variables: Set<String>
    /// Whether it imports modules, or extends types: things that later cells use without a name of the cell's.
    public let reachesLaterCells: Bool

    public init(of text: String) {
        let analysis = CellAnalysis(of: text)
        names = Set(analysis.declarations.map(\.name))
        variables = Set(analysis.declarations.filter { $0.kind == .variable }.map(\.name))
        reachesLaterCells = !analysis.imports.isEmpty || analysis.isImportedWhole
        let finder = UseFinder(viewMode: .sourceAccurate)
        if let tree = syntaxTree(of: text) { finder.walk(tree) }
        mentions = finder.used
        uses = finder.used.subtracting(finder.bound).subtracting(names)
    }
}

/// Names in an expression's or a type's place, and names that patterns and parameters bind, whatever their scopes.
private final class UseFinder: SyntaxVisitor {
    var used: Set<String> = []
    var bound: Set<String> = []

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
        // `a.b` uses a.
        let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
        if !isMember { used.insert(node.baseName.text) }
        return .visitChildren
    }

    override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
        used.insert(node.name.text)
        return .visitChildren
    }

    override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind { bind(node.identifier) }
    override func visit(_ node: GenericParameterSyntax) -> SyntaxVisitorContinueKind { bind(node.name) }
    override func visit(_ node: ClosureShorthandParameterSyntax) -> SyntaxVisitorContinueKind { bind(node.name) }
    override func visit(_ node: ClosureParameterSyntax) -> SyntaxVisitorContinueKind {
        bind(node.secondName ?? node.firstName)
    }
    override func visit(_ node: FunctionParameterSyntax) -> SyntaxVisitorContinueKind {
        bind(node.secondName ?? node.firstName)
    }
    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { bind(node.name) }

    private func bind(_ name: TokenSyntax) -> SyntaxVisitorContinueKind {
        bound.insert(name.text)
        return .visitChildren
    }
}
