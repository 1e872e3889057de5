import Foundation

/// Text in which no letter has more than thirty marks on it: the Stream-Safe Text Format of Unicode Standard Annex #15, section 13.
///
/// Comparing and hashing texts puts the marks on a letter into order, which takes the square of their number: 40 000 accents on one letter
/// took 3 s, and a cell can print a million. What strangers wrote goes through here before anything is done with it.
public enum StreamSafeText {
    /// UAX #15, D4.
    private static let mostMarks = 30
    /// The combining grapheme joiner, which parts the marks and is not seen.
    private static let joiner = "\u{34F}" as Unicode.Scalar

    public static func text(_ text: String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 } || !needsJoiners(text) ? text : joined(text)
    }

    /// UTF-8; bytes that are none stay as they are where nothing is to be done.
    public static func data(_ data: Data) -> Data {
        let isPlain = data.withUnsafeBytes { bytes in bytes.allSatisfy { $0 < 0x80 } }
        guard !isPlain else { return data }
        let text = String(decoding: data, as: UTF8.self)
        return needsJoiners(text) ? Data(joined(text).utf8) : data
    }

    private static func needsJoiners(_ text: String) -> Bool {
        var marks = 0
        for scalar in text.unicodeScalars {
            marks = isMark(scalar) ? marks + 1 : 0
            if marks > mostMarks { return true }
        }
        return false
    }

    private static func joined(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            marks = isMark(scalar) ? marks + 1 : 0
            if marks > mostMarks {
                result.append(joiner)
                marks = 1
            }
            result.append(scalar)
        }
        return String(result)
    }

    /// No letter before U+0300 is one.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
    }
}
