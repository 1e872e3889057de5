import ArgumentParser
import CellSyntax
import Engine
import Foundation
import Grading
import JupyterKernel
import Notebook
import Replay
import Shell

/// The one place where an error becomes text and an exit code.
enum Failure {
    static let failedCell = ExitCode(1)
    static let interrupted = ExitCode(130)

    /// Runs a verb's work; an error is told on standard error and becomes the exit code that its family has.
    static func reported<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch {
            throw report(error)
        }
    }

    /// Tells of an error; its exit code.
    static func report(_ error: any Error) -> any Error {
        switch error {
        case let error as NotebookError: tell(error.description, code: error.exitCode)
        case let error as EngineError: tell(error.description, code: error.kind == .missing ? 69 : 70)
        // A value from the command line is wrong usage, one from a file is bad data.
        case let error as ParameterError: tell(error.description, code: error.place == nil ? 64 : 65)
        case let error as ReplayError: tell(error.description, code: 64)
        case let error as KernelError: tell(error.description, code: error.exitCode)
        case let error as SandboxError: tell(error.description, code: 69)
        case let error as GradingError: tell(error.description, code: 65)
        case let error as AssignError: tell(error.description, code: failedCell.rawValue)
        case let error as ShellError: tell(error.description, code: 69)
        default: error
        }
    }

    private static func tell(_ message: String, code: Int32) -> ExitCode {
        FileHandle.standardError.write(Data("cellist: \(message)\n".utf8))
        return ExitCode(code)
    }
}
