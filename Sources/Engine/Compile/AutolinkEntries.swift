/// The libraries that an object file asks for: the compiler writes them into a section of their own, one for each imported
/// module that has a library (`-lFoundation`). Reading it here saves a call of `swift-autolink-extract` for each cell.
enum AutolinkEntries {
    /// - Returns: library names without `-l`, in order, each once.
    static func read(object path: String) throws -> [String] {
        guard let section = try ELFFile(path: path)?.section(named: ".swift1_autolink_entries") else { return [] }
        var names: [String] = []
        for entry in section.split(separator: 0) {
            let text = String(decoding: entry, as: UTF8.self)
            guard text.hasPrefix("-l"), !names.contains(String(text.dropFirst(2))) else { continue }
            names.append(String(text.dropFirst(2)))
        }
        return names
    }
}
