import Foundation

/// What a person sees at a terminal, made from what the program sent: letters, line ends, moves of the cursor, erasures.
///
/// It has no bottom: lines do not scroll away. A sequence that it does not know leaves no trace.
public struct TerminalScreen {
    private var rows: [[Character]] = [[]]
    private var row = 0
    private var column = 0
    private let columns: Int

    public init(_ shown: String, columns: Int) {
        self.columns = columns
        var rest = shown.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\r": column = 0
            case "\n": moveDown(1)
            case "\u{8}": column = max(0, column - 1)
            case "\u{7}": break
            case "\u{1B}": takeSequence(&rest)
            default: put(Character(scalar))
            }
        }
    }

    /// From the first to the last that was written to, without blanks at their ends.
    public var lines: [String] {
        rows.map { row in
            String(row[..<(row.lastIndex { $0 != " " }.map { $0 + 1 } ?? 0)])
        }
    }

    private mutating func put(_ character: Character) {
        if column >= columns {
            column = 0
            moveDown(1)
        }
        pad(to: column + 1)
        rows[row][column] = character
        column += 1
    }

    private mutating func moveDown(_ count: Int) {
        row += count
        while rows.count <= row { rows.append([]) }
    }

    private mutating func pad(to width: Int) {
        while rows[row].count < width { rows[row].append(" ") }
    }

    /// `ESC [ parameters letter`; of the others only the length matters.
    private mutating func takeSequence(_ rest: inout Substring.UnicodeScalarView) {
        guard rest.first == "[" else {
            if let next = rest.popFirst(), "()".unicodeScalars.contains(next) {
                rest.removeFirst()
            }
            return
        }
        rest.removeFirst()
        let parameters = rest.prefix { $0.value < 0x40 }
        rest.removeFirst(parameters.count)
        guard let letter = rest.popFirst() else { return }
        act(on: letter, parameter: Int(String(parameters)))
    }

    private mutating func act(on letter: Unicode.Scalar, parameter: Int?) {
        let count = max(1, parameter ?? 1)
        switch letter {
        case "A": row = max(0, row - count)
        case "B": moveDown(count)
        case "C": column = min(columns - 1, column + count)
        case "D": column = max(0, column - count)
        case "G": column = count - 1
        case "K": eraseInLine(parameter ?? 0)
        case "J":
            eraseInLine(0)
            if row + 1 < rows.count { rows.removeSubrange((row + 1)...) }
        case "P":
            let end = min(rows[row].count, column + count)
            if column < end { rows[row].removeSubrange(column..<end) }
        case "@":
            pad(to: column)
            rows[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
        default: break
        }
    }

    private mutating func eraseInLine(_ what: Int) {
        if what == 0, column < rows[row].count { rows[row].removeSubrange(column...) }
        if what == 2 { rows[row] = [] }
    }
}
