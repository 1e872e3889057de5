/// A name that a cell makes for the cells after it.
struct Declaration: Hashable, Sendable {
    enum Kind: String, Sendable {
        case variable = "var"
        case function = "func"
        case structure = "struct"
        case classType = "class"
        case enumeration = "enum"
        case protocolType = "protocol"
        case alias = "typealias"
    }

    var kind: Kind
    /// Without labels: `greet`.
    var name: String
    /// What a later declaration must share to replace this one. Functions live side by side unless their labels and
    /// parameter types are the same: `greet(person: String)`.
    var signature: String
    /// Where it begins, in UTF-8 bytes of its cell's text.
    var offset = 0
}

/// What the parser can say of a cell's text before any compiler sees it.
struct CellAnalysis: Sendable {
    var declarations: [Declaration] = []
    /// Import declarations as the user wrote them, in order.
    var imports: [String] = []
    /// Holds extensions, operators or other things that have no name to import: later cells import all of it.
    var isImportedWhole = false
    /// The types and member names that its extensions add to: an edited cell's members replace those.
    var extensions: Set<String> = []
    /// Top-level `await`: the cell becomes an asynchronous main.
    var isAsynchronous = false
    /// Every identifier in the text: of the session's names, only these need importing.
    var identifiers: Set<String> = []
    /// UTF-8 offsets of a last expression whose value should be shown.
    var resultExpression: Range<Int>?
    /// UTF-8 offsets where an asynchronous cell's stored variables begin.
    var storedVariables: [Int] = []
    /// What makes globals of the names that top-level `guard`s bind.
    var guardInsertions: [CellText.Insertion] = []
    var isEmpty = false
}
