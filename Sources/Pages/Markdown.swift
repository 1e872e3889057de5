internal import CCommonMark
import Foundation

/// Text cells as HTML, by GitHub's own library for CommonMark with tables, task lists and bare links.
struct Markdown {
    /// HTML that would end the page's own structure, or reach out of it, is shown as text. Scripts are stopped by the page's policy too.
    private static var forbidden: Regex<Substring> {
        #/<(?=/?(?i:script|style|meta|base|link|iframe|frame|frameset|object|embed|form|title|textarea|xmp|noembed|noframes|noscript|plaintext|main|section|html|head|body|template|svg|math|dialog)\b)/#
    }
    private static let extensions = ["table", "strikethrough", "autolink", "tasklist"]
    private static let isRegistered: Void = cmark_gfm_core_extensions_ensure_registered()

    /// Where a picture comes from: the address to write in place of this one; nil to leave it.
    var image: (String) -> String? = { _ in nil }

    func html(_ text: String) -> String {
        _ = Self.isRegistered
        guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return HTML.preformatted(text) }
        defer { cmark_parser_free(parser) }
        for name in Self.extensions {
            if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
        }
        // A C string ends at NUL, which CommonMark replaces anyway.
        let text = text.replacingOccurrences(of: "\0", with: "\u{FFFD}")
        cmark_parser_feed(parser, text, text.utf8.count)
        guard let document = cmark_parser_finish(parser) else { return HTML.preformatted(text) }
        defer { cmark_node_free(document) }
        rewrite(document)
        guard let html = cmark_render_html(document, CMARK_OPT_UNSAFE, cmark_parser_get_syntax_extensions(parser))
        else {
            return HTML.preformatted(text)
        }
        defer { free(html) }
        return String(cString: html)
    }

    private func rewrite(_ document: OpaquePointer) {
        guard let walk = cmark_iter_new(document) else { return }
        defer { cmark_iter_free(walk) }
        while true {
            let event = cmark_iter_next(walk)
            if event == CMARK_EVENT_DONE { return }
            guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(walk) else { continue }
            switch cmark_node_get_type(node) {
            case CMARK_NODE_IMAGE:
                let address = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
                if let other = image(address) { cmark_node_set_url(node, other) }
            case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE:
                let html = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
                cmark_node_set_literal(node, html.replacing(Self.forbidden, with: "&lt;"))
            default: break
            }
        }
    }
}
