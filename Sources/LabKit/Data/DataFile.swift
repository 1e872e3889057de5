import Glibc

/// What is wrong with a data file: which file, what was found, what was expected.
public struct DataFileError: Error, Hashable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The line, counted from 1, where the file has lines.
    public let line: Int?
    /// What was found, and what was expected.
    public let problem: String

    init(_ path: String, line: Int? = nil, _ problem: String) {
        (self.path, self.line, self.problem) = (path, line, problem)
    }

    public var description: String { path + (line.map { ":\($0)" } ?? "") + ": " + problem }
}

// zlib, declared rather than imported, so that cells need no C module to import LabKit.
@_extern(c) private func gzopen(_ path: UnsafePointer<CChar>, _ mode: UnsafePointer<CChar>) -> OpaquePointer?
@_extern(c) private func gzbuffer(_ file: OpaquePointer, _ size: UInt32) -> Int32
@_extern(c) private func gzread(_ file: OpaquePointer, _ bytes: UnsafeMutableRawPointer, _ count: UInt32) -> Int32
@_extern(c) private func gzerror(_ file: OpaquePointer, _ code: UnsafeMutablePointer<Int32>) -> UnsafePointer<CChar>?
@_extern(c) private func gzclose(_ file: OpaquePointer) -> Int32

/// More than any table of a lab: a small gzip file may unpack to more than the memory holds.
private let mostBytes = 1 << 30

/// The contents of a file, unpacked if it is a gzip file.
/// - Parameter most: how many bytes it may have.
func fileBytes(_ path: String, most: Int = mostBytes) throws(DataFileError) -> [UInt8] {
    guard let file = gzopen(path, "rb") else { throw DataFileError(path, String(cString: strerror(errno))) }
    defer { _ = gzclose(file) }
    let chunk = 1 << 20
    _ = gzbuffer(file, UInt32(chunk))
    var bytes: [UInt8] = []
    var count: Int32 = 0
    repeat {
        let more = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, used in
            count = buffer.baseAddress.map { gzread(file, $0, UInt32(chunk)) } ?? -1
            used = Int(max(0, count))
        }
        bytes += more
        if bytes.count > most {
            throw DataFileError(path, "holds more than \(most >> 20) MB, the longest data file that is read")
        }
    } while count > 0
    var code: Int32 = 0
    let message = gzerror(file, &code).map { String(cString: $0) } ?? ""
    let (endsTooEarly, systemError): (Int32, Int32) = (-5, -1)  // Z_BUF_ERROR and Z_ERRNO of zlib.h
    switch code {
    case 0: return bytes
    case endsTooEarly: throw DataFileError(path, "the gzip data end too early; the file may not be complete")
    case systemError: throw DataFileError(path, String(cString: strerror(errno)))
    default:
        // zlib puts the path before its words.
        let words = message.hasPrefix(path + ": ") ? message.dropFirst(path.count + 2) : message[...]
        throw DataFileError(path, "the gzip data are damaged (\(words))")
    }
}
