/// Writes the few SVG elements that pictures are made of.
struct SVG {
    enum Anchor: String {
        case start, middle, end
    }

    /// Pixels.
    let width: Double
    let height: Double
    private var body = ""

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    mutating func rect(x: Double, y: Double, width: Double, height: Double, fill: String, stroke: String = "none") {
        body += "<rect x=\"\(pixels(x))\" y=\"\(pixels(y))\" width=\"\(pixels(width))\" height=\"\(pixels(height))\""
        body += " fill=\"\(fill)\"\(stroke == "none" ? "" : " stroke=\"\(stroke)\"")/>\n"
    }

    mutating func line(
        x1: Double, y1: Double, x2: Double, y2: Double, stroke: String = "#000", width: Double = 1, dash: String = ""
    ) {
        body += "<line x1=\"\(pixels(x1))\" y1=\"\(pixels(y1))\" x2=\"\(pixels(x2))\" y2=\"\(pixels(y2))\""
        body += " stroke=\"\(stroke)\" stroke-width=\"\(pixels(width))\"\(dashed(dash))/>\n"
    }

    mutating func polyline(_ points: [(x: Double, y: Double)], stroke: String, width: Double, dash: String = "") {
        let list = points.map { "\(pixels($0.x)),\(pixels($0.y))" }.joined(separator: " ")
        body += "<polyline points=\"\(list)\" fill=\"none\" stroke=\"\(stroke)\""
        body += " stroke-width=\"\(pixels(width))\" stroke-linejoin=\"round\"\(dashed(dash))/>\n"
    }

    mutating func circle(x: Double, y: Double, radius: Double, fill: String) {
        body += "<circle cx=\"\(pixels(x))\" cy=\"\(pixels(y))\" r=\"\(pixels(radius))\" fill=\"\(fill)\"/>\n"
    }

    /// `y` is the middle of the text's height; `turned` reads from the bottom up.
    mutating func text(
        _ text: String, x: Double, y: Double, size: Double = 12, anchor: Anchor = .start, fill: String = "#000",
        bold: Bool = false, turned: Bool = false
    ) {
        // A third of the size lowers the base line so that digits and capitals sit in the middle in every renderer;
        // `dominant-baseline` is not understood by all of them.
        let (baseX, baseY) = turned ? (x + size * 0.35, y) : (x, y + size * 0.35)
        body += "<text x=\"\(pixels(baseX))\" y=\"\(pixels(baseY))\" font-size=\"\(pixels(size))\""
        body += " text-anchor=\"\(anchor.rawValue)\" fill=\"\(fill)\"\(bold ? " font-weight=\"bold\"" : "")"
        body += turned ? " transform=\"rotate(-90 \(pixels(baseX)) \(pixels(baseY)))\"" : ""
        body += ">\(escaped(text))</text>\n"
    }

    /// Path data in a unit of its own: `scale` pixels, from the corner `x`, `y`.
    mutating func cells(_ data: String, x: Double, y: Double, scale: Double, fill: String) {
        body += "<path transform=\"translate(\(pixels(x)) \(pixels(y))) scale(\(pixels(scale)))\""
        body += " fill=\"\(fill)\" shape-rendering=\"crispEdges\" d=\"\(data)\"/>\n"
    }

    /// The whole document on a white ground; `title` is what a screen reader says.
    func document(title: String) -> String {
        let size = "width=\"\(pixels(width))\" height=\"\(pixels(height))\" viewBox=\"0 0 \(pixels(width)) \(pixels(height))\""
        return """
            <svg xmlns="http://www.w3.org/2000/svg" \(size) role="img" \
            font-family="DejaVu Sans, Helvetica, Noto Sans CJK KR, Noto Sans KR, sans-serif">
            <title>\(escaped(title))</title>
            <rect width="100%" height="100%" fill="#fff"/>
            \(body)</svg>
            """
    }

    private func dashed(_ dash: String) -> String { dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\"" }
}

/// Pixels that `text` takes at `size`, generously: no font is at hand to measure with.
func textPixels(_ text: String, size: Double = 12) -> Double { Double(displayWidth(text)) * size * 0.62 }

/// `text` for an XML document: markup escaped, characters that XML 1.0 forbids replaced.
func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "\t", "\n": result.unicodeScalars.append(scalar)
        case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
