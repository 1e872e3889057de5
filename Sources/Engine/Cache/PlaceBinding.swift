import Foundation

/// How much of the place where a cell stands is in what was compiled from it, its debug information aside.
///
/// Most cells do not care: theirs is shared between folders, file names and lines, and backtraces are put right by
/// ``PlaceNote``. A cell that can say its place (`fatalError`, a force unwrap, LabKit's own complaints: they hold
/// `Cell3/05-train.swift` and the line) is shared between folders only, and one that uses `#filePath` not at all.
enum PlaceBinding: Int, Comparable, CaseIterable, Sendable {
    case none, name, path

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// What the text shows: also a default argument, which is filled in at the call of a later cell.
    init(text: String) {
        guard text.utf8.contains(UInt8(ascii: "#")) else {
            self = .none
            return
        }
        let names = ["#fileID", "#line", "#column"]
        let paths = ["#filePath", "#file", "#_sourceLocation", "#sourceLocation"]
        let rest = text.replacing("#fileID", with: "")
        if paths.contains(where: rest.contains) {
            self = .path
        } else {
            self = names.contains(where: text.contains) ? .name : .none
        }
    }

    /// What the object file shows: the constant `Cell3/05-train.swift` is in it, whoever asked for it.
    init(object: Data, module: String, file: String) {
        self = object.range(of: Data("\(module)/\(Self.baseName(file))".utf8)) == nil ? .none : .name
    }

    /// What an imported module may show: one that takes `#filePath` as text (Testing does) leaves no constant that could
    /// be found. These do not ask where they are called, or only in a way that is found.
    init(importing module: String) {
        let quiet: Set = [
            "CellKit", "Dispatch", "Distributed", "Foundation", "FoundationEssentials",
            "FoundationInternationalization", "FoundationNetworking", "FoundationXML", "Glibc", "LabKit", "Observation",
            "RegexBuilder", "Swift", "Synchronization",
        ]
        self = quiet.contains(module) ? .none : .path
    }

    /// What of the place is part of the key.
    func words(_ place: Place) -> [String] {
        switch self {
        case .none: []
        case .name: [Self.baseName(place.file), "\(place.line)"]
        case .path: ["path", place.file, "\(place.line)"]
        }
    }

    private static func baseName(_ file: String) -> String {
        file.split(separator: "/").last.map(String.init) ?? file
    }
}
