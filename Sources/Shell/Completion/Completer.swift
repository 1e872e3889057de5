/// A word that could stand where the cursor is.
struct Candidate: Hashable {
    var text: String
    /// What a list shows: `greet(person: String) -> String`.
    var label: String

    init(_ text: String, label: String? = nil) {
        self.text = text
        self.label = label ?? text
    }
}

/// Finds the words that could stand where the cursor is.
struct Completer {
    /// Each returns nil where it has no say, and the first that has one decides.
    var sources: [(CompletionPlace) -> [Candidate]?]

    func candidates(for word: String, after before: String, in text: String) -> [Candidate] {
        let place = CompletionPlace(word: word, before: before, text: text)
        for source in sources {
            guard let found = source(place) else { continue }
            var seen: Set<Candidate> = []
            return found.filter { $0.text.hasPrefix(word) && seen.insert($0).inserted }
                .sorted { ($0.text.lowercased(), $0.text, $0.label) < ($1.text.lowercased(), $1.text, $1.label) }
        }
        return []
    }
}

/// Where something is to be completed.
struct CompletionPlace {
    /// What stands there of the word.
    var word: String
    /// The text before the word.
    var before: String
    /// All that is typed so far.
    var text: String

    /// The magic whose arguments are being typed: its name, and what stands after it before the word.
    var magic: (name: Substring, arguments: Substring)? {
        guard before.hasPrefix("%"), let blank = before.firstIndex(of: " ") else { return nil }
        return (before[before.index(after: before.startIndex)..<blank], before[blank...].drop { $0 == " " })
    }

    /// The beginning of the string literal that the word stands in.
    var stringBeforeWord: Substring? {
        let line = before.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        var start: Substring.Index?
        var isEscaped = false
        for index in line.indices {
            if line[index] == "\"", !isEscaped { start = start == nil ? line.index(after: index) : nil }
            isEscaped = line[index] == "\\" && !isEscaped
        }
        return start.map { line[$0...] }
    }
}
