import Glibc

/// The handwritten digits of MNIST from a folder with its four IDX files, plain or gzip:
/// `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte`, `t10k-labels-idx1-ubyte`, each with or
/// without `.gz`, and also with a dot before `idx`.
///
/// The training images come first, then those of the test: `data` has shape (70000, 784), pixels 0 to 255; `target` the
/// digits 0 to 9; `images` shape (70000, 28, 28).
/// - Throws: ``DataFileError`` for a file that is missing, incomplete or of another kind.
public func loadMNIST(_ folder: String) throws -> Dataset {
    var parts: [(images: ImageFile, labels: [UInt8])] = []
    for part in ["train", "t10k"] {
        let images = try ImageFile(try idxPath(folder, part, "images", "idx3"))
        let path = try idxPath(folder, part, "labels", "idx1")
        let labels = try labelFile(path)
        guard labels.count == images.count else {
            throw DataFileError(path, "has \(labels.count) labels for \(images.count) images in \(images.path)")
        }
        parts.append((images, labels))
    }
    let (first, second) = (parts[0].images, parts[1].images)
    guard first.rows == second.rows, first.columns == second.columns else {
        throw DataFileError(second.path, "has images of \(second.size), \(first.path) of \(first.size)")
    }
    let width = first.rows * first.columns
    let pixels = NDArray(shape: [first.count + second.count, width]) { (all: UnsafeMutableBufferPointer<Double>) in
        var next = 0
        for (images, _) in parts {
            for pixel in images.pixels {
                all[next] = Double(pixel)
                next += 1
            }
        }
    }
    let target = parts.flatMap { $0.labels.map(Int.init) }
    return Dataset(pixels: pixels, target: NDArray(target), side: (first.rows, first.columns))
}

/// The file of a part under whichever of its names it has.
private func idxPath(_ folder: String, _ part: String, _ what: String, _ kind: String) throws(DataFileError) -> String {
    let usual = "\(part)-\(what)-\(kind)-ubyte"
    for name in [usual, "\(part)-\(what).\(kind)-ubyte"] {
        for path in ["\(folder)/\(name)", "\(folder)/\(name).gz"] where access(path, F_OK) == 0 { return path }
    }
    throw DataFileError(folder, "has no file \(usual) or \(usual).gz; MNIST comes as four such files")
}

/// An IDX file of images (`idx3-ubyte`): 16 bytes of header, one byte a pixel.
private struct ImageFile {
    let path: String
    let count, rows, columns: Int
    let pixels: ArraySlice<UInt8>

    init(_ path: String) throws(DataFileError) {
        let header = 16
        let bytes = try fileBytes(path)
        try checkMagic(bytes, 0x803, path, "images", header)
        self.path = path
        (count, rows, columns) = (bigEndian(bytes, 4), bigEndian(bytes, 8), bigEndian(bytes, 12))
        guard count > 0, 1...4096 ~= rows, 1...4096 ~= columns else {
            throw DataFileError(path, "its header speaks of \(count) images of \(rows)x\(columns) pixels")
        }
        let expected = header + count * rows * columns
        guard bytes.count == expected else {
            throw DataFileError(
                path, "\(count) images of \(rows)x\(columns) pixels need \(expected) bytes; there are \(bytes.count)")
        }
        pixels = bytes[header...]
    }

    var size: String { "\(rows)x\(columns) pixels" }
}

/// The contents of an IDX file of labels (`idx1-ubyte`): 8 bytes of header, one byte a label.
private func labelFile(_ path: String) throws(DataFileError) -> [UInt8] {
    let header = 8
    let bytes = try fileBytes(path)
    try checkMagic(bytes, 0x801, path, "labels", header)
    let count = bigEndian(bytes, 4)
    guard bytes.count == header + count else {
        throw DataFileError(path, "\(count) labels need \(header + count) bytes; there are \(bytes.count)")
    }
    let labels = Array(bytes[header...])
    if let i = labels.firstIndex(where: { $0 > 9 }) {
        throw DataFileError(path, "label \(i) is \(labels[i]); labels must be 0 to 9")
    }
    return labels
}

private func checkMagic(
    _ bytes: [UInt8], _ magic: Int, _ path: String, _ what: String, _ header: Int
) throws(DataFileError) {
    guard bytes.count >= header else {
        throw DataFileError(path, "has only \(bytes.count) bytes, less than its header")
    }
    guard bigEndian(bytes, 0) == magic else {
        throw DataFileError(path, "begins with \(bigEndian(bytes, 0)); an IDX file of \(what) begins with \(magic)")
    }
}

private func bigEndian(_ bytes: [UInt8], _ start: Int) -> Int {
    bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
}
