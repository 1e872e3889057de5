import Crypto
import Foundation
import Notebook

/// A lab as its instructor keeps it: the reference in the solution cells, all checks, the hidden ones too.
public struct Lab: Sendable {
    public let notebook: Notebook
    /// The cells that students write, in order.
    public let solutions: [SolutionCell]
    /// Changes with every code cell and its options, hidden ones included; prose does not count.
    public let hash: String

    /// - Throws: ``NotebookError`` when the notebook cannot be read or is no lab.
    public init(_ path: String) throws { try self.init(Notebook.read(path)) }

    /// - Throws: ``NotebookError`` for a notebook without solution cells, and for marks that do not fit each other or the text
    ///   around them.
    public init(_ notebook: Notebook) throws {
        self.notebook = notebook
        solutions = try notebook.cells.filter { $0.kind == .code && $0.options.role == .solution }
            .map(SolutionCell.init)
        guard !solutions.isEmpty else {
            throw NotebookError(
                "the notebook has no solution cell", file: notebook.path,
                advice: "mark the cells that students write with the option 'role: solution'")
        }
        hash = Self.hash(notebook)
    }

    public var name: String { notebook.name }

    /// The cells that judge, in order.
    public var checks: [Cell] { notebook.cells.filter(\.isGraded) }

    public func solution(_ id: String) -> SolutionCell? { solutions.first { $0.cell.id == id } }

    private static func hash(_ notebook: Notebook) -> String {
        var digest = ContentDigest()
        for cell in notebook.cells where cell.kind == .code {
            digest.add(cell.id)
            digest.add(JSON.object(cell.options.fields).line)
            digest.add(cell.code)
        }
        return digest.text
    }
}

extension Cell {
    /// Whether it judges: a check, seen or hidden.
    public var isGraded: Bool { kind == .code && (options.role == .check || options.role == .hidden) }
}

/// A SHA-256 digest of texts, each with its length, so that no two lists of texts give the same bytes.
struct ContentDigest {
    private var digest = SHA256()

    mutating func add(_ text: String) { add(Data(text.utf8)) }

    mutating func add(_ data: Data) {
        digest.update(data: Data("\(data.count):".utf8))
        digest.update(data: data)
    }

    /// In hexadecimal.
    var text: String { digest.finalize().map { String(format: "%02x", $0) }.joined() }
}
