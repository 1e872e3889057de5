import Foundation
import FoundationXML
import Notebook
import Testing

@testable import Reports

/// The file as a reader of XML sees it.
private final class Reading: NSObject, XMLParserDelegate {
    var elements: [(name: String, attributes: [String: String])] = []
    var texts: [String: String] = [:]
    private var open: [String] = []

    init(_ xml: String) throws {
        super.init()
        let parser = XMLParser(data: Data(xml.utf8))
        parser.delegate = self
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append((name, attributes))
        open.append(name)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { texts[open.last ?? "", default: ""] += text }

    func all(_ name: String) -> [[String: String]] { elements.filter { $0.name == name }.map(\.attributes) }
}

@Suite struct JUnitTests {
    @Test func everyCellIsATestCase() throws {
        let report = notebookReport(
            passedReport, failedReport(title: "A <table> & \"more\""), crashedReport(), leftOutReport, needyReport)
        let file = try Reading(JUnitReport([report, report]).xml)
        #expect(file.all("testsuites").first?["tests"] == "10")
        let suite = try #require(file.all("testsuite").first)
        #expect(suite["tests"] == "5" && suite["failures"] == "2" && suite["errors"] == "1" && suite["skipped"] == "1")
        let cases = file.all("testcase").prefix(5)
        #expect(cases.map { $0["name"] } == ["sum", "A <table> & \"more\"", "crash", "left", "needy"])
        #expect(cases.map { $0["line"] } == ["7", "7", "9", "7", "7"])
        #expect(cases.allSatisfy { $0["classname"] == "nb" && $0["file"] == "nb/03.swift" })
        #expect(
            file.all("failure").map { $0["message"] }.prefix(2) == [
                "x: expected 1, got 2", "needs 'x' of \"table\", which failed",
            ])
        #expect(file.all("error").first?["type"] == "Fatal error")
    }

    @Test(arguments: [
        Data("\u{1B}[31mred\u{1B}[0m ]]> <&>\"'".utf8), Data([0, 1, 8, 0x1B, 0x0B, 0x0C, 0x0D, 0x7F, 0x0A]),
        Data([0xFF, 0xFE, 0xED, 0xA0, 0x80]), Data("\u{FFFE}\u{FFFF}\u{85}한글🎻".utf8),
        Data(repeating: 0x41, count: 1 << 20),
    ])
    func whateverACellPrintsTheFileIsXML(bytes: Data) throws {
        let message = String(decoding: bytes, as: UTF8.self)
        let xml = JUnitReport([notebookReport(failedReport(message: message, stdout: bytes))]).xml
        let file = try Reading(xml)
        #expect(!xml.contains("\u{1B}"))
        #expect(file.texts["system-out"] != nil)
        #expect(xml.utf8.count < 1 << 22)
    }

    @Test func aNotebooksFileIsNamedWithoutTheCell() throws {
        let file = try Reading(JUnitReport([notebookReport(crashedReport(file: "a/lab.ipynb#crash"))]).xml)
        #expect(file.all("testcase").first?["file"] == "a/lab.ipynb")
    }
}

@Suite struct GitHubTests {
    @Test func whatFailedIsAnnotated() {
        let lines = GitHubReport([notebookReport(passedReport, failedReport(title: "a, b: c"), crashedReport())])
            .annotations
        #expect(lines.count == 2)
        #expect(
            lines[0]
                == "::error file=nb/03.swift,line=7,title=a%2C b%3A c%3A failed::values x%0A  x: expected 1, got 2%0A  more"
        )
        #expect(
            lines[1].hasPrefix(
                "::error file=nb/03.swift,line=9,col=5,title=crash%3A error::nb/03.swift:9:5: Fatal error: 50%25, a"))
    }

    @Test func aLineOfACellIsNoLineOfItsNotebook() {
        let lines = GitHubReport([notebookReport(crashedReport(file: "lab.ipynb#crash"))]).annotations
        #expect(lines[0].hasPrefix("::error file=lab.ipynb,title="))
    }

    @Test func noTextEndsItsLine() {
        let report = failedReport(title: "a\n::error::b\r", message: "x\n::set-output name=a::b\r\n%0A")
        for line in GitHubReport([notebookReport(report)]).annotations { #expect(!line.contains { $0.isNewline }) }
    }

    @Test func theSummaryHoldsTextAsText() {
        let report = failedReport(title: "<b>|`x`", message: "```\n| a |\n````")
        let summary = GitHubReport([notebookReport(report, passedReport)]).summary
        #expect(summary.contains("**\\<b\\>\\|\\`x\\`** failed"))
        #expect(summary.contains("\n```````text\n"))
    }

    @Test func eachFenceIsItsOwn() {
        #expect(GitHubReport.Fence().open != GitHubReport.Fence().open)
        let fence = GitHubReport.Fence()
        #expect(fence.open.hasSuffix(fence.close.dropFirst(2).dropLast(2)))
    }
}

@Suite struct HTMLReportTests {
    @Test func theTableNamesEveryCell() throws {
        let html = try HTMLReport([
            notebookReport(passedReport, failedReport(title: "<i>", message: "1 < 2\u{1B}[1m"), needyReport)
        ]).html()
        #expect(html.contains("<th scope=\"row\">sum</th><td class=\"passed\">"))
        #expect(html.contains("&lt;i&gt;") && !html.contains("<i>"))
        #expect(html.contains("1 &lt; 2") && !html.contains("\u{1B}"))
        #expect(html.contains("1 passed, 2 failed") && html.contains("not run"))
        #expect(!html.contains("<script"))
    }
}
