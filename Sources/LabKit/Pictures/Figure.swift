import CellKit

/// A picture in two forms: text that reads in any terminal, and SVG for a page.
///
/// As the last expression of a cell it shows itself; inside a loop use `display(figure)` or `print(figure)`.
/// ```swift
/// print(imshow([[0, 16], [16, 0]]))
/// //   0 1
/// // 0   @@
/// // 1 @@
/// ```
public struct Figure: RichDisplay, CustomStringConvertible, Hashable, Sendable {
    /// Lines joined by newlines, without trailing blanks and without a last newline.
    public let text: String
    /// A whole SVG document, readable without colour.
    public let svg: String

    public var mimeBundle: [String: String] { ["text/plain": text, "image/svg+xml": svg] }
    public var description: String { text }
}
