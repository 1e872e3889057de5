import Glibc

/// `value` as C's `printf` writes it with `format`, which takes exactly one Double (`%.4f`, `%10.3e`, `%g`).
func numberText(_ value: Double, _ format: String = "%.6g") -> String {
    withVaList([value]) { arguments in
        var bytes = [CChar](repeating: 0, count: 64)
        let needed = Int(vsnprintf(&bytes, bytes.count, format, arguments))
        // A list of arguments can be read only once, so a number too long for the buffer is written in a shorter form.
        guard needed < bytes.count else { return "\(value)" }
        return String(decoding: bytes.prefix(max(0, needed)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

/// Coordinates in an SVG: two decimals are a fiftieth of a pixel, and whole numbers stay whole.
func pixels(_ value: Double) -> String {
    let hundredths = (value * 100).rounded()
    guard hundredths.isFinite, abs(hundredths) < 1e12 else { return "0" }
    let whole = Int(hundredths)
    if whole % 100 == 0 { return String(whole / 100) }
    let digits = String(abs(whole) % 100)
    let fraction = digits.count == 1 ? "0" + digits : digits
    return (whole < 0 ? "-" : "") + "\(abs(whole) / 100)."
        + (fraction.last == "0" ? String(fraction.dropLast()) : fraction)
}
