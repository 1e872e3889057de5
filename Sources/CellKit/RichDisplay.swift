/// A type that shows itself in more than text: `text/plain` for a terminal, `image/svg+xml` or `text/html` for a page.
public protocol RichDisplay {
    /// Representations by MIME type; `text/plain` should always be there.
    var mimeBundle: [String: String] { get }
}
