import Foundation
import Synchronization

/// A word or a call that could stand at a place.
public struct Completion: Sendable, Hashable {
    /// What is typed for it, up to the first thing that the user must fill in: `greet(person: `.
    public var text: String
    /// `greet(person: String, times: Int)`.
    public var description: String
    /// The type of what it gives; empty where it has none.
    public var type: String
    /// The first sentence of its documentation.
    public var brief: String
    /// Its name without arguments: `greet`.
    public var name: String
    /// The module that it comes from; empty where it stands in the text itself or is a keyword.
    public var module: String
}

/// What a name means.
public struct SymbolInfo: Sendable, Hashable {
    /// `func print(_ items: Any..., separator: String = " ")`.
    public var declaration: String
    public var module: String
    /// Paragraphs, parameters and code, in plain text; empty where there is none.
    public var documentation: String

    public init(declaration: String, module: String, documentation: String) {
        self.declaration = declaration
        self.module = module
        self.documentation = documentation
    }
}

/// Completion and documentation from the toolchain's SourceKit. It is started by the first request or by ``warm(_:)``, and again when it
/// has died. May be used from any thread; each request waits for the one before it.
public final class CodeAssist: @unchecked Sendable {
    private let lock = NSLock()
    private var process: SourceKitProcess?
    /// One that keeps dying is left alone.
    private var failures = 0

    /// The process, also while a request holds the lock; nil where there is none.
    private let interruptible = Mutex<(process: SourceKitProcess?, isClosed: Bool)>((nil, false))

    public init() {}

    /// Ends the process. It writes into the session's folder: call this before that goes.
    public func close() {
        interruptible.withLock {
            $0.isClosed = true
            $0.process?.interrupt()
        }
        lock.withLock { drop() }
    }

    private func drop() {
        interruptible.withLock { $0.process = nil }
        process?.end()
        process = nil
    }

    /// Has SourceKit read the modules that the session uses, on a thread of its own: the first time takes up to a second.
    public func warm(_ text: AssistText) {
        detachQuietThread { [self] in
            _ = completions(of: "zzz", at: text.typed.utf8.count, in: text, within: .seconds(20))
        }
    }

    /// What could stand at a place.
    ///
    /// - Parameters:
    ///   - word: what stands there of it already.
    ///   - offset: where that begins in the typed text, in UTF-8 bytes.
    /// - Returns: nil where SourceKit does not answer in time or not at all.
    public func completions(
        of word: String, at offset: Int, in text: AssistText, within limit: Duration = .seconds(3)
    ) -> [Completion]? {
        guard text.isReadable else { return nil }
        let place = text.head.utf8.count + offset
        let options = SourceKitRequest("").with("codecomplete.filtertext", word)
            .with("codecomplete.requestlimit", Self.most).with("codecomplete.fuzzymatching", 0)
            .with("codecomplete.hideunderscores", 1).with("codecomplete.includeexactmatch", 1)
            .with("codecomplete.sort.byname", 1).with("codecomplete.group.overloads", 0)
            .with("codecomplete.group.stems", 0).with("codecomplete.addinneroperators", 0)
        let open = SourceKitRequest("codecomplete.open").with("name", text.file).with("sourcefile", text.file)
            .with("sourcetext", text.whole).with("offset", place).with("compilerargs", text.arguments)
            .with("codecomplete.options", options: options)
        let close = SourceKitRequest("codecomplete.close").with("name", text.file).with("offset", place)
        guard let answers = ask([open, close], within: limit), let found = answers[0]?.list("results") else {
            return nil
        }
        // Everything that there is, is no answer.
        if word.isEmpty, found.count >= Self.most { return [] }
        // CellKit's inner names are for the engine.
        return found.compactMap(Completion.init).filter { word.hasPrefix("_") || !$0.text.hasPrefix("_") }
    }

    private static let most = 500

    /// What the name at a place means, in UTF-8 bytes of the typed text.
    ///
    /// - Returns: nil where it is not known, or could be several things.
    public func symbol(at offset: Int, in text: AssistText, within limit: Duration = .seconds(5)) -> SymbolInfo? {
        guard text.isReadable else { return nil }
        let open = SourceKitRequest("editor.open").with("name", text.file).with("sourcetext", text.whole)
            .with("enablesyntaxmap", 0).with("enablesubstructure", 0).with("enablediagnostics", 0)
            .with("syntactic_only", 1).with("compilerargs", text.arguments)
        let look = SourceKitRequest("cursorinfo").with("sourcefile", text.file)
            .with("offset", text.head.utf8.count + offset).with("compilerargs", text.arguments)
        let close = SourceKitRequest("editor.close").with("name", text.file)
        guard let answer = ask([open, look, close], within: limit)?[1],
            let declaration = answer["fully_annotated_decl"] ?? answer["annotated_decl"]
        else { return nil }
        return SymbolInfo(
            declaration: DocumentationText.withoutTags(declaration), module: answer["modulename"] ?? "",
            documentation: answer["doc.full_as_xml"].map(DocumentationText.init(xml:))?.text ?? "")
    }

    /// The public declarations of a module with their comments, as Swift.
    public func interface(of module: String, for text: AssistText, within limit: Duration = .seconds(20)) -> String? {
        let open = SourceKitRequest("editor.open.interface").with("name", "interface of \(module)")
            .with("modulename", module).with("compilerargs", Array(text.arguments.dropFirst()))
        let close = SourceKitRequest("editor.close").with("name", "interface of \(module)")
        return ask([open, close], within: limit)?[0]?["sourcetext"]
    }

    /// - Returns: an answer each; nil where the process did not give all of them in time.
    private func ask(_ requests: [SourceKitRequest], within limit: Duration) -> [SourceKitAnswer?]? {
        let deadline = ContinuousClock.now + limit
        guard lock.lock(before: Date(timeIntervalSinceNow: limit / .seconds(1))) else { return nil }
        defer { lock.unlock() }
        guard let process = running() else { return nil }
        var answers: [SourceKitAnswer?] = []
        for request in requests {
            guard let answer = process.ask(request.yaml, within: max(.milliseconds(50), deadline - .now)) else {
                drop()
                failures += 1
                return nil
            }
            answers.append(SourceKitAnswer(answer))
        }
        failures = 0
        return answers
    }

    private func running() -> SourceKitProcess? {
        guard process == nil, failures < 3 else { return process }
        do {
            let toolchain = try Toolchain.find()
            let fresh = try SourceKitProcess(toolchain: toolchain, installation: .find())
            process = fresh
            let isClosed = interruptible.withLock {
                $0.process = fresh
                return $0.isClosed
            }
            if isClosed { fresh.interrupt() }
            try fresh.awaitReady(toolchain: toolchain)
        } catch {
            drop()
            failures = .max
        }
        return process
    }
}

extension Completion {
    /// nil for what has nothing to type.
    init?(_ answer: SourceKitAnswer) {
        guard let source = answer["sourcetext"], let description = answer["description"] else { return nil }
        let end = source.firstRange(of: "<#")?.lowerBound ?? source.endIndex
        text = String(source[..<end])
        guard !text.isEmpty else { return nil }
        self.description = description
        type = answer["typename"] ?? ""
        brief = answer["doc.brief"] ?? ""
        name = String((answer["name"] ?? text).prefix { $0 != "(" })
        module = answer["modulename"] ?? ""
    }
}
