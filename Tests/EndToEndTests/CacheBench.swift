import Foundation
import TestSupport
import Testing

/// A cache of a test's own, and a toolchain that counts.
struct CacheBench {
    let folder: String
    let toolchain: CountingToolchain

    var cache: String { folder + "/cache" }
    var cells: String { cache + "/cells" }

    static func with<Value>(_ body: (CacheBench) throws -> Value) throws -> Value {
        try Fixture.with([:]) { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            return try body(CacheBench(folder: folder, toolchain: CountingToolchain(in: folder)))
        }
    }

    /// What a play printed and what it started.
    struct Played {
        var result: ProgramResult
        var starts: CountingToolchain.Starts
    }

    /// Writes a notebook and plays it to its end in its own folder.
    func play(
        _ text: String, verb: String = "run", file: String = "notebook.swift", in place: String = "a",
        program: [String]? = nil, environment: [String: String] = [:]
    ) throws -> Played {
        let result = try start(text, verb, file, place, program, environment).finish()
        return Played(result: result, starts: try toolchain.takeStarts())
    }

    func start(
        _ text: String, _ verb: String = "run", _ file: String = "notebook.swift", _ place: String = "a",
        _ program: [String]? = nil, _ environment: [String: String] = [:]
    ) throws -> RunningProgram {
        let place = "\(folder)/\(place)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(place)/\(file)"))
        let words = try program ?? [BuiltProducts.cellist()]
        return try RunningProgram(
            words[0], words[1...] + [verb, file], in: place, environment: self.environment(environment))
    }

    func environment(_ more: [String: String] = [:]) -> [String: String] {
        ["CELLIST_CACHE": cache, "CELLIST_TOOLCHAIN": toolchain.root].merging(more) { _, new in new }
    }

    /// The files of compiled cells.
    func entries() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: cells).filter { $0.count == 64 }.map { "\(cells)/\($0)" }
    }

    static func size(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }
}
