import Foundation
import Mustache
import Notebook

/// A notebook as one HTML file: no scripts, nothing loaded from elsewhere but pictures that a text cell itself names.
public struct NotebookPage {
    private struct Body {
        var cells: [CellView]
    }

    private struct CellView {
        var id: String
        /// `Cell 3: Train`.
        var label: String
        var heading: String?
        var prose: String?
        var code: String?
        var raw: String?
        var count: String
        var hasOutputs: Bool
        var outputs: [OutputView]
    }

    private let notebook: Notebook

    public init(_ notebook: Notebook) { self.notebook = notebook }

    /// The page's text.
    public func html() throws -> String {
        var number = 0
        let cells = notebook.cells.map { cell -> CellView in
            if cell.kind == .code { number += 1 }
            return view(cell, number: number)
        }
        let body = try PageTemplate.notebook.template().render(Body(cells: cells))
        return try htmlPage(title: title, body: body)
    }

    /// The first heading of the text, or else the file's name.
    private var title: String {
        for cell in notebook.cells where cell.kind == .markdown {
            if let match = cell.text.firstMatch(of: #/(?m)^#+\s+(.+)$/#) { return String(match.1) }
        }
        return notebook.name
    }

    private func view(_ cell: Cell, number: Int) -> CellView {
        let markdown = Markdown { PagePicture(address: $0, cell: cell, notebook: notebook).embedded }
        return CellView(
            id: cell.id, label: "Cell \(number)" + (cell.title.map { ": \($0)" } ?? ""), heading: cell.title,
            prose: cell.kind == .markdown ? markdown.html(cell.text) : nil,
            code: cell.kind == .code ? (notebook.isSwift ? HTML.code(cell.code) : HTML.escaped(cell.code)) : nil,
            raw: cell.kind == .raw ? HTML.escaped(cell.text) : nil,
            count: cell.executionCount.map(String.init) ?? " ", hasOutputs: !cell.outputs.isEmpty,
            outputs: cell.outputs.map { OutputView($0, markdown: markdown) })
    }
}

extension Notebook {
    /// Whether its cells are Swift, as far as it says.
    var isSwift: Bool { (language ?? "swift").lowercased() == "swift" }
}

/// A picture that a text cell shows.
private struct PagePicture {
    /// Larger files stay where they are.
    private static let largest = 10 << 20
    private static let types = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "svg": "image/svg+xml",
        "webp": "image/webp",
    ]

    var address: String
    var cell: Cell
    var notebook: Notebook

    /// The picture in the page itself, where it is an attachment or a file beside the notebook; nil for any other.
    var embedded: String? {
        if address.hasPrefix("attachment:") { return attachment(String(address.dropFirst("attachment:".count))) }
        guard !address.contains(":"), !address.hasPrefix("/"), let name = address.removingPercentEncoding else {
            return nil
        }
        let file = notebook.folder.appendingPathComponent(name)
        guard let type = Self.types[file.pathExtension.lowercased()],
            let data = FileManager.default.contents(atPath: file.path), data.count <= Self.largest
        else { return nil }
        return HTML.dataAddress(type, data)
    }

    private func attachment(_ name: String) -> String? {
        let bundle = (cell.attachments[name] ?? cell.attachments[name.removingPercentEncoding ?? name])?.object
        guard let picture = bundle?.members.first(where: { $0.key.hasPrefix("image/") }),
            let text = picture.value.string
        else { return nil }
        if picture.key == "image/svg+xml" { return HTML.dataAddress(picture.key, Data(text.utf8)) }
        return "data:\(picture.key);base64," + text.filter { !$0.isWhitespace }
    }
}
