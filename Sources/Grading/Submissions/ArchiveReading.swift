internal import CArchive
import Foundation

enum ArchiveReading {
    private static let endings = [
        ".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst",
    ]

    static func isArchive(_ path: String) -> Bool { ending(of: path) != nil }

    /// `.tar.gz` for `kim.tar.gz`.
    static func ending(of path: String) -> String? {
        let path = path.lowercased()
        return endings.filter { path.hasSuffix($0) }.max { $0.count < $1.count }
    }
}

extension SubmittedFiles {
    /// Takes the files of a zip or tar archive into memory, under the bounds.
    ///
    /// Only these forms are tried, so that no other of libarchive's readers, some of which start programs, meets a student's bytes.
    ///
    /// - Parameter inside: the folder in which its files are to appear, with a last `/`; empty for the top.
    mutating func takeArchive(_ path: String, inside folder: String) throws(SubmissionError) {
        guard let archive = archive_read_new() else { throw SubmissionError("there is no memory for the archive") }
        defer { archive_read_free(archive) }
        archive_read_support_format_zip(archive)
        archive_read_support_format_tar(archive)
        archive_read_support_filter_gzip(archive)
        archive_read_support_filter_bzip2(archive)
        archive_read_support_filter_xz(archive)
        archive_read_support_filter_zstd(archive)
        guard archive_read_open_filename(archive, path, 1 << 16) == ARCHIVE_OK else { throw Self.broken(archive) }
        var entry: OpaquePointer?
        while true {
            let result = archive_read_next_header(archive, &entry)
            if result == ARCHIVE_EOF { return }
            guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry else { throw Self.broken(archive) }
            try begin()
            // Headers and padding count as well: they unpack from next to nothing.
            if archive_filter_bytes(archive, 0) > Int64(2 * bounds.totalSize) {
                throw SubmissionError("it is larger than \(2 * bounds.totalSize >> 20) MiB")
            }
            try take(entry, of: archive, inside: folder)
        }
    }

    private mutating func take(_ entry: OpaquePointer, of archive: OpaquePointer, inside folder: String)
        throws(SubmissionError)
    {
        let raw = Self.name(entry)
        let isLink = archive_entry_hardlink(entry) != nil || archive_entry_symlink(entry) != nil
        let type = UInt32(archive_entry_filetype(entry))
        if type == S_IFDIR { return }
        let shown = String(raw.prefix(100))
        let size = Int(clamping: archive_entry_size_is_set(entry) != 0 ? archive_entry_size(entry) : 0)
        try read(0, ofFile: size)
        let data = try data(of: archive, claimed: size, keeps: !isLink && Self.isNotebookPart(raw))
        guard !isLink, type == S_IFREG else { return note("'\(shown)' is a link or no file; it was not read") }
        guard raw.utf8.count <= bounds.nameLength, let path = Self.cleaned(raw) else {
            return note("'\(shown)' is no name that a file may have; it was not read")
        }
        let parts = path.split(separator: "/")
        guard parts.count <= bounds.depth + 1 else { return note("folders below '\(shown)' were not read") }
        if parts.contains(where: { $0.hasPrefix(".") || $0 == "__MACOSX" }) { return }
        if let data { add(folder + path, data) }
    }

    /// Reads an entry block by block, so that what it unpacks to is known before it is there.
    private mutating func data(of archive: OpaquePointer, claimed: Int, keeps: Bool) throws(SubmissionError) -> Data? {
        var data = Data()
        var end: Int64 = 0
        while true {
            var block: UnsafeRawPointer?
            var size = 0
            var offset: Int64 = 0
            let result = archive_read_data_block(archive, &block, &size, &offset)
            if result == ARCHIVE_EOF { return keeps ? data : nil }
            guard result == ARCHIVE_OK || result == ARCHIVE_WARN else { throw Self.broken(archive) }
            guard offset >= end, offset <= Int64(bounds.fileSize), size >= 0 else {
                throw SubmissionError("a file in it is larger than \(bounds.fileSize >> 20) MiB")
            }
            try read(Int(offset - end) + size, ofFile: Int(offset) + size)
            if keeps {
                // A hole in a sparse file.
                data.append(Data(count: Int(offset - end)))
                if let block { data.append(Data(bytes: block, count: size)) }
            }
            end = offset + Int64(size)
        }
    }

    /// As UTF-8 where the archive says it in any way that can be read so.
    private static func name(_ entry: OpaquePointer) -> String {
        if let name = archive_entry_pathname_utf8(entry) { return String(cString: name) }
        return archive_entry_pathname(entry).map { String(cString: $0) } ?? ""
    }

    private static func broken(_ archive: OpaquePointer) -> SubmissionError {
        let reason = archive_error_string(archive).map { String(cString: $0) } ?? "unknown"
        return SubmissionError("the archive cannot be read: \(reason)")
    }
}
