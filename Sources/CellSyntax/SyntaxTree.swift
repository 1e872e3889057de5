internal import SwiftParser
package import SwiftSyntax

/// A text as Swift's parser reads it.
///
/// - Returns: nil for a text that the parser would not be done with in good time, see ``DeepNesting``.
package func syntaxTree(of text: String) -> SourceFileSyntax? {
    DeepNesting.first(in: text) == nil ? Parser.parse(source: text) : nil
}
