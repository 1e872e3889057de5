extension Cell {
    /// A code cell from its text alone, as a kernel gets it: all that is said about it stands in its `//|` lines.
    ///
    /// - Parameters:
    ///   - id: what it is called unless its options say so.
    ///   - file: what messages call it.
    /// - Throws: ``NotebookError`` for options that cannot be read.
    public init(typed text: String, id: String, file: String) throws {
        let text = text.utf8.contains(0x0D) ? text.replacing("\r\n", with: "\n") : text
        self.init(id: id, text: text, file: file)
        options = try OptionBlock(text.lineSlices[...], firstLine: 1, file: file).options
        if let own = options.id { self.id = own }
    }

    /// Whether a text can be a cell's id in a notebook.
    public static func canBeCalled(_ id: String) -> Bool { CellIdentifier.isValid(id) }
}
