import Glibc

/// A decimal number cut at its point, or at its exponent, as the parts that columns are aligned by.
struct FloatParts {
    /// With its sign.
    var whole: String
    var fraction: String
    /// With its sign and at least two digits; empty in the positional form.
    var exponent = ""
}

/// The shortest decimal digits that read back as the same number, which Swift prints as well as NumPy's Dragon4.
struct ShortestDigits {
    let isNegative: Bool
    /// Without leading or trailing zeros; "0" for zero.
    let digits: [UInt8]
    /// The point stands behind so many digits: 123.4 has 3, 0.001 has -2.
    let pointAt: Int

    init(_ value: Double) {
        isNegative = value.sign == .minus
        var (digits, point, exponent): ([UInt8], Int?, Int) = ([], nil, 0)
        let text = Array("\(value.magnitude)".utf8)
        for (i, byte) in text.enumerated() {
            if byte == UInt8(ascii: ".") {
                point = digits.count
            } else if byte == UInt8(ascii: "e") {
                exponent = Int(String(decoding: text[(i + 1)...], as: UTF8.self)) ?? 0
                break
            } else {
                digits.append(byte - UInt8(ascii: "0"))
            }
        }
        var pointAt = (point ?? digits.count) + exponent
        while digits.count > 1, digits.last == 0 { digits.removeLast() }
        while digits.count > 1, digits.first == 0 {
            digits.removeFirst()
            pointAt -= 1
        }
        if digits == [0] { pointAt = 1 }
        (self.digits, self.pointAt) = (digits, pointAt)
    }

    private var sign: String { isNegative ? "-" : "" }

    /// With at most `precision` digits behind the point; `value` is rounded exactly where the shortest digits are more.
    func positional(_ value: Double, precision: Int) -> FloatParts {
        if digits.count - pointAt > precision { return Self.rounded(value, precision) }
        if pointAt <= 0 {
            return FloatParts(whole: sign + "0", fraction: String(repeating: "0", count: -pointAt) + text(digits[...]))
        }
        let padded = digits + [UInt8](repeating: 0, count: max(0, pointAt - digits.count))
        return FloatParts(whole: sign + text(padded[..<pointAt]), fraction: text(padded[pointAt...]))
    }

    /// One digit before the point and at most `precision` behind it, times a power of ten.
    func scientific(_ value: Double, precision: Int) -> FloatParts {
        if digits.count - 1 > precision {
            var parts = FloatParts.exact(value, precision)
            while parts.fraction.last == "0" { parts.fraction.removeLast() }
            return parts
        }
        let power = digits == [0] ? 0 : pointAt - 1
        let figures = String(power.magnitude)
        return FloatParts(
            whole: sign + text(digits[..<1]), fraction: text(digits[1...]),
            exponent: (power < 0 ? "-" : "+") + (figures.count < 2 ? "0" + figures : figures))
    }

    private static func rounded(_ value: Double, _ precision: Int) -> FloatParts {
        var (whole, fraction) = halves(formatted("%.*f", precision, value), at: ".")
        while fraction.last == "0" { fraction.removeLast() }
        return FloatParts(whole: whole, fraction: fraction)
    }

    private static func halves(_ text: String, at mark: Character) -> (String, String) {
        guard let place = text.firstIndex(of: mark) else { return (text, "") }
        return (String(text[..<place]), String(text[text.index(after: place)...]))
    }

    private func text(_ digits: ArraySlice<UInt8>) -> String {
        String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    }
}

extension FloatParts {
    /// One digit before the point and `count` behind it, zeros included, rounded from the exact value.
    static func exact(_ value: Double, _ count: Int) -> FloatParts {
        let text = formatted("%.*e", count, value)
        let mantissa = text.prefix { $0 != "e" }
        return FloatParts(
            whole: String(mantissa.prefix { $0 != "." }), fraction: String(mantissa.drop { $0 != "." }.dropFirst()),
            exponent: String(text.drop { $0 != "e" }.dropFirst()))
    }
}

/// C's `snprintf`, which rounds a number's exact value, halves to even.
private func formatted(_ format: String, _ precision: Int, _ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 400)
    let length = withVaList([Int32(precision), value]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// A single number as Python prints a float: the shortest digits, 1e+16 and above and below 1e-4 with an exponent.
func pythonText(_ value: Double) -> String {
    value.isNaN ? "nan" : value.isInfinite ? (value < 0 ? "-inf" : "inf") : pythonText(ShortestDigits(value), value)
}

private func pythonText(_ digits: ShortestDigits, _ value: Double) -> String {
    guard -3...16 ~= digits.pointAt else {
        let parts = digits.scientific(value, precision: 17)
        return parts.whole + (parts.fraction.isEmpty ? "" : "." + parts.fraction) + "e" + parts.exponent
    }
    let parts = digits.positional(value, precision: 400)
    return parts.whole + "." + (parts.fraction.isEmpty ? "0" : parts.fraction)
}
