/// The 1797 images of handwritten digits that scikit-learn's `load_digits` gives: `data` of shape (1797, 64), pixels 0 to 16;
/// `target`, the digits 0 to 9; `images` of shape (1797, 8, 8).
public func loadDigits() -> Dataset { digits }

/// Read at the first use; arrays share their memory until one is written.
private let digits = readDigits()

private func readDigits() -> Dataset {
    let side = 8
    let width = side * side
    let lineLength = width + 3
    let text = UnsafeBufferPointer(start: digitsText.utf8Start, count: digitsText.utf8CodeUnitCount)
    let count = (text.count + 1) / lineLength
    let pixels = NDArray(shape: [count, width]) { (pixels: UnsafeMutableBufferPointer<Double>) in
        for i in 0..<count {
            for k in 0..<width { pixels[i * width + k] = Double(pixelValue(text[i * lineLength + k])) }
        }
    }
    let target = (0..<count).map { Int(pixelValue(text[$0 * lineLength + width + 1])) }
    return Dataset(pixels: pixels, target: NDArray(target), side: (side, side))
}

/// What a character of ``digitsText`` stands for.
private func pixelValue(_ character: UInt8) -> UInt8 {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "G"): character - UInt8(ascii: "A") + 10
    default: 0
    }
}
