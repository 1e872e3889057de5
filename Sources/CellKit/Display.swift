/// Shows a value beside the cell's printed output: its picture or page where it has one, else its text.
///
/// - Parameter value: a ``RichDisplay`` (a figure, a table) or any value.
public func display(_ value: Any) {
    let bundle = mimeBundle(of: value)
    guard hasWorker else {
        print(bundle["text/plain"] ?? "")
        return
    }
    Frame.display.send(JSON.object(bundle.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }))
}

/// Gives a value a name that checks can ask for: `emit("accuracy", accuracy)`.
public func emit(_ name: String, _ value: Any) {
    Frame.value.send(
        JSON.object([("name", JSON.string(name)), ("value", JSON.value(CellValue(reflecting: value)))]))
}

/// What the engine wraps around a cell's last expression.
public func _cellResult<T>(_ value: T) {
    if T.self == Void.self { return }
    let members = mimeBundle(of: value).sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }
    Frame.result.send(
        JSON.object([("type", JSON.string(TypeName.readable(T.self))), ("bundle", JSON.object(members))]))
}

/// What the engine writes for a value that a check asks for.
public func _cellValue(_ name: String, _ value: Any) { emit(name, value) }

/// Results longer than this are cut: a result is for reading, and what is needed whole can be printed.
let longestText = 100_000

func mimeBundle(of value: Any) -> [String: String] {
    if let rich = value as? any RichDisplay { return rich.mimeBundle }
    var text = readableText(of: value)
    if text.utf8.count > longestText {
        let cut = text.count
        text = String(text.prefix(longestText)) + "… (\(cut) characters in all)"
    }
    return ["text/plain": text]
}

/// Text is quoted, as an element of an array would be; everything else describes itself.
private func readableText(of value: Any) -> String {
    switch value {
    case let text as String: text.debugDescription
    case let text as Substring: text.debugDescription
    case let character as Character: character.debugDescription
    case let optional as any OptionalValue:
        optional.wrappedAny.map { readableText(of: $0) } ?? "nil"
    default: String(describing: value)
    }
}

protocol OptionalValue {
    var wrappedAny: Any? { get }
}

extension Optional: OptionalValue {
    var wrappedAny: Any? { self.map { $0 as Any } }
}
