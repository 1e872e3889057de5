import Notebook
internal import SwiftSyntax

/// Why a parameter could not be set.
public struct ParameterError: Error, Sendable, Hashable, CustomStringConvertible {
    public var message: String
    public var advice: String?
    /// Where the value stands in the user's file; nil for one from the command line.
    public var place: String?

    public init(message: String, advice: String? = nil, place: String? = nil) {
        self.message = message
        self.advice = advice
        self.place = place
    }

    public var description: String {
        (place.map { $0 + ": " } ?? "") + message + (advice.map { "\n  \($0)" } ?? "")
    }
}

/// The cell whose values a replay may replace: the `let`s and `var`s with a value at its top level.
public struct ParameterCell {
    private struct Parameter {
        var name: String
        var type: ParameterType?
        /// Of its value in the text, in UTF-8.
        var range: Range<Int>
    }

    private let text: String
    private let parameters: [Parameter]

    public init(_ text: String) {
        self.text = text
        let statements = syntaxTree(of: text)?.statements ?? []
        parameters = statements.flatMap { statement -> [Parameter] in
            guard case .decl(let declaration) = statement.item, let node = declaration.as(VariableDeclSyntax.self)
            else {
                return []
            }
            return node.bindings.compactMap(Self.parameter)
        }
    }

    private static func parameter(_ binding: PatternBindingSyntax) -> Parameter? {
        guard let name = binding.pattern.as(IdentifierPatternSyntax.self), let value = binding.initializer?.value else {
            return nil
        }
        let range =
            value.positionAfterSkippingLeadingTrivia.utf8Offset..<value.endPositionBeforeTrailingTrivia.utf8Offset
        let type = binding.typeAnnotation.map { ParameterType($0.type) } ?? ParameterType(value)
        return Parameter(name: name.identifier.text.filter { $0 != "`" }, type: type, range: range)
    }

    /// The cell's text with these values in place of its own; everything else in it stays.
    ///
    /// - Throws: ``ParameterError`` for a name that is no parameter, and for a value of another type.
    public func setting(_ settings: [ParameterSetting]) throws -> String {
        // Of a name that is given twice the last value counts, as in a shell.
        var literals: [String: (range: Range<Int>, text: String)] = [:]
        for setting in settings {
            let parameter = try parameter(for: setting)
            literals[setting.name] = (parameter.range, try literal(of: setting, for: parameter))
        }
        var bytes = Array(text.utf8)
        for (range, text) in literals.values.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            bytes.replaceSubrange(range, with: Array(text.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The cell's text with calls in place of whole numbers that vary from student to student: `let seed = CellKit._cellVaried("seed", 0)`.
    ///
    /// - Throws: ``ParameterError`` for a name that is no whole number set at the cell's top level.
    public func varying(_ names: [String]) throws -> String {
        var bytes = Array(text.utf8)
        let varied = try names.map { name in
            guard let found = parameters.last(where: { $0.name == name }), case .integer("Int") = found.type else {
                throw ParameterError(
                    message: "'vary' names '\(name)', which the cell does not set to a whole number",
                    advice: "write 'let \(name) = 1' at the top level of the cell")
            }
            return found
        }
        for parameter in varied.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            let value = String(decoding: bytes[parameter.range], as: UTF8.self)
            bytes.replaceSubrange(
                parameter.range, with: Array("CellKit._cellVaried(\"\(parameter.name)\", \(value))".utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func parameter(for setting: ParameterSetting) throws -> Parameter {
        if let found = parameters.last(where: { $0.name == setting.name }) { return found }
        let names = parameters.map { "'\($0.name)'" }.joined(separator: ", ")
        throw ParameterError(
            message: "the notebook has no parameter '\(setting.name)'",
            advice: names.isEmpty ? "its parameter cell sets none" : "it has \(names)", place: setting.place)
    }

    private func literal(of setting: ParameterSetting, for parameter: Parameter) throws -> String {
        guard let type = parameter.type else {
            throw ParameterError(
                message: "the type of the parameter '\(setting.name)' cannot be told from its value",
                advice: "write its type in the parameter cell, such as 'let \(setting.name): Double = …'; "
                    + "Int, Double, Bool, String, lists and optionals of them can be set", place: setting.place)
        }
        if let literal = type.literal(setting.value, isText: setting.isText) { return literal }
        let given = setting.isText ? setting.value.string.map { "'\($0)'" } ?? "" : setting.value.line
        throw ParameterError(
            message: "the parameter '\(setting.name)' is of type \(type.name); \(given) is not", advice: advice(type),
            place: setting.place)
    }

    private func advice(_ type: ParameterType) -> String? {
        switch type {
        case .list: "write a list as '[1, 2]', text in it in quotation marks"
        case .truth: "write true or false"
        case .text: "put the value in quotation marks"
        default: nil
        }
    }
}
