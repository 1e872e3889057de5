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

    /// A mark of `radius` around a point; its five shapes can be told apart without colour.
    mutating func mark(_ shape: Int, x: Double, y: Double, radius r: Double, fill: String) {
        func polygon(_ corners: [(Double, Double)]) -> String {
            "<polygon points=\""
                + corners.map { "\(pixels(x + $0.0 * r)),\(pixels(y + $0.1 * r))" }.joined(separator: " ") + "\""
        }
        let circle = "<circle cx=\"\(pixels(x))\" cy=\"\(pixels(y))\" r=\"\(pixels(r))\""
        switch shape % 5 {
        case 0: body += circle + " fill=\"\(fill)\"/>\n"
        case 1: body += polygon([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]) + " fill=\"\(fill)\"/>\n"
        case 2: body += polygon([(0, -1.2), (1.1, 0.9), (-1.1, 0.9)]) + " fill=\"\(fill)\"/>\n"
        case 3: body += circle + " fill=\"#fff\" stroke=\"\(fill)\" stroke-width=\"1.5\"/>\n"
        default: body += polygon([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)]) + " fill=\"#fff\" stroke=\"\(fill)\"/>\n"
        }
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

    /// Paths in a unit of their own, `scale` pixels, from the corner `x`, `y`: the data for each grey, 0 black to
    /// 255 white.
    mutating func cells(_ paths: [Int: String], x: Double, y: Double, scale: Double) {
        let place = "translate(\(pixels(x)) \(pixels(y))) scale(\(pixels(scale)))"
        body += "<g transform=\"\(place)\" shape-rendering=\"crispEdges\">\n"
        // In an order of its own: a dictionary's changes from run to run, and pictures are compared.
        for (grey, data) in paths.sorted(by: { $0.key > $1.key }) {
            body += "<path fill=\"\(greyFill(grey))\" d=\"\(data)\"/>\n"
        }
        body += "</g>\n"
    }

    /// The whole document on a white ground; `title` is what a screen reader says.
    func document(title: String) -> String {
        let size =
            "width=\"\(pixels(width))\" height=\"\(pixels(height))\" viewBox=\"0 0 \(pixels(width)) \(pixels(height))\""
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

/// The fill for a grey, 0 black to 255 white.
func greyFill(_ grey: Int) -> String {
    let digits = String(grey, radix: 16)
    let pair = digits.count == 1 ? "0" + digits : digits
    return "#" + pair + pair + pair
}

/// Pixels that `text` takes at `size`, generously: no font is at hand to measure with.
func textPixels(_ text: String, size: Double = 12) -> Double { Double(displayWidth(text)) * size * 0.68 }

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
