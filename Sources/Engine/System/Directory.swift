import Foundation

/// An open folder. Files are named relative to it, so that nobody who can rename the folder's parents can slip another
/// folder in between a check and a use.
final class Directory: Sendable {
    let descriptor: Int32
    let path: String

    /// Opens a folder, making it and its parents (mode 0700) where they are not there.
    ///
    /// - Throws: ``EngineError`` when that is not possible, or when others could write into it.
    init(trusted path: String) throws {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/\(part)"
            // Whether the last of them is there is seen next; on the way file systems refuse for reasons of their own.
            mkdir(made, 0o700)
        }
        descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else { throw EngineError.system("opening the folder \(path)") }
        var about = stat()
        guard fstat(descriptor, &about) == 0, Self.isOurs(about) else {
            throw EngineError(
                .system, "the folder \(path) belongs to another user or can be written by others",
                advice: "Make it yours alone with 'chmod 700', or name another folder with CELLIST_CACHE.")
        }
    }

    deinit { close(descriptor) }

    /// Ours, and nobody else's to write.
    static func isOurs(_ about: stat) -> Bool { about.st_uid == geteuid() && about.st_mode & 0o022 == 0 }

    /// What a file is, without following a link; nil where there is none.
    func about(_ name: String) -> stat? {
        var about = stat()
        return fstatat(descriptor, name, &about, AT_SYMLINK_NOFOLLOW) == 0 ? about : nil
    }

    func remove(_ name: String) { unlinkat(descriptor, name, 0) }

    func open(_ name: String, _ flags: Int32) -> Descriptor? {
        let number = openat(descriptor, name, flags | O_NOFOLLOW | O_CLOEXEC, 0o600)
        return number >= 0 ? Descriptor(number) : nil
    }

    /// All of a file that is ours alone; nil where there is none, and where others could have written it.
    ///
    /// - Parameter marksUse: sets its time of change to now, by which the least recently used are told.
    func read(_ name: String, marksUse: Bool = false) -> [UInt8]? {
        guard let file = open(name, O_RDONLY | O_NONBLOCK) else { return nil }
        var about = stat()
        guard fstat(file.number, &about) == 0, about.st_mode & S_IFMT == S_IFREG, Self.isOurs(about) else { return nil }
        if marksUse { futimens(file.number, nil) }
        return file.readAll(size: Int(about.st_size))
    }

    /// Puts a whole file in place, or nothing: it is written under another name first.
    ///
    /// Not forced to the disk: what a power cut leaves of it is known by its checksum.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        let temporary = "\(Self.temporaryPrefix)\(getpid())-\(UUID().uuidString)"
        guard let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL) else {
            throw EngineError.system("writing into \(path)")
        }
        guard file.writeAll(bytes), renameat(descriptor, temporary, descriptor, name) == 0 else {
            let error = EngineError.system("writing into \(path)")
            remove(temporary)
            throw error
        }
    }

    /// What a process that was killed while it wrote leaves behind begins so.
    static let temporaryPrefix = "tmp-"

    /// The names of the files in it.
    func names() -> [String] {
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let stream = fdopendir(copy) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}

extension Descriptor {
    /// Reads `size` bytes, or what there is of them.
    fileprivate func readAll(size: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
            while initialized < size {
                let count = Glibc.read(number, buffer.baseAddress?.advanced(by: initialized), size - initialized)
                if count < 0 && errno == EINTR { continue }
                if count <= 0 { return }
                initialized += count
            }
        }
    }

    /// Writes all of it; false with `errno` set when that fails.
    func writeAll(_ bytes: some ContiguousBytes) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Glibc.write(number, buffer.baseAddress?.advanced(by: done), buffer.count - done)
                if count < 0 && errno == EINTR { continue }
                if count <= 0 { return false }
                done += count
            }
            return true
        }
    }
}
