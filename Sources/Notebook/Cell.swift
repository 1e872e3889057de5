/// One step of a notebook: code to run, or prose to read.
public struct Cell: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case code, markdown
        /// Kept and passed on, neither run nor rendered.
        case raw
    }

    /// Unique in its notebook; ASCII letters, digits, `-` and `_`, as nbformat 4.5 asks.
    public var id: String
    public var kind: Kind
    /// The title in the cell's marker line.
    public var heading: String?
    /// The user's own text without the marker line; line ends are `\n`, and the last line has none.
    /// In a script, a code cell's text begins with its `//|` lines, and a markdown cell's is without the `//` of each line.
    public var text: String
    /// The file in which `text` stands; for a cell of an `.ipynb`, the file with the cell's id: `lab3.ipynb#load`.
    public var file: String
    /// The line of `file`, from 1, in which `text` begins.
    public var firstLine: Int
    public var options: CellOptions
    /// What the format says about the cell beside its options: keys of the marker line, or metadata of an `.ipynb` cell.
    public var metadata: JSONObject
    /// What running the cell gave, as nbformat's output objects with their texts in one piece. Scripts and folders keep none.
    public var outputs: [JSON] = []
    public var executionCount: Int?
    /// Files that a markdown cell shows, as nbformat keeps them: a MIME bundle for each name.
    public var attachments = JSONObject()
    /// Keys of an `.ipynb` cell that nbformat does not know.
    public var unknown = JSONObject()

    public init(
        id: String, kind: Kind = .code, heading: String? = nil, text: String, file: String = "", firstLine: Int = 1,
        options: CellOptions = CellOptions(), metadata: JSONObject = JSONObject()
    ) {
        self.id = id
        self.kind = kind
        self.heading = heading
        self.text = text
        self.file = file
        self.firstLine = firstLine
        self.options = options
        self.metadata = metadata
    }

    public var title: String? { options.title ?? heading }

    /// Tags of the options and of the format, each once.
    public var tags: [String] {
        var seen = Set<String>()
        let stored = metadata["tags"]?.array?.compactMap(\.string) ?? []
        return (stored + options.tags).filter { seen.insert($0).inserted }
    }

    /// The text without the `//|` lines of its options.
    public var code: String {
        let count = kind == .code ? optionLineCount : 0
        return count == 0 ? text : text.lineSlices.dropFirst(count).joined(separator: "\n")
    }

    /// What a person calls the cell: its title, or else its id.
    public var label: String { title ?? id }
}
