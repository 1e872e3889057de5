/// What the shell asks about a session, in expressions of its own. None of these is for cells.

/// The static type of an expression, which is not evaluated.
public func _cellType<Value>(_ expression: () throws -> Value) -> String { TypeName.readable(Value.self) }

/// A variable's type, size and value in short, for a table.
public func _cellSummary<Value>(_ value: Value) -> [String] {
    [TypeName.readable(Value.self), size(of: value), shortText(of: value)]
}

/// The seconds that one evaluation takes, measured in several rounds of as many repeats as make a tenth of a second.
///
/// - Returns: the number of repeats in a round, then each round's seconds for one.
public func _cellTimes<Value>(rounds: Int, _ body: () throws -> Value) rethrows -> [Double] {
    var repeats = 1
    while true {
        let seconds = try time(repeats, body)
        if seconds > 0.1 || repeats >= 1 << 30 { break }
        repeats = seconds > 0.001 ? Int(Double(repeats) * 0.12 / seconds) + 1 : repeats * 10
    }
    return try [Double(repeats)] + (0..<rounds).map { _ in try time(repeats, body) / Double(repeats) }
}

@inline(never)
private func time<Value>(_ repeats: Int, _ body: () throws -> Value) rethrows -> Double {
    let start = ContinuousClock.now
    for _ in 0..<repeats { _ = try body() }
    return (ContinuousClock.now - start) / .seconds(1)
}

private func size<Value>(of value: Value) -> String {
    if case .tensor(let shape, _) = (value as? any CellValueConvertible)?.cellValue {
        return shape.map(String.init).joined(separator: "x")
    }
    if let collection = value as? any Collection { return "\(collection.count)" }
    return ""
}

private func shortText<Value>(of value: Value) -> String {
    let longest = 60
    var text: String
    if let array = value as? [Any], array.count > longest {
        // The whole text of a long array takes as long as printing it.
        text = "[" + array.prefix(longest).map { "\($0)" }.joined(separator: ", ") + ", …]"
    } else {
        text = mimeBundle(of: value)["text/plain"] ?? ""
    }
    text = String(text.prefix(4 * longest).split { $0.isWhitespace }.joined(separator: " "))
    return text.count > longest ? text.prefix(longest - 1) + "…" : text
}
