import Glibc

/// How the text of an image is drawn. The SVG is the same for all.
public enum ImageStyle: Sendable, Hashable {
    /// Two ASCII characters a pixel, ten densities of ink: reads everywhere, and a check can compare it.
    case ascii
    /// One column a pixel and two pixels a line, black or white, cut in the middle of the range: `▀`, `▄`, `█`.
    case halfBlocks
    /// As `halfBlocks` in 24 greys, by the escape sequences of a 256-colour terminal.
    case greyHalfBlocks

    /// The finest style that the terminal can show, judged by `TERM`, `NO_COLOR` and the locale; `ascii` if in doubt.
    public static var automatic: ImageStyle {
        automatic { name in getenv(name).map { String(cString: $0) } }
    }

    static func automatic(variable: (String) -> String?) -> ImageStyle {
        // The first that is set decides, as in setlocale(3).
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty } ?? ""
        let codeset = locale.uppercased()
        guard codeset.hasSuffix("UTF-8") || codeset.hasSuffix("UTF8") else { return .ascii }
        guard let terminal = variable("TERM"), !terminal.isEmpty, terminal != "dumb" else { return .ascii }
        let colourful = terminal.hasSuffix("256color") || terminal.hasSuffix("direct") || variable("COLORTERM") != nil
        return colourful && (variable("NO_COLOR") ?? "").isEmpty ? .greyHalfBlocks : .halfBlocks
    }
}
