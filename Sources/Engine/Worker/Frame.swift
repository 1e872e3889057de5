internal import CCellHooks
import CellKit
import Foundation

/// A message from the worker. The letters are `cell_frame` in `cell_hooks.h`.
enum Frame {
    case ready(pid: pid_t, woken: Bool, cell: Int)
    case snapshot(pid: pid_t, otherThreads: Int, cell: Int)
    case committed(cell: Int)
    case loadError(String)
    case thrown(type: String, message: String, stack: [RawFrame])
    case crash(signal: Int32, isStackOverflow: Bool, owner: Int, stack: [RawFrame])
    case exit(code: Int32, owner: Int, stack: [RawFrame])
    case result(CellResult)
    case display(MIMEBundle)
    case value(name: String, CellValue, Ticket)
    case printed(Data)
    case progress(String)
    case late(stream: Int32, cell: Int, bytes: Data)

    /// The cell whose code, or whose task, ended the process.
    var owner: Int? {
        switch self {
        case .crash(_, _, let owner, _), .exit(_, let owner, _): owner
        default: nil
        }
    }

    /// A return address as the library that holds it and the offset there.
    struct RawFrame: Hashable, Sendable {
        var library: String
        var offset: UInt64
        /// No return address but the beginning of what a task goes on with: the call before it is the one that it waits for.
        var isContinuation = false
    }

    /// nil for a message that cannot be read: a cell may write what it likes to any descriptor it finds.
    init?(kind: UInt8, payload: Data) {
        switch cell_frame(rawValue: UInt32(kind)) {
        case CELL_FRAME_READY:
            guard let words = payload.words(3) else { return nil }
            self = .ready(pid: words[0], woken: words[1] != 0, cell: Int(words[2]))
        case CELL_FRAME_SNAPSHOT:
            guard let words = payload.words(3) else { return nil }
            self = .snapshot(pid: words[0], otherThreads: Int(words[1]), cell: Int(words[2]))
        case CELL_FRAME_COMMITTED:
            guard let words = payload.words(1) else { return nil }
            self = .committed(cell: Int(words[0]))
        case CELL_FRAME_LOAD_ERROR:
            self = .loadError(String(decoding: payload, as: UTF8.self))
        case CELL_FRAME_THROWN:
            let parts = payload.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return nil }
            self = .thrown(
                type: String(decoding: parts[0], as: UTF8.self), message: String(decoding: parts[1], as: UTF8.self),
                stack: Self.stack(parts[2]))
        case CELL_FRAME_CRASH:
            guard let words = payload.words(3) else { return nil }
            self = .crash(
                signal: words[0], isStackOverflow: words[1] != 0, owner: Int(words[2]),
                stack: Self.stack(payload.dropFirst(12)))
        case CELL_FRAME_EXIT:
            guard let words = payload.words(2) else { return nil }
            self = .exit(code: words[0], owner: Int(words[1]), stack: Self.stack(payload.dropFirst(8)))
        case CELL_FRAME_RESULT:
            guard let object = FrameJSON.object(payload), let type = object["type"] as? String,
                let bundle = object["bundle"] as? MIMEBundle
            else { return nil }
            self = .result(CellResult(type: type, bundle: bundle.mapValues(FrameJSON.readable)))
        case CELL_FRAME_DISPLAY:
            guard let bundle = FrameJSON.object(payload) as? MIMEBundle else { return nil }
            self = .display(bundle)
        case CELL_FRAME_VALUE:
            guard let ticket = Ticket(payload.prefix(Ticket.count)),
                let object = FrameJSON.object(payload.dropFirst(Ticket.count)), let name = object["name"] as? String,
                let value = object["value"]
            else { return nil }
            self = .value(name: name, FrameJSON.value(value), ticket)
        case CELL_FRAME_PRINTED:
            self = .printed(payload)
        case CELL_FRAME_PROGRESS:
            self = .progress(String(decoding: payload, as: UTF8.self))
        case CELL_FRAME_LATE:
            guard let words = payload.words(2) else { return nil }
            self = .late(stream: words[0], cell: Int(words[1]), bytes: payload.dropFirst(8))
        default: return nil
        }
    }

    private static func stack(_ text: Data) -> [RawFrame] {
        var isContinuation = false
        return String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .compactMap { line in
                // An empty line parts the stack from what waits.
                isContinuation = isContinuation || line.isEmpty
                let parts = line.split(separator: "\t")
                guard parts.count == 2, let offset = UInt64(parts[1], radix: 16) else { return nil }
                return RawFrame(library: String(parts[0]), offset: offset, isContinuation: isContinuation)
            }
    }
}

extension Data {
    /// The first 32-bit words.
    fileprivate func words(_ count: Int) -> [Int32]? {
        guard self.count >= count * 4 else { return nil }
        return (0..<count).map { index in
            (0..<4).reduce(Int32(0)) {
                $0 | Int32(bitPattern: UInt32(self[startIndex + index * 4 + $1]) << (8 * UInt32($1)))
            }
        }
    }
}

/// Reads CellKit's JSON.
enum FrameJSON {
    static func object(_ data: Data) -> [String: Any]? {
        (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
    }

    /// A cell's own types without the module that they happen to be compiled in.
    static func readable(_ text: String) -> String { text.replacing(DiagnosticReader.moduleName, with: "") }

    /// The counterpart of CellKit's `JSON.value`.
    static func value(_ json: Any) -> CellValue {
        switch json {
        case is NSNull: return .null
        case let text as String: return .string(text)
        case let array as [Any]: return .array(array.map(value))
        case let object as [String: Any]:
            if let text = object["int"] as? String { return Int(text).map { .int($0) } ?? .string(text) }
            if let double = object["double"] { return .double(number(double)) }
            if let shape = object["shape"] as? [Any], let elements = object["elements"] as? [Any] {
                return .tensor(shape: shape.compactMap { $0 as? Int }, elements: elements.map(number))
            }
            if let members = object["object"] as? [String: Any] { return .object(members.mapValues(value)) }
            if let type = object["opaque"] as? String {
                return .opaque(type: type, description: readable(object["description"] as? String ?? ""))
            }
            return .null
        case let bool as Bool: return .bool(bool)
        default: return .null
        }
    }

    /// JSON has no infinities and no NaN: CellKit writes those as text.
    private static func number(_ json: Any) -> Double {
        switch json {
        case let number as NSNumber: number.doubleValue
        case let text as String: Double(text) ?? .nan
        default: .nan
        }
    }
}
