/// Labels as rows with a single 1: 3 of 10 classes is `[0 0 0 1 0 0 0 0 0 0]`. Shape (n, n_classes), float64.
/// - Parameters:
///   - labels: whole numbers from 0, shape (n).
///   - n_classes: the length of a row; the largest label and one unless given.
///   - file: the caller's file, for the error.
///   - line: the caller's line, for the error.
/// - Precondition: every label is at least 0 and below `n_classes`.
public func oneHot(
    _ labels: Labels, n_classes: Int? = nil, file: StaticString = #fileID, line: UInt = #line
) -> Matrix {
    checked(file, line) { () throws(LabError) in
        let codes = try checkedLabels(labels, "oneHot", "labels")
        let width = n_classes ?? min(codes.max() ?? -1, .max - 1) + 1
        requireRoom("oneHot", n_classes == nil ? "labels" : "n_classes", width)
        let (size, overflows) = width.multipliedReportingOverflow(by: max(1, codes.count))
        requireRoom("oneHot", n_classes == nil ? "labels" : "n_classes", overflows ? .max : size)
        guard width > 0 else { throw LabError("oneHot", "n_classes", "is \(width); it must be positive") }
        if let i = codes.firstIndex(where: { !(0..<width ~= $0) }) {
            throw LabError("oneHot", "labels", "holds \(codes[i]) at \(i); labels must be 0 to \(width - 1)")
        }
        return NDArray(shape: [codes.count, width]) { (rows: UnsafeMutableBufferPointer<Double>) in
            rows.initialize(repeating: 0)
            for (i, code) in codes.enumerated() { rows[i * width + code] = 1 }
        }
    }
}
