/// From a pixel's value to a shade between 0 (paper) and 1 (ink).
struct GreyScale {
    /// Paper and ink, in the image's unit.
    let low: Double
    let high: Double
    /// Zero is in the middle, and text tells the signs apart.
    let isSigned: Bool

    /// Paper is `vmin` and ink `vmax`, or else the smallest and the largest value, as in matplotlib.
    init(_ grids: [PixelGrid], vmin: Double?, vmax: Double?, call: String) throws(PictureError) {
        for (name, bound) in [("vmin", vmin), ("vmax", vmax)] {
            if let bound, !bound.isFinite {
                throw PictureError(call: call, argument: name, problem: "is \(bound); it must be a finite number")
            }
        }
        let values = grids.lazy.flatMap(\.values)
        low = vmin ?? values.min() ?? 0
        high = vmax ?? values.max() ?? 1
        isSigned = false
        if let vmin, let vmax, vmin >= vmax {
            throw PictureError(call: call, argument: "vmin", problem: "is \(vmin); it must be below vmax, \(vmax)")
        }
    }

    /// From the largest absolute value below zero to the same above it.
    init(signed grids: [PixelGrid]) {
        let largest = grids.lazy.flatMap(\.values).map(abs).max() ?? 0
        low = -largest
        high = largest
        isSigned = true
    }

    /// Shade of `value`, clipped to 0...1. Where all values are the same it is paper, as in matplotlib.
    func shade(_ value: Double) -> Double {
        guard high > low else { return isSigned ? 0.5 : 0 }
        // Halved, so that the range of very large values does not overflow.
        return min(1, max(0, (value / 2 - low / 2) / (high / 2 - low / 2)))
    }

    /// The character for a value: ten densities of ink, or five steps from `=` (negative) over blank to `#` (positive).
    func character(_ value: Double) -> Character {
        let ramp = isSigned ? signedRamp : inkRamp
        return ramp[min(ramp.count - 1, Int(shade(value) * Double(ramp.count)))]
    }

    /// The fill for a value: white paper to black ink, in 256 steps.
    func grey(_ value: Double) -> Int { 255 - Int((shade(value) * 255).rounded()) }
}

/// Paul Bourke's ten-level ramp, "Character representation of grey scale images" (1997), dark on light.
let inkRamp: [Character] = Array(" .:-=+*#%@")
private let signedRamp: [Character] = Array("=- +#")
