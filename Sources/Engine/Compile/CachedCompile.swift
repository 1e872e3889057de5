import Foundation

/// What the cache keeps of a compiled cell, and how it becomes one again.
extension CellCompiler {
    /// Stands for the session's folder in kept messages.
    private static let folderMark = "\u{1}session\u{1}"

    /// The cell as an earlier session compiled it: its files in this session's folder, its messages on this cell's lines.
    ///
    /// - Returns: nil when there is no such entry, or when a library that it links has come, gone or changed.
    func deliver(_ request: Request, _ key: CompileKey) -> Result<Product, CompileFailure>? {
        var result: Result<Product, CompileFailure>?
        _ = cache?.find(key) { entry in
            result = delivered(request, entry)
            return result != nil
        }
        return result
    }

    private func delivered(_ request: Request, _ entry: CacheEntry) -> Result<Product, CompileFailure>? {
        let header = entry.header
        guard header.links.allSatisfy({ located($0.name) == $0 }) else { return nil }
        let messages = DiagnosticReader.moved(
            header.messages.replacing(Self.folderMark, with: folder), from: header.place, to: request.place)
        let text = text(request, showsResult: header.showsResult, place: request.place)
        let diagnostics = DiagnosticReader(text: text, file: request.file).read(messages)
        guard header.succeeded else { return .failure(CompileFailure(diagnostics: diagnostics)) }
        let note = PlaceNote(compiled: header.place, shown: request.place)
        guard write(entry.library, path(request, ".so")), write(entry.interface, path(request, ".swiftmodule")),
            header.place == request.place || note.write(beside: path(request, ".so"))
        else { return nil }
        return .success(product(request, diagnostics, header.links))
    }

    func deliverInterface(to path: String, _ key: CompileKey) -> Bool {
        cache?.find(key) { write($0.interface, path) } ?? false
    }

    /// Into a new file: one of that name may be loaded somewhere.
    private func write(_ bytes: [UInt8], _ path: String) -> Bool {
        unlink(path)
        let file = Descriptor(open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644))
        return file.number >= 0 && file.writeAll(bytes)
    }

    /// Keeps the messages of a text that has errors.
    func keep(_ attempt: Attempt, _ key: CompileKey) {
        cache?.publish(CacheEntry(header: header(attempt, links: [])), key, binding: key.binding)
    }

    /// Keeps a compiled and linked cell.
    func keep(_ attempt: Attempt, _ request: Request, _ links: [LinkedLibrary], _ key: CompileKey) {
        guard let object = FileManager.default.contents(atPath: path(request, ".o")),
            let interface = FileManager.default.contents(atPath: path(request, ".swiftmodule")),
            let library = FileManager.default.contents(atPath: path(request, ".so"))
        else { return }
        let entry = CacheEntry(
            header: header(attempt, links: links), interface: Array(interface), library: Array(library))
        let binding = PlaceBinding(object: object, module: request.module, file: request.file)
        cache?.publish(entry, key, binding: binding)
    }

    func keepInterface(_ path: String, _ request: Request, _ key: CompileKey) {
        guard let interface = FileManager.default.contents(atPath: path) else { return }
        let header = CacheEntry.Header(
            succeeded: true, showsResult: false, messages: "", place: request.place, links: [])
        cache?.publish(CacheEntry(header: header, interface: Array(interface)), key, binding: .none)
    }

    private func header(_ attempt: Attempt, links: [LinkedLibrary]) -> CacheEntry.Header {
        CacheEntry.Header(
            succeeded: attempt.succeeded, showsResult: attempt.showsResult,
            messages: attempt.output.replacing(folder, with: Self.folderMark), place: attempt.place, links: links)
    }
}

/// Beside a library that was compiled for another place than where its cell stands now: how to read its debug information.
struct PlaceNote: Codable {
    var compiled: Place
    var shown: Place

    private static func path(_ library: String) -> String { library + ".place" }

    func write(beside library: String) -> Bool {
        guard let data = try? JSONEncoder().encode(self) else { return false }
        return FileManager.default.createFile(atPath: Self.path(library), contents: data)
    }

    static func read(beside library: String) -> PlaceNote? {
        FileManager.default.contents(atPath: path(library)).flatMap { try? JSONDecoder().decode(Self.self, from: $0) }
    }

    func moved(_ place: Place) -> Place {
        place.file == compiled.file ? Place(file: shown.file, line: place.line - compiled.line + shown.line) : place
    }
}
