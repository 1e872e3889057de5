import ArgumentParser
import Engine
import Foundation
import Notebook
import Shell

/// The one place where an error becomes text and an exit code.
enum Failure {
    static let failedCell = ExitCode(1)
    static let interrupted = ExitCode(130)

    /// Runs a verb's work; an error is told on standard error and becomes the exit code that its family has.
    static func reported<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let code as ExitCode {
            throw code
        } catch let error as NotebookError {
            throw report(error.description, code: error.exitCode)
        } catch let error as ShellError {
            throw report(error.description, code: 69)
        } catch let error as EngineError {
            throw report(error.description, code: error.kind == .missing ? 69 : 70)
        }
    }

    private static func report(_ message: String, code: Int32) -> ExitCode {
        FileHandle.standardError.write(Data("cellist: \(message)\n".utf8))
        return ExitCode(code)
    }
}
