/// Reads the compiler's messages (`-diagnostic-style=llvm`) and puts them on the user's own lines.
struct DiagnosticReader {
    let text: CellText
    /// The user's file, as `#sourceLocation` named it.
    let file: String
    /// The module's own name stands in for the user's in messages about earlier cells: `Cell3.Layer`.
    static var moduleName: Regex<Substring> { #/\bCell[0-9]+\./# }

    /// One diagnostic a message, notes apart, each with the source lines below it.
    func read(_ output: String) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        var block: [Substring] = []
        var isDropping = false  // a note belongs to what stands before it
        func flush() {
            let header = block.first.flatMap(Header.init)
            if let header, header.severity != .note { isDropping = isAboutOurWords(header) }
            if !isDropping, let diagnostic = diagnostic(from: block) { diagnostics.append(diagnostic) }
            block = []
        }
        for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
            if Header(line) != nil || line.hasPrefix("<unknown>:0: ") { flush() }
            block.append(line)
        }
        flush()
        return diagnostics
    }

    /// The compiler's messages as they would be had the text stood elsewhere.
    static func moved(_ output: String, from: Place, to: Place) -> String {
        guard from != to else { return output }
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard let header = Header(line), header.file == from.file else { return String(line) }
            let start = "\(from.file):\(header.line):"
            return "\(to.file):\(header.line - from.line + to.line):" + line.dropFirst(start.count)
        }
        return lines.joined(separator: "\n")
    }

    private func diagnostic(from block: [Substring]) -> Diagnostic? {
        guard let first = block.first else { return nil }
        if let rest = first.split(separator: "<unknown>:0: ", maxSplits: 1).last, first.hasPrefix("<unknown>") {
            let severity: Diagnostic.Severity =
                rest.hasPrefix("error") ? .error : rest.hasPrefix("warning") ? .warning : .note
            let message = rest.drop { $0 != " " }.dropFirst()
            return Diagnostic(
                severity: severity, message: String(message), file: file, line: text.firstLine, column: 1,
                rendered: block.joined(separator: "\n"))
        }
        guard let header = Header(first) else { return nil }
        let isOurs = header.file == file
        let column = isOurs ? text.userColumn(header.column, onLine: header.line) : header.column
        let message = header.message.replacing(Self.moduleName, with: "").replacing(GuardedNames.prefix, with: "")
        if isBehindTheText(header) {
            let end = text.end
            return Diagnostic(
                severity: header.severity, message: message, file: file, line: end.line, column: end.column,
                source: String(text.userLine(end.line) ?? ""))
        }
        var lines = ["\(header.file):\(header.line):\(column): \(header.severity.rawValue): \(message)"]
        let rows =
            isOurs ? restored(Array(block.dropFirst()), line: header.line) : block.dropFirst().map(String.init)
        lines += LongLine.cut(rows, column: column)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return Diagnostic(
            severity: header.severity, message: message, file: header.file, line: header.line, column: column,
            rendered: lines.joined(separator: "\n"))
    }

    /// What is missed at the text's end, a brace say, the compiler misses at the end of the file that it got.
    private func isBehindTheText(_ header: Header) -> Bool {
        let name = header.file.split(separator: "/").last ?? ""
        return header.file != file && header.line > CellText.linesBefore
            && name.wholeMatch(of: /Cell[0-9]+\.swift/) != nil
    }

    /// The compiler warns about some of what was put into an asynchronous cell: it is unnecessary, or never reached.
    private func isAboutOurWords(_ header: Header) -> Bool {
        guard header.severity == .warning else { return false }
        if header.file != file || header.message.contains("'" + GuardedNames.prefix) { return true }
        return header.message.contains("'nonisolated(unsafe)'")
            && !(text.userLine(header.line)?.contains("nonisolated(unsafe)") ?? false)
    }

    /// The source line as the user wrote it, and the carets below it moved back by what was put in before them.
    private func restored(_ lines: [Substring], line: Int) -> [String] {
        let insertions = text.insertions(onLine: line)
        guard !insertions.isEmpty, let user = text.userLine(line) else { return lines.map(String.init) }
        return lines.enumerated().map { index, shown in
            if index == 0 { return String(user) }
            var shown = Array(shown)
            // From the right, so that earlier columns still hold; the columns are those of the compiled line.
            var shift = insertions.map(\.length).reduce(0, +)
            for insertion in insertions.reversed() {
                shift -= insertion.length
                let start = insertion.column + shift
                guard start < shown.count else { continue }
                shown.removeSubrange(start..<min(start + insertion.length, shown.count))
            }
            return String(shown)
        }
    }

    /// `file:line:column: error: message`
    private struct Header {
        var file: String
        var line: Int
        var column: Int
        var severity: Diagnostic.Severity
        var message: String

        init?(_ text: Substring) {
            for severity in [Diagnostic.Severity.error, .warning, .note] {
                guard let range = text.firstRange(of: ": \(severity.rawValue): ") else { continue }
                let place = text[..<range.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
                guard place.count >= 3, let line = Int(place[place.count - 2]), let column = Int(place[place.count - 1])
                else { continue }
                self.file = place.dropLast(2).joined(separator: ":")
                self.line = line
                self.column = column
                self.severity = severity
                self.message = String(text[range.upperBound...])
                return
            }
            return nil
        }
    }
}
