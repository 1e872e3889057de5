/// What is wrong with one argument of a picture, in the words of the person who called it.
struct PictureError: Error, Hashable, CustomStringConvertible {
    let call: String
    let argument: String
    let problem: String

    var description: String { "\(call): '\(argument)' \(problem)" }
}

/// Draws, or stops the cell with the error's text at the caller's line.
///
/// A picture is drawn in the middle of a lesson, so its calls do not throw: a bad argument is a mistake in
/// the cell, and the session is rolled back as after any trap. `fatalError`, because its text survives a release build.
func drawn<Picture>(
    _ file: StaticString, _ line: UInt, _ draw: () throws(PictureError) -> Picture
) -> Picture {
    do throws(PictureError) {
        return try draw()
    } catch {
        fatalError(error.description, file: file, line: line)
    }
}
