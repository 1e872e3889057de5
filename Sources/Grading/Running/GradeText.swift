import Checks

/// Text that students have a part in, for people and for files: short, and without control characters.
enum GradeText {
    private static let longest = 4000

    static func cut(_ text: String) -> String {
        let lines = text.prefix(longest).split(separator: "\n", omittingEmptySubsequences: false)
        let visible = lines.map { DisplayText.visible(String($0)) }.joined(separator: "\n")
        return text.count > longest ? visible + "…" : visible
    }
}
