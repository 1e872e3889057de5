/// Names of cells: nbformat 4.5 allows ASCII letters, digits, `-` and `_`, 64 of them at most.
enum CellIdentifier {
    static let maximumLength = 64

    static func isValid(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.count <= maximumLength && id.utf8.allSatisfy(isAllowed)
    }

    /// `Five solvers: the table` becomes `five-solvers-the-table`; nil when no letter or digit is left.
    static func slug(_ title: String) -> String? {
        let words = title.lowercased().utf8.split { !isAllowed($0) || $0 == UInt8(ascii: "-") }
        let slug = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
        let cut = String(slug.prefix(maximumLength - 4))
        return cut.contains { $0.isLetter || $0.isNumber } ? cut : nil
    }

    /// `02-create_mini_batches.swift` becomes `create_mini_batches`; nil when nothing usable is left.
    static func stem(ofFile name: String) -> String? {
        let base = name.split(separator: ".", omittingEmptySubsequences: false).dropLast().joined(separator: ".")
        let unnumbered = base.drop { $0.isNumber }.drop { $0 == "-" || $0 == "_" || $0 == " " }
        let bytes = (unnumbered.isEmpty ? base[...] : unnumbered).utf8.map { isAllowed($0) ? $0 : UInt8(ascii: "-") }
        let stem = String(decoding: bytes, as: UTF8.self).prefix(maximumLength - 4)
        return stem.contains { $0.isLetter || $0.isNumber } ? String(stem) : nil
    }

    /// Gives every cell an id: its own where it has one, else one from its title or its file, else its number.
    ///
    /// - Parameter fileStems: for a cell that is alone in its file, the id that the file's name gives.
    /// - Throws: ``NotebookError`` when two cells give themselves the same id.
    static func assign(_ cells: inout [Cell], fileStems: [Int: String] = [:]) throws {
        var owners: [String: Int] = [:]
        for index in cells.indices {
            guard let id = try explicitID(of: cells[index]) else { continue }
            if let other = owners[id] { throw duplicate(id, cells[index], cells[other]) }
            owners[id] = index
            cells[index].id = id
        }
        assignDefaults(&cells, fileStems: fileStems)
    }

    /// Names the cells that do not name themselves, around the ids of those that do.
    private static func assignDefaults(_ cells: inout [Cell], fileStems: [Int: String] = [:]) {
        let defaults = defaults(cells, fileStems: fileStems)
        var taken = Set(cells.indices.filter { defaults[$0] == nil }.map { cells[$0].id })
        var copies: [String: Int] = [:]
        for (index, base) in defaults.enumerated() {
            guard let base else { continue }
            cells[index].id = unique(base, among: &taken, copies: &copies)
        }
    }

    /// `base`, or else `base-2`, `base-3`, …; remembered in `taken`.
    private static func unique(_ base: String, among taken: inout Set<String>, copies: inout [String: Int]) -> String {
        var id = base
        while taken.contains(id) {
            let copy = copies[base, default: 1] + 1
            copies[base] = copy
            id = "\(base)-\(copy)"
        }
        taken.insert(id)
        return id
    }

    /// Ids for the cells of an `.ipynb`: those that it has, made valid and unique where they are not, since no one writes them
    /// by hand; and names for the cells without one, as files before nbformat 4.5 are.
    ///
    /// - Throws: ``NotebookError`` when two cells' options give the same id.
    static func assignLeniently(_ cells: inout [Cell]) throws {
        try checkOptionIDs(cells)
        var taken = Set<String>()
        var copies: [String: Int] = [:]
        var missing: [Int] = []
        for index in cells.indices {
            let id = cells[index].options.id ?? cells[index].id
            let bytes = id.utf8.map { isAllowed($0) ? $0 : UInt8(ascii: "-") }.prefix(maximumLength)
            if isValid(id), taken.insert(id).inserted {
                cells[index].id = id
            } else if bytes.isEmpty {
                missing.append(index)
            } else {
                let base = String(decoding: bytes.prefix(maximumLength - 6), as: UTF8.self)
                cells[index].id = unique(base, among: &taken, copies: &copies)
            }
        }
        let defaults = defaults(cells, fileStems: [:])
        for index in missing {
            cells[index].id = unique(defaults[index] ?? "cell", among: &taken, copies: &copies)
        }
    }

    private static func checkOptionIDs(_ cells: [Cell]) throws {
        var owners: [String: Cell] = [:]
        for cell in cells {
            guard let id = cell.options.id else { continue }
            if let other = owners[id] { throw duplicate(id, cell, other) }
            owners[id] = cell
        }
    }

    /// What each cell would be called if it did not say; nil for cells that do.
    private static func defaults(_ cells: [Cell], fileStems: [Int: String]) -> [String?] {
        var counts: [Cell.Kind: Int] = [:]
        return cells.enumerated().map { index, cell in
            counts[cell.kind, default: 0] += 1
            guard cell.options.id == nil, cell.metadata["id"]?.string == nil else { return nil }
            let number = counts[cell.kind] ?? 1
            return fileStems[index] ?? cell.title.flatMap(slug) ?? (cell.kind == .code ? "cell" : "text") + "-\(number)"
        }
    }

    /// The cells, with `id` in the metadata of those that would get another one when their file is read.
    static func withNeededIDs(_ cells: [Cell]) -> [Cell] {
        var cells = cells
        for index in cells.indices where cells[index].metadata["id"] != nil {
            cells[index].metadata["id"] = cells[index].options.id == nil ? .string(cells[index].id) : nil
        }
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            var read = cells
            assignDefaults(&read)
            for (index, cell) in read.enumerated() where cell.id != cells[index].id {
                cells[index].metadata["id"] = .string(cells[index].id)
                hasChanged = true
            }
        }
        return cells
    }

    private static func explicitID(of cell: Cell) throws -> String? {
        if let id = cell.options.id { return id }
        guard let id = cell.metadata["id"]?.string else { return nil }
        guard isValid(id) else {
            throw NotebookError(
                "'\(id)' cannot be a cell's id", file: cell.file, line: cell.markerLine,
                advice: "use at most 64 letters a-z, digits, '-' and '_'")
        }
        return id
    }

    private static func duplicate(_ id: String, _ cell: Cell, _ first: Cell) -> NotebookError {
        NotebookError(
            "the id '\(id)' is taken by the cell at \(first.file):\(first.firstLine)", file: cell.file,
            line: cell.firstLine, advice: "give one of the two another id")
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension Cell {
    /// The line of the cell's marker, or its first line where it has none.
    fileprivate var markerLine: Int { max(1, firstLine - 1) }
}
