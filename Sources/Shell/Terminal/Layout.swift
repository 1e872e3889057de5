import Checks

/// A cell's text laid out in the rows of a terminal, with a prompt before the first line and a mark before the others.
struct Layout {
    /// Each with its colours, at most as wide as the terminal.
    var rows: [String] = []
    var cursorRow = 0
    var cursorColumn = 0

    private let columns: Int
    private var row = ""
    private var width = 0

    /// - Parameter cursor: in UTF-8 bytes of `text`.
    init(prompt: Prompt, text: StyledText, cursor: Int, columns: Int) {
        self.columns = columns
        begin(prompt.first, width: DisplayText.width(prompt.firstText))
        var offset = 0
        for piece in text.pieces {
            row += piece.style.start
            if Self.isPlain(piece.text) {
                addPlain(piece.text, at: offset, cursor: cursor, piece.style)
                offset += piece.text.utf8.count
                row += piece.style.end
                continue
            }
            for character in piece.text {
                if offset == cursor { noteCursor() }
                offset += character.utf8.count
                if character == "\n" || character == "\r\n" {
                    end(piece.style)
                    begin(prompt.next, width: DisplayText.width(prompt.nextText))
                    row += piece.style.start
                } else {
                    add(character, piece.style)
                }
            }
            row += piece.style.end
        }
        if offset <= cursor { noteCursor() }
        rows.append(row)
    }

    private mutating func begin(_ head: String, width: Int) {
        row = head
        self.width = width
    }

    private mutating func end(_ style: Style) {
        rows.append(row + style.end)
        row = ""
        width = 0
    }

    /// Letters of one byte and one column each.
    private static func isPlain(_ text: Substring) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { bytes in
            bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
        } ?? false
    }

    /// A row at a time: a pasted line may have a million letters.
    private mutating func addPlain(_ text: Substring, at start: Int, cursor: Int, _ style: Style) {
        var rest = text
        var offset = start
        while !rest.isEmpty {
            if offset == cursor { noteCursor() }
            if width >= columns {
                end(style)
                row += style.start
            }
            var count = min(columns - width, rest.utf8.count)
            if offset < cursor { count = min(count, cursor - offset) }
            let next = rest.utf8.index(rest.startIndex, offsetBy: count)
            row += rest[..<next]
            rest = rest[next...]
            width += count
            offset += count
        }
    }

    private mutating func add(_ character: Character, _ style: Style) {
        let shown = DisplayText.visible(String(character))
        let needed = DisplayText.width(shown)
        if width + needed > columns {
            end(style)
            row += style.start
        }
        row += shown
        width += needed
    }

    private mutating func noteCursor() {
        // At the right edge the terminal has not moved to the next row yet.
        if width >= columns {
            rows.append(row)
            row = ""
            width = 0
        }
        (cursorRow, cursorColumn) = (rows.count, width)
    }
}

/// What stands before the lines of a cell: `[3]: ` before the first, `...: ` before the others.
struct Prompt {
    var firstText: String
    var nextText: String
    var isColored: Bool

    init(_ text: String, isColored: Bool) {
        firstText = text
        let width = DisplayText.width(text)
        nextText = String(repeating: " ", count: max(0, width - 5)) + (width < 5 ? "" : "...: ")
        self.isColored = isColored
    }

    var first: String { isColored ? "\u{1B}[32m\(firstText)\u{1B}[0m" : firstText }
    var next: String { isColored ? "\u{1B}[2m\(nextText)\u{1B}[0m" : nextText }
}
