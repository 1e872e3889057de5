import Foundation

/// What stands for a file's content in keys.
struct FileIdentity {
    /// Digests of large files that were hashed before, by what `stat` says of them.
    let memo: Directory?

    /// A tool of the toolchain: its real path, size and time of change. Its 200 MB are not hashed; what is small enough to
    /// be a script that stands in for a tool is.
    static func ofTool(_ path: String) -> [String] {
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        var about = stat()
        guard stat(real, &about) == 0 else { return [real, "missing"] }
        let identity = [real, "\(about.st_size)", "\(about.st_mtim.tv_sec).\(about.st_mtim.tv_nsec)"]
        guard about.st_size <= 1 << 16, about.st_mode & S_IFMT == S_IFREG else { return identity }
        return identity + [FileManager.default.contents(atPath: real).map { Digest(of: $0).description } ?? ""]
    }

    /// The digest of a file's content; nil where it cannot be read.
    ///
    /// Hashing the runtime library takes 18 ms of each session's start, so digests are kept by device, inode, size and the
    /// times of change, as Git does with its index; `ctime` cannot be set back by a program.
    func digest(of path: String) -> Digest? {
        var about = stat()
        guard stat(path, &about) == 0 else { return nil }
        let stamp = [
            path, "\(about.st_dev)", "\(about.st_ino)", "\(about.st_size)",
            "\(about.st_mtim.tv_sec).\(about.st_mtim.tv_nsec)", "\(about.st_ctim.tv_sec).\(about.st_ctim.tv_nsec)",
        ].joined(separator: "\0")
        let name = Digest(of: Array(path.utf8)).description
        let head = Array((stamp + "\0").utf8)
        if let kept = memo?.read(name), kept.count == head.count + 32, kept.starts(with: head) {
            return Digest(bytes: Array(kept.suffix(32)))
        }
        guard let content = FileManager.default.contents(atPath: path) else { return nil }
        let digest = Digest(of: content)
        // What changed just now may change again within the clock's tick.
        if time(nil) - about.st_ctim.tv_sec > 2 { keep(head + digest.bytes, as: name) }
        return digest
    }

    private func keep(_ bytes: [UInt8], as name: String) {
        // Without it the file is hashed again next time.
        do { try memo?.write(name, bytes) } catch { return }
    }
}
