#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The cell that `%cd` makes: later cells run in this folder.
public func _cellChangeFolder(_ path: String) {
    precondition(chdir(path) == 0, "\(path): \(String(cString: strerror(errno)))")
}

/// Where cells run now.
public func _cellFolder() -> String {
    guard let path = getcwd(nil, 0) else { return "" }
    defer { free(path) }
    return String(cString: path)
}

/// The cell that `%env NAME=VALUE` makes.
public func _cellSetVariable(_ name: String, _ value: String) { setenv(name, value, 1) }
