/// A chart of named values as horizontal bars, each with its number and, where given, its error.
///
/// ```swift
/// barChart(["sgd", "adam"], [0.9566, 0.9712], errors: [0.0027, 0.0020], start: 0.9, title: "Test accuracy")
/// ```
/// - Parameters:
///   - labels: one for each bar, from top to bottom.
///   - values: as many as `labels`, in any unit.
///   - errors: half the length of each error bar, in the same unit, such as standard errors; none unless given.
///   - start: where bars start. Anything else than 0 makes differences look larger than they are, so the axis says it.
///   - title: a line above.
///   - xlabel: what the values are.
///   - format: how `printf` writes a value and its error.
///   - file: the caller's file, for the error.
///   - line: the caller's line, for the error.
/// - Precondition: counts agree, numbers are finite, errors are not negative; else the cell stops with a message.
public func barChart(
    _ labels: [String], _ values: [Double], errors: [Double]? = nil, start: Double = 0, title: String = "",
    xlabel: String = "", format: String = "%.4f", file: StaticString = #fileID, line: UInt = #line
) -> Figure {
    drawn(file, line) { () throws(PictureError) in
        try BarData(labels, values, errors: errors, start: start, title: title, xlabel: xlabel, format: format).figure
    }
}

/// A bar chart that has been checked.
struct BarData {
    struct Bar {
        let label: String
        let value: Double
        let error: Double?
        /// Value and error in words.
        let number: String
    }

    let bars: [Bar]
    let start: Double
    let title: String
    let xlabel: String
    let axis: AxisScale

    init(
        _ labels: [String], _ values: [Double], errors: [Double]?, start: Double, title: String, xlabel: String,
        format: String
    ) throws(PictureError) {
        func bad(_ argument: String, _ problem: String) -> PictureError {
            PictureError(call: "barChart", argument: argument, problem: problem)
        }
        if values.isEmpty { throw bad("values", "is empty") }
        if labels.count != values.count {
            throw bad("labels", "has \(labels.count) entries for \(values.count) values")
        }
        if let errors, errors.count != values.count {
            throw bad("errors", "has \(errors.count) entries for \(values.count) values")
        }
        if !start.isFinite { throw bad("start", "is \(start); it must be a finite number") }
        if let index = values.firstIndex(where: { !$0.isFinite }) {
            throw bad("values", "holds \(values[index]) for \(labels[index])")
        }
        if let errors, let index = errors.firstIndex(where: { !($0.isFinite && $0 >= 0) }) {
            throw bad("errors", "holds \(errors[index]) for \(labels[index]); an error is a finite number, 0 or more")
        }
        guard isNumberFormat(format) else {
            throw bad("format", "is \"\(format)\"; it must be one printf conversion of a Double, such as %.4f")
        }
        bars = values.indices.map { index in
            let error = errors?[index]
            let number = numberText(values[index], format) + (error.map { " ± " + numberText($0, format) } ?? "")
            return Bar(label: labels[index], value: values[index], error: error, number: number)
        }
        let ends = bars.flatMap { [$0.value - ($0.error ?? 0), $0.value + ($0.error ?? 0)] }
        axis = AxisScale(ends + [start], kind: .linear, wide: true)
        self.start = start
        self.title = title
        self.xlabel = xlabel
    }

    var figure: Figure { Figure(text: BarText(data: self).text, svg: BarSVG(data: self).document) }

    /// A place on the axis; values, errors and ticks all lie on it.
    func place(_ value: Double) -> Double { axis.place(value) ?? 0 }
}

/// Whether `printf` takes exactly one Double for `format`: a wrong one would read memory that is not there.
func isNumberFormat(_ format: String) -> Bool {
    var rest = Substring(format)
    guard rest.popFirst() == "%" else { return false }
    while let next = rest.first, "+- 0#".contains(next) { rest.removeFirst() }
    while let next = rest.first, next.isASCII, next.isNumber || next == "." { rest.removeFirst() }
    guard let conversion = rest.popFirst(), "fFeEgG".contains(conversion) else { return false }
    // Text after the number is welcome, such as a unit; a further conversion is not, but `%%` is a percent sign.
    while let next = rest.popFirst() {
        if next == "%", rest.popFirst() != "%" { return false }
    }
    return true
}
