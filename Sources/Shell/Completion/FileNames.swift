import Foundation

/// File names: inside a string literal, and as the arguments of magics that take files.
enum FileNames {
    /// - Parameter path: what stands of the path before the word, folders with their `/`.
    static func candidates(path: some StringProtocol, word: String) -> [Candidate] {
        let path = String(path.suffix(from: path.lastIndex(of: " ").map { path.index(after: $0) } ?? path.startIndex))
        let beginning = path.range(of: "/", options: .backwards).map { String(path[..<$0.upperBound]) } ?? ""
        // What stands between the last slash and the word belongs to the name: readline cuts words at dots and dashes.
        let stem = String(path.dropFirst(beginning.count))
        let folder = (beginning.isEmpty ? "." : NSString(string: beginning).expandingTildeInPath)
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return [] }
        return names.filter { $0.hasPrefix(stem + word) && ($0.first != "." || (stem + word).first == ".") }.map {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + "/" + $0, isDirectory: &isFolder)
            return Candidate(String($0.dropFirst(stem.count)) + (isFolder.boolValue ? "/" : ""), label: $0)
        }
    }
}
