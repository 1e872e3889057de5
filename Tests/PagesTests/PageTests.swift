import Foundation
import Notebook
import Testing

@testable import Pages

/// The page of a notebook with one cell.
private func page(_ cell: Cell, path: String = "nb.ipynb") throws -> String {
    try NotebookPage(Notebook(path: path, format: .ipynb, cells: [cell])).html()
}

private func page(output: JSON, code: String = "1") throws -> String {
    var cell = Cell(id: "a", heading: "T", text: code)
    cell.outputs = [output]
    return try page(cell)
}

private func display(_ bundle: JSONObject) -> JSON {
    ["output_type": .string("display_data"), "data": .object(bundle), "metadata": .object([:])]
}

@Suite struct NotebookPageTests {
    @Test func proseIsMarkdown() throws {
        let html = try page(
            Cell(id: "a", kind: .markdown, text: "# Title & more\n\n|a|b|\n|-|-|\n|1|2|\n\n~~x~~ https://a.b"))
        #expect(html.contains("<title>Title &amp; more</title>"))
        #expect(html.contains("<h1>Title &amp; more</h1>") && html.contains("<th>a</th>"))
        #expect(html.contains("<del>x</del>") && html.contains("href=\"https://a.b\""))
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "</main>", "<SCRIPT src=x>", "<meta http-equiv=refresh content=0>",
        "<base href=x>",
        "<iframe src=x>", "<form action=x>", "text </section> text", "<style>*{}</style>", "<textarea>", "</body>",
    ])
    func markupCannotLeaveItsCell(markup: String) throws {
        func count(_ html: String) -> Int { html.components(separatedBy: markup).count }
        let html = try page(Cell(id: "a", kind: .markdown, text: markup))
        #expect(count(html) == count(try page(Cell(id: "a", kind: .markdown, text: ""))))
        #expect(html.contains("&lt;"))
    }

    @Test func thePageRunsNoScripts() throws {
        let html = try page(Cell(id: "a", text: "1"))
        #expect(html.contains("default-src 'none'"))
        #expect(!html.contains("<script"))
    }

    @Test(arguments: [
        ("let x = \"<b>&\"", "<span class=\"keyword\">let</span>"), ("let x = \"<b>&\"", "&lt;b&gt;&amp;"),
        ("//| points: 3\nlet y = 1", "<code><span class=\"keyword\">let</span>"),
    ])
    func codeIsColouredAndEscaped(code: String, part: String) throws {
        #expect(try page(Cell(id: "a", text: code)).contains(part))
    }

    @Test func aFigureIsAPictureWithItsTitleAndItsText() throws {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Loss &lt; 1</title></svg>"
        let html = try page(output: display(["image/svg+xml": .string(svg), "text/plain": .string("*--<*")]))
        #expect(
            html.contains(
                "src=\"data:image/svg+xml;base64,\(Data(svg.utf8).base64EncodedString())\" alt=\"Loss &lt; 1\""))
        #expect(html.contains("*--&lt;*"))
        #expect(!html.contains("<svg"))
    }

    @Test func anOutputsHTMLStaysInItsFrame() throws {
        let html = try page(output: display(["text/html": .string("<b class=\"x\">1</b></iframe><script>")]))
        #expect(html.contains("<iframe sandbox"))
        #expect(html.contains("srcdoc=\"&lt;b class=&quot;x&quot;&gt;1"))
        #expect(!html.contains("<script>"))
    }

    @Test(arguments: [
        ("plain <b>", "plain &lt;b&gt;"),
        ("\u{1B}[1;31mred\u{1B}[0m end", "<span class=\"ansi-bold ansi-red\">red</span> end"),
        ("10%\r100%\nnext", ">100%\nnext"), ("bell\u{7}\u{0}", "bell\u{2407}\u{2400}"),
        ("\u{1B}]8;;http://x\u{7}link", ">link"),
        ("\u{1B}[38;5;9mx\u{1B}[2Jy\u{1B}", "xy\u{241B}"), ("line\r\nnext", "line\nnext"),
    ])
    func whatATerminalWouldShowIsShown(text: String, part: String) throws {
        let output: JSON = ["output_type": .string("stream"), "name": .string("stdout"), "text": .string(text)]
        #expect(try page(output: output).contains(part))
    }

    @Test func everyCodeCellAndItsOutputHasAName() throws {
        let html = try page(output: ["output_type": .string("error"), "ename": .string("E"), "evalue": .string("v")])
        for name in ["Cell 1: T", "Code of Cell 1: T", "Output of Cell 1: T", "Error"] {
            #expect(html.contains("aria-label=\"\(name)\""))
        }
        #expect(html.contains("E: v"))
    }

    @Test func anUnknownOutputIsNamed() throws {
        #expect(
            try page(output: display(["application/x-odd": .string("?")])).contains("cannot show (application/x-odd)"))
        #expect(try page(output: .null).contains("cannot show (empty)"))
        #expect(try page(output: display(["application/json": ["a": .int(1)]])).contains("&quot;a&quot;: 1"))
    }

    @Test func picturesOfTextCellsComeAlong() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("page-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data([1, 2, 3]).write(to: folder.appendingPathComponent("a b.png"))
        var cell = Cell(id: "a", kind: .markdown, text: "![x](a%20b.png) ![y](attachment:c.png) ![z](gone.png)")
        cell.attachments = ["c.png": .object(["image/png": .string("BBBB")])]
        let html = try page(cell, path: folder.path + "/nb.ipynb")
        #expect(
            html.contains("src=\"data:image/png;base64,AQID\"") && html.contains("src=\"data:image/png;base64,BBBB\""))
        #expect(html.contains("src=\"gone.png\""))
    }
}

@Suite struct MarkdownPageTests {
    @Test func aFenceIsLongerThanWhatItHolds() {
        var cell = Cell(id: "a", text: "let s = \"```\"")
        cell.outputs = [
            ["output_type": .string("stream"), "name": .string("stdout"), "text": .string("\u{1B}[31mred\n")]
        ]
        let text = Notebook(path: "a", format: .script, cells: [Cell(id: "t", kind: .markdown, text: "# T"), cell])
            .markdownText
        #expect(text == "# T\n\n````swift\nlet s = \"```\"\n````\n\n```\nred\n```\n")
    }
}
