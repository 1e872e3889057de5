internal import CellSyntax
internal import SwiftSyntax

extension CellAnalysis {
    /// Reads a cell's text with the toolchain's own parser. Nothing is found in one that is nested too deeply for it: no compiler gets
    /// that either.
    init(of text: String) {
        guard let tree = syntaxTree(of: text) else { return }
        isEmpty = tree.statements.isEmpty
        for token in tree.tokens(viewMode: .sourceAccurate) {
            if case .identifier = token.tokenKind { identifiers.insert(plain(token.text)) }
            if case .binaryOperator = token.tokenKind { identifiers.insert(token.text) }
        }
        isAsynchronous = AwaitFinder.isFound(in: tree)
        for statement in tree.statements { read(statement.item) }
        if isAsynchronous { findStoredVariables(in: tree) }
        resultExpression = tree.statements.last.flatMap(Self.shownExpression)
    }

    private mutating func read(_ item: CodeBlockItemSyntax.Item) {
        switch item {
        case .decl(let declaration): read(declaration)
        case .stmt(let statement):
            guard let statement = statement.as(GuardStmtSyntax.self),
                let guarded = GuardedNames(statement, isAsynchronous: isAsynchronous)
            else { return }
            for name in guarded.names { add(variable: name) }
            guardInsertions += guarded.insertions
        case .expr(let expression):
            // A macro may declare anything.
            if expression.is(MacroExpansionExprSyntax.self) { isImportedWhole = true }
        @unknown default: isImportedWhole = true
        }
    }

    private mutating func read(_ declaration: DeclSyntax) {
        switch declaration.as(DeclSyntaxEnum.self) {
        case .importDecl(let node): imports.append(node.trimmedDescription)
        case .variableDecl(let node) where !node.modifiers.hidesFromOtherCells:
            for binding in node.bindings { addVariables(binding.pattern) }
            if node.attributes.mayDeclareMore { isImportedWhole = true }
        case .functionDecl(let node) where !node.modifiers.hidesFromOtherCells: read(function: node)
        case .structDecl(let node): add(.structure, node.name, node.modifiers)
        case .classDecl(let node): add(.classType, node.name, node.modifiers)
        case .actorDecl(let node): add(.classType, node.name, node.modifiers)
        case .enumDecl(let node): add(.enumeration, node.name, node.modifiers)
        case .protocolDecl(let node): add(.protocolType, node.name, node.modifiers)
        case .typeAliasDecl(let node): add(.alias, node.name, node.modifiers)
        case .extensionDecl(let node):
            isImportedWhole = true
            extensions.insert(node.extendedType.trimmedDescription + Self.conformances(of: node))
        case .operatorDecl, .precedenceGroupDecl, .macroDecl, .macroExpansionDecl, .ifConfigDecl: isImportedWhole = true
        default: break
        }
    }

    private mutating func read(function node: FunctionDeclSyntax) {
        guard case .identifier = node.name.tokenKind else {
            // An operator has no name that an import declaration could say.
            isImportedWhole = true
            return
        }
        let parameters = node.signature.parameterClause.parameters.map { parameter in
            "\(parameter.firstName.text): \(parameter.type.trimmedDescription)"
        }
        let constraints = node.genericWhereClause?.trimmedDescription ?? ""
        let generics = node.genericParameterClause?.trimmedDescription ?? ""
        let name = plain(node.name.text)
        declarations.append(
            Declaration(
                kind: .function, name: name,
                signature: "\(name)\(generics)(\(parameters.joined(separator: ", ")))\(constraints)",
                offset: node.positionAfterSkippingLeadingTrivia.utf8Offset))
    }

    private mutating func add(_ kind: Declaration.Kind, _ name: TokenSyntax, _ modifiers: DeclModifierListSyntax) {
        guard !modifiers.hidesFromOtherCells else { return }
        declarations.append(Declaration(kind: kind, name: plain(name.text), signature: plain(name.text)))
    }

    private mutating func addVariables(_ pattern: PatternSyntax) {
        switch pattern.as(PatternSyntaxEnum.self) {
        case .identifierPattern(let node): add(variable: plain(node.identifier.text))
        case .tuplePattern(let node): for element in node.elements { addVariables(element.pattern) }
        case .valueBindingPattern(let node): addVariables(node.pattern)
        default: break
        }
    }

    private mutating func add(variable name: String) {
        declarations.append(Declaration(kind: .variable, name: name, signature: name))
    }

    private mutating func findStoredVariables(in tree: SourceFileSyntax) {
        for statement in tree.statements {
            guard case .decl(let declaration) = statement.item, let node = declaration.as(VariableDeclSyntax.self),
                node.bindings.allSatisfy({ $0.accessorBlock.map(\.isObserving) ?? true }),
                !node.modifiers.contains(where: { ["nonisolated", "lazy", "async"].contains($0.name.text) }),
                node.attributes.isEmpty
            else { continue }
            storedVariables.append(node.positionAfterSkippingLeadingTrivia.utf8Offset)
        }
    }

    private static func conformances(of node: ExtensionDeclSyntax) -> String {
        node.inheritanceClause?.trimmedDescription ?? ""
    }

    /// The expression to show, unless it is an assignment, ends in a semicolon, or plainly has no value.
    private static func shownExpression(_ item: CodeBlockItemSyntax) -> Range<Int>? {
        guard case .expr(let expression) = item.item, item.semicolon == nil else { return nil }
        if let sequence = expression.as(SequenceExprSyntax.self),
            sequence.elements.contains(where: { $0.is(AssignmentExprSyntax.self) })
        {
            return nil
        }
        if expression.is(MacroExpansionExprSyntax.self) || expression.hasError { return nil }
        if let call = expression.as(FunctionCallExprSyntax.self),
            let callee = call.calledExpression.as(DeclReferenceExprSyntax.self),
            Self.valueless.contains(callee.baseName.text)
        {
            return nil
        }
        return expression.positionAfterSkippingLeadingTrivia
            .utf8Offset..<expression.endPositionBeforeTrailingTrivia.utf8Offset
    }

    private static let valueless: Set = [
        "print", "debugPrint", "fatalError", "preconditionFailure", "exit", "abort", "display", "emit", "precondition",
        "assert", "Task",
    ]
}

/// A name without the backticks that let a keyword be one.
private func plain(_ name: String) -> String {
    name.hasPrefix("`") && name.hasSuffix("`") && name.count > 2 ? String(name.dropFirst().dropLast()) : name
}

extension DeclModifierListSyntax {
    /// Referring to another module's private name crashes the compiler.
    fileprivate var hidesFromOtherCells: Bool {
        contains { ["private", "fileprivate"].contains($0.name.text) && $0.detail == nil }
    }
}

extension AttributeListSyntax {
    /// An attached macro may declare peers; attributes that Swift itself knows do not.
    fileprivate var mayDeclareMore: Bool {
        contains { element in
            guard case .attribute(let attribute) = element else { return true }
            return !["MainActor", "available", "discardableResult", "inlinable"].contains(
                attribute.attributeName.trimmedDescription)
        }
    }
}

extension AccessorBlockSyntax {
    /// `willSet` and `didSet` watch a stored variable; other accessors make it a computed one.
    fileprivate var isObserving: Bool {
        guard case .accessors(let accessors) = accessors else { return false }
        return accessors.allSatisfy { ["willSet", "didSet"].contains($0.accessorSpecifier.text) }
    }
}

/// Looks for `await` that runs as part of the script itself: not inside functions, closures or types.
private final class AwaitFinder: SyntaxVisitor {
    private var found = false

    static func isFound(in tree: SourceFileSyntax) -> Bool {
        let finder = AwaitFinder(viewMode: .sourceAccurate)
        finder.walk(tree)
        return finder.found
    }

    override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind { note() }
    override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
        if node.awaitKeyword != nil { found = true }
        return .visitChildren
    }
    override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
        if node.modifiers.contains(where: { $0.name.text == "async" }) { found = true }
        return .visitChildren
    }
    override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

    private func note() -> SyntaxVisitorContinueKind {
        found = true
        return .skipChildren
    }
}
