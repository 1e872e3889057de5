/// The number of terminal columns that `text` takes: 2 for an East Asian wide character or an emoji, 0 for
/// a combining mark or a control character, 1 for anything else.
///
/// Source: Unicode Standard Annex #11, classes W and F; ambiguous characters count as narrow, as terminals have them
/// outside East Asian locales.
public func displayWidth(_ text: String) -> Int {
    text.reduce(0) { $0 + columns(of: $1) }
}

/// A grapheme takes as many columns as its widest scalar: a decomposed Hangul syllable or a family emoji is one glyph.
private func columns(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    if let ascii = character.asciiValue { return ascii < 0x20 || ascii == 0x7F ? 0 : 1 }
    // U+FE0F asks for the emoji form of a character that is otherwise narrow text.
    if scalars.count > 1, scalars.contains("\u{FE0F}") { return 2 }
    return scalars.reduce(0) { max($0, columns(of: $1)) }
}

private func columns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .format, .lineSeparator, .paragraphSeparator: return 0
    default: break
    }
    if wideRanges.contains(where: { $0.contains(scalar.value) }) { return 2 }
    return scalar.properties.isEmojiPresentation ? 2 : 1
}

/// Classes W and F, merged over gaps that hold no assigned character. Emoji are recognised by their own property.
private let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F,  // Hangul lead consonants
    0x2329...0x232A,  // angle brackets
    0x2E80...0x303E,  // CJK radicals, punctuation
    0x3041...0x3247, 0x3250...0x4DBF,  // kana, Hangul compatibility letters, enclosed CJK, extension A
    0x4E00...0xA4CF,  // CJK ideographs, Yi
    0xA960...0xA97C,  // Hangul extended A
    0xAC00...0xD7A3,  // Hangul syllables
    0xF900...0xFAFF,  // CJK compatibility ideographs
    0xFE10...0xFE19, 0xFE30...0xFE6B,  // vertical and small forms
    0xFF01...0xFF60, 0xFFE0...0xFFE6,  // full-width forms
    0x16FE0...0x18D08, 0x1AFF0...0x1B2FB,  // Tangut, kana supplements
    0x1F1E6...0x1F1FF,  // flags
    0x20000...0x3FFFD,  // further ideographs
]

/// Where padding goes when text is shorter than its column.
enum Alignment {
    case left, centre, right
}

/// `text` filled with blanks to `width` columns; text that is wider already comes back as it is.
func padded(_ text: String, to width: Int, _ alignment: Alignment = .left) -> String {
    let blanks = max(0, width - displayWidth(text))
    let before =
        switch alignment {
        case .left: 0
        case .centre: blanks / 2
        case .right: blanks
        }
    return String(repeating: " ", count: before) + text + String(repeating: " ", count: blanks - before)
}
