import Notebook
internal import SwiftSyntax

/// What a parameter may be: the types that both a command line and Swift can write down.
indirect enum ParameterType: Equatable {
    case integer(name: String)
    case number(name: String)
    case truth
    case text
    case list(ParameterType)
    case optional(ParameterType)

    /// As Swift writes it.
    var name: String {
        switch self {
        case .integer(let name), .number(let name): name
        case .truth: "Bool"
        case .text: "String"
        case .list(let element): "[\(element.name)]"
        case .optional(let wrapped): "\(wrapped.name)?"
        }
    }

    private static let integers: Set = [
        "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64",
    ]
    private static let numbers: Set = ["Double", "Float", "Float32", "Float64", "CGFloat"]

    /// From an annotation; nil for a type that is none of these.
    init?(_ type: TypeSyntax) {
        if let array = type.as(ArrayTypeSyntax.self) {
            guard let element = ParameterType(array.element) else { return nil }
            self = .list(element)
        } else if let optional = type.as(OptionalTypeSyntax.self) {
            guard let wrapped = ParameterType(optional.wrappedType) else { return nil }
            self = .optional(wrapped)
        } else {
            let name = type.trimmedDescription
            if Self.integers.contains(name) {
                self = .integer(name: name)
            } else if Self.numbers.contains(name) {
                self = .number(name: name)
            } else if name == "Bool" {
                self = .truth
            } else if name == "String" {
                self = .text
            } else {
                return nil
            }
        }
    }

    /// From a literal, as Swift infers it; nil for any other expression.
    init?(_ expression: ExprSyntax) {
        if let prefixed = expression.as(PrefixOperatorExprSyntax.self), prefixed.operator.text == "-" {
            self.init(prefixed.expression)
        } else if expression.is(IntegerLiteralExprSyntax.self) {
            self = .integer(name: "Int")
        } else if expression.is(FloatLiteralExprSyntax.self) {
            self = .number(name: "Double")
        } else if expression.is(BooleanLiteralExprSyntax.self) {
            self = .truth
        } else if expression.is(StringLiteralExprSyntax.self) {
            self = .text
        } else if let array = expression.as(ArrayExprSyntax.self) {
            let types = array.elements.map { ParameterType($0.expression) }
            guard let first = types.first,
                let element = types.contains(.number(name: "Double")) ? .number(name: "Double") : first,
                types.allSatisfy({ $0 == element || $0 == .integer(name: "Int") && element == .number(name: "Double") })
            else { return nil }
            self = .list(element)
        } else {
            return nil
        }
    }

    /// The value as Swift writes it; nil when it is not of this type.
    ///
    /// - Parameter isText: the value comes from a command line, where numbers and lists are text.
    func literal(_ value: JSON, isText: Bool) -> String? {
        if isText, case .string(let text) = value { return literal(text: text) }
        switch (self, value) {
        case (.integer(let name), .number(let digits)): return Self.integer(digits, name)
        case (.number, .number(let digits)): return Double(digits).map { Self.number($0, digits) }
        case (.number, .string(let text)): return Self.special(text)
        case (.truth, .bool(let flag)): return flag ? "true" : "false"
        case (.text, .string(let text)): return Self.quoted(text)
        case (.list(let element), .array(let values)):
            let literals = values.compactMap { element.literal($0, isText: false) }
            return literals.count == values.count ? "[" + literals.joined(separator: ", ") + "]" : nil
        case (.optional, .null): return "nil"
        case (.optional(let wrapped), _): return wrapped.literal(value, isText: isText)
        default: return nil
        }
    }

    private func literal(text: String) -> String? {
        switch self {
        case .integer(let name): return Self.integer(text, name)
        case .number: return Self.special(text) ?? Double(text).map { Self.number($0, text) }
        case .truth: return ["true", "false"].contains(text) ? text : nil
        case .text: return Self.quoted(text)
        case .list: return JSON(text: text).flatMap { literal($0, isText: false) }
        case .optional(let wrapped): return text == "nil" ? "nil" : wrapped.literal(text: text)
        }
    }

    private static func integer(_ digits: String, _ name: String) -> String? {
        func fits<T: FixedWidthInteger>(_: T.Type) -> String? { T(digits).map { "\($0)" } }
        switch name {
        case "Int8": return fits(Int8.self)
        case "Int16": return fits(Int16.self)
        case "Int32": return fits(Int32.self)
        case "UInt": return fits(UInt.self)
        case "UInt8": return fits(UInt8.self)
        case "UInt16": return fits(UInt16.self)
        case "UInt32": return fits(UInt32.self)
        case "UInt64": return fits(UInt64.self)
        default: return fits(Int.self)
        }
    }

    /// Digits that are a number of Swift's stay as the user wrote them. `5` becomes `5.0`, so that its type can be told.
    private static func number(_ value: Double, _ digits: String) -> String {
        guard value.isFinite else { return special(".inf") ?? digits }
        let isSwift = digits.wholeMatch(of: #/-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?/#) != nil
        return isSwift && digits.contains { ".eE".contains($0) } ? digits : "\(value)"
    }

    private static func special(_ text: String) -> String? {
        switch text.lowercased() {
        case ".nan", "nan": ".nan"
        case ".inf", "inf", "+inf", "infinity": ".infinity"
        case "-.inf", "-inf", "-infinity": "-.infinity"
        default: nil
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _
            where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x2028 || scalar.value == 0x2029:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
