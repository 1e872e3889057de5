internal import SwiftSyntax

/// Makes globals of the names that a top-level `guard` binds.
///
/// Swift keeps those to the file: `guard let x = f() else { … }` makes no `x` that another module could import. So the
/// name is bound under another one, and a global of the right name follows on the same line:
/// `guard let _guarded_x = f(), _guarded_x > 0 else { … }; let x = _guarded_x`.
struct GuardedNames {
    /// Stands before a bound name in the compiled text; taken out again of what the compiler says.
    static let prefix = "_guarded_"

    private(set) var names: [String] = []
    private(set) var insertions: [CellText.Insertion] = []

    /// - Parameter isAsynchronous: whether the cell's globals need to be freed from the main actor.
    init?(_ statement: GuardStmtSyntax, isAsynchronous: Bool) {
        var globals = ""
        for element in statement.conditions {
            guard let finder = GuardedNameFinder.read(element, bound: names, isAsynchronous: isAsynchronous) else {
                return nil
            }
            names += finder.names
            insertions += finder.insertions
            globals += finder.globals
        }
        guard !names.isEmpty else { return nil }
        let end = statement.endPositionBeforeTrailingTrivia.utf8Offset
        insertions.append(CellText.Insertion(offset: end, text: globals))
    }
}

/// Reads one condition of a `guard`: what it binds, and where it uses what those before it bound.
private final class GuardedNameFinder: SyntaxVisitor {
    private(set) var names: [String] = []
    private(set) var insertions: [CellText.Insertion] = []
    private(set) var globals = ""
    private let bound: Set<String>
    private let isAsynchronous: Bool
    private var specifier = "let"
    private var closureDepth = 0
    private var isClear = true

    private init(bound: Set<String>, isAsynchronous: Bool) {
        self.bound = bound
        self.isAsynchronous = isAsynchronous
        super.init(viewMode: .sourceAccurate)
    }

    /// nil where a closure has a name of its own that is spelled like a bound one: then the statement stays as it is.
    static func read(
        _ element: ConditionElementSyntax, bound: [String], isAsynchronous: Bool
    ) -> GuardedNameFinder? {
        let finder = GuardedNameFinder(bound: Set(bound), isAsynchronous: isAsynchronous)
        finder.walk(element)
        return finder.isClear ? finder : nil
    }

    override func visit(_ node: OptionalBindingConditionSyntax) -> SyntaxVisitorContinueKind {
        specifier = node.bindingSpecifier.text
        // `guard let x` is short for `guard let x = x`.
        if node.initializer == nil, let pattern = node.pattern.as(IdentifierPatternSyntax.self) {
            let end = pattern.identifier.endPositionBeforeTrailingTrivia.utf8Offset
            let source = bound.contains(pattern.identifier.text) ? GuardedNames.prefix : ""
            insertions.append(CellText.Insertion(offset: end, text: " = \(source)\(pattern.identifier.text)"))
        }
        return .visitChildren
    }

    override func visit(_ node: ValueBindingPatternSyntax) -> SyntaxVisitorContinueKind {
        specifier = node.bindingSpecifier.text
        return .visitChildren
    }

    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
        closureDepth += 1
        return .visitChildren
    }

    override func visitPost(_ node: ClosureExprSyntax) { closureDepth -= 1 }

    override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
        let name = node.identifier.text
        guard closureDepth == 0 else {
            noteOwnName(node.identifier)
            return .skipChildren
        }
        guard !name.hasPrefix("`") else { return .skipChildren }
        rename(node.identifier)
        names.append(name)
        globals +=
            "; \(isAsynchronous ? "nonisolated(unsafe) " : "")\(specifier) \(name) = \(GuardedNames.prefix)\(name)"
        return .skipChildren
    }

    override func visit(_ node: ClosureShorthandParameterSyntax) -> SyntaxVisitorContinueKind {
        noteOwnName(node.name)
        return .visitChildren
    }

    override func visit(_ node: ClosureParameterSyntax) -> SyntaxVisitorContinueKind {
        noteOwnName(node.secondName ?? node.firstName)
        return .visitChildren
    }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
        let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
        if !isMember, bound.contains(node.baseName.text) { rename(node.baseName) }
        return .visitChildren
    }

    private func noteOwnName(_ token: TokenSyntax) {
        if bound.contains(token.text) { isClear = false }
    }

    private func rename(_ token: TokenSyntax) {
        let start = token.positionAfterSkippingLeadingTrivia.utf8Offset
        insertions.append(CellText.Insertion(offset: start, text: GuardedNames.prefix))
    }
}
