import Foundation
import Notebook

/// What the student's version holds where the reference was.
public enum Stub: Sendable, Hashable {
    /// The author's own text, from the cell's `stub` option.
    case given
    /// A trap. It compiles in whatever function it stands, the cell fails honestly, and the session goes back to before it.
    case trap
    /// Nothing: where names made later in the cell leave no room for a trap.
    case empty

    static let trapLine = "fatalError(\"not written yet\")   // your code here"

    /// What is tried for a cell, in this order, until it compiles.
    static func candidates(for cell: SolutionCell) -> [Stub] { cell.stubs == nil ? [.trap, .empty] : [.given] }
}

extension SolutionCell {
    /// The texts for the cell's regions.
    func texts(_ stub: Stub) -> [String] {
        reference.indices.map { index in
            let indentation = self.indentation(ofRegion: index)
            switch stub {
            case .given:
                return indented(stubs?[index] ?? "", by: indentation)
            case .trap: return indentation + Stub.trapLine
            case .empty: return ""
            }
        }
    }

    /// As far in as the START mark.
    private func indentation(ofRegion index: Int) -> String {
        guard hasMarks else { return "" }
        return String(frame[index].last?.prefix { $0 == " " || $0 == "\t" } ?? "")
    }

    private func indented(_ text: String, by indentation: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { $0.isEmpty ? "" : indentation + $0 }.joined(separator: "\n")
    }

    /// The cell with a stub in place of the reference.
    func stubbed(_ stub: Stub) -> Cell {
        var cell = cell
        cell.text = text(with: texts(stub))
        return cell
    }
}
