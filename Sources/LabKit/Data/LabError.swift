/// What is wrong with one argument of a call, in the words of the person who called it.
struct LabError: Error, Hashable, CustomStringConvertible {
    let call: String
    let argument: String
    let problem: String

    init(_ call: String, _ argument: String, _ problem: String) {
        (self.call, self.argument, self.problem) = (call, argument, problem)
    }

    var description: String { "\(call): '\(argument)' \(problem)" }
}

/// Computes, or stops the cell with the error's text at the caller's line.
///
/// A bad argument is a mistake in the cell: nothing that a `catch` could mend. `fatalError`, because its text survives a
/// release build; the session is rolled back as after any trap.
func checked<Value: ~Copyable>(
    _ file: StaticString, _ line: UInt, _ compute: () throws(LabError) -> Value
) -> Value {
    do throws(LabError) {
        return try compute()
    } catch {
        fatalError(error.description, file: file, line: line)
    }
}
