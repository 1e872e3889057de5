import Foundation
import TestSupport

/// An `.ipynb` as another program would read it.
struct SavedNotebook: Decodable {
    struct Cell: Decodable {
        var id: String
        var cell_type: String
        var source: [String]
        var execution_count: Int?
        var outputs: [Output]?
        var metadata: Metadata

        var code: String { source.joined() }
        /// What each output is, in order.
        var kinds: [String] { outputs?.map { $0.name ?? $0.output_type } ?? [] }
        /// Everything that was printed or shown.
        var text: String { outputs?.map(\.text).joined(separator: "|") ?? "" }
    }

    struct Metadata: Decodable {
        var execution: [String: String]?
    }

    struct Output: Decodable {
        var output_type: String
        var name: String?
        var lines: [String]?
        var data: [String: [String]]?
        var ename: String?
        var evalue: String?
        var traceback: [String]?

        enum CodingKeys: String, CodingKey {
            case output_type, name, data, ename, evalue, traceback
            case lines = "text"
        }

        var text: String {
            lines?.joined() ?? data?["text/plain"]?.joined() ?? ename.map { "\($0): \(evalue ?? "")" } ?? ""
        }
    }

    var cells: [Cell]

    init(_ path: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        do {
            self = try JSONDecoder().decode(SavedNotebook.self, from: data)
        } catch {
            throw TestSupportError(
                "\(path) is no notebook: \(error)\n\(String(decoding: data.prefix(2000), as: UTF8.self))")
        }
    }

    subscript(id: String) -> Cell? { cells.first { $0.id == id } }
    /// The code cells' numbers, nil for those that did not run.
    var counts: [Int?] { cells.filter { $0.cell_type == "code" }.map(\.execution_count) }
}
