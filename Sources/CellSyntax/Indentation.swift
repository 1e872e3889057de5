/// How far the next line of a cell is moved in.
public enum Indentation {
    public static let width = 4

    /// What a new line after `text` begins with: as the last line, further where that opens a brace.
    public static func following(_ text: some StringProtocol) -> String {
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        let blanks = String(line.prefix { $0 == " " || $0 == "\t" })
        let code = line.drop { $0 == " " }.reversed().drop { $0 == " " }
        guard let last = code.first else { return blanks }
        let opens = "{([".contains(last) || (line.hasSuffix(" in") && line.contains("{"))
        return opens ? blanks + String(repeating: " ", count: width) : blanks
    }

    /// How many blanks before the cursor go when a closing brace is typed as the first thing of a line.
    public static func outdent(before text: some StringProtocol) -> Int {
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        guard !line.isEmpty, line.allSatisfy({ $0 == " " }) else { return 0 }
        return min(width, line.count)
    }
}
