import Foundation

/// Turns return addresses into the user's functions, files and lines, from the debug information of the cells' libraries.
struct Symbolizer {
    let toolchain: Toolchain
    /// Cells' libraries live here; frames elsewhere are the library's own business.
    let folder: String
    /// The user's files as the user names them.
    let files: Set<String>

    /// Stands in debug information before files that are named relative to a folder: the same in every folder, since a cell's
    /// library may serve in others than the one where it was compiled.
    static let compilationFolder = "/cell"

    struct Line: Hashable {
        var function: String
        var file: String
        var line: Int
        var column: Int
        /// What the compiler noted at a trap that it made itself: `arithmetic overflow`.
        var runtimeFailure: String?
    }

    /// The frames that are in cells, innermost first, inlined calls unfolded.
    func lines(of stack: [Frame.RawFrame], isFirstExact: Bool) -> [Line] {
        let ours = stack.enumerated().filter { $0.element.library.hasPrefix(folder) }
        guard !ours.isEmpty else { return [] }
        let queries = ours.map { index, frame in
            frame.isContinuation ? Self.probes(frame) : [Self.address(frame, isExact: index == 0 && isFirstExact)]
        }
        // Without its answer for each address nothing can be told apart.
        guard let output = try? run(queries.flatMap(\.self)).split(separator: "\n"),
            output.count == queries.reduce(0, { $0 + $1.count })
        else { return [] }
        var rest = output[...]
        return queries.flatMap { addresses in
            defer { rest = rest.dropFirst(addresses.count) }
            return line(amongProbes: rest.prefix(addresses.count).map { FrameJSON.object(Data($0.utf8)) ?? [:] })
        }
    }

    private static func address(_ frame: Frame.RawFrame, isExact: Bool) -> String {
        // A return address is the instruction after the call.
        "\(frame.library) 0x\(String(isExact ? frame.offset : frame.offset - 1, radix: 16))"
    }

    /// What a task goes on with begins with instructions of the compiler's, without a line; the first that has one has that of the
    /// call that was waited for.
    private static func probes(_ frame: Frame.RawFrame) -> [String] {
        (0..<64).map { "\(frame.library) 0x\(String(frame.offset + UInt64($0) * 3, radix: 16))" }
    }

    /// The first lines that are found in one function.
    private func line(amongProbes probes: [[String: Any]]) -> [Line] {
        let function = Self.function(probes.first)
        return probes.lazy.prefix { Self.function($0) == function }.map(lines(in:)).first { !$0.isEmpty } ?? []
    }

    private static func function(_ answer: [String: Any]?) -> String? {
        (answer?["Symbol"] as? [[String: Any]])?.last?["FunctionName"] as? String
    }

    private func run(_ addresses: [String]) throws -> String {
        let (reading, writing) = try Descriptor.pipe()
        let (input, feeding) = try Descriptor.pipe()
        let child = try ChildProcess.start(
            toolchain.symbolizer, ["--output-style=JSON", "--inlines"],
            descriptors: [(input.number, 0), (writing.number, 1)])
        writing.close()
        input.close()
        feeding.write(Array((addresses.joined(separator: "\n") + "\n").utf8))
        feeding.close()
        var output: [UInt8] = []
        while let more = reading.readAvailable() { output += more }
        child.wait()
        return String(decoding: output, as: UTF8.self)
    }

    private func lines(in object: [String: Any]) -> [Line] {
        guard let symbols = object["Symbol"] as? [[String: Any]] else { return [] }
        var result: [Line] = []
        var failure: String?
        let note = (object["ModuleName"] as? String).flatMap(PlaceNote.read(beside:))
        for symbol in symbols {
            let name = symbol["FunctionName"] as? String ?? ""
            let file = symbol["FileName"] as? String ?? ""
            let line = symbol["Line"] as? Int ?? 0
            if let range = name.firstRange(of: "Swift runtime failure: ") {
                failure = String(name[range.upperBound...])
                continue
            }
            guard line > 0, !file.isEmpty, !file.hasPrefix("<"), file != "/<compiler-generated>" else { continue }
            let place = userPlace(file, line, note)
            result.append(
                Line(
                    function: Self.readable(name), file: place.file, line: place.line,
                    column: symbol["Column"] as? Int ?? 0,
                    runtimeFailure: failure))
            failure = nil
        }
        return result
    }

    private func userPlace(_ file: String, _ line: Int, _ note: PlaceNote?) -> Place {
        let prefix = Self.compilationFolder + "/"
        let named = file.hasPrefix(prefix) ? String(file.dropFirst(prefix.count)) : file
        let place = Place(file: named, line: line)
        if let note { return note.moved(place) }
        return files.contains(named) ? place : Place(file: file, line: line)
    }

    /// `$s5Cell77predictyS2iF` as `predict(Int)`; a cell's own main as `top level`.
    private static func readable(_ mangled: String) -> String {
        if mangled.wholeMatch(of: #/cell_[0-9]+|async_Main.*|\$s.*TY.*|\$s.*TQ.*/#) != nil { return "top level" }
        guard let demangled = Demangler.demangle(mangled) else { return mangled }
        let readable = demangled.replacing(DiagnosticReader.moduleName, with: "").replacing("Swift.", with: "")
        // Parameters tell overloads apart; what comes after them does not.
        return [" throws", " async", " -> "].reduce(readable) { text, tail in
            text.range(of: tail, options: .backwards).map { String(text[..<$0.lowerBound]) } ?? text
        }
    }
}

/// The runtime's own demangler, exported by libswiftCore.
enum Demangler {
    static func demangle(_ name: String) -> String? {
        let length = name.utf8.count
        return name.withCString { text in
            guard let result = demangle(text, length, nil, nil, 0) else { return nil }
            defer { free(result) }
            return String(cString: result)
        }
    }

    /// `square(Int) -> Int` of `$s5Cell16squareyS2iF`; nil for what stands for a part of a type, and not for a declaration.
    static func declaration(_ symbol: String) -> String? {
        guard let text = demangle(symbol), !text.contains(" for "), !text.contains(" of ") else { return nil }
        return text.replacing(DiagnosticReader.moduleName, with: "").replacing("Swift.", with: "")
    }

    @_silgen_name("swift_demangle")
    private static func demangle(
        _ name: UnsafePointer<CChar>?, _ length: Int, _ buffer: UnsafeMutablePointer<CChar>?,
        _ size: UnsafeMutablePointer<Int>?, _ flags: UInt32
    ) -> UnsafeMutablePointer<CChar>?
}
