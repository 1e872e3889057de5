import Foundation
import Synchronization

/// A cell that is being compiled on a thread of its own while the one before it runs.
final class CompileAhead: Sendable {
    typealias Compiled = Result<CellCompiler.Product, CellCompiler.CompileFailure>

    private let request: CellCompiler.Request
    private let result = Mutex<Result<Compiled, any Error>?>(nil)
    private let finished = Cancellation()
    private let cancellation = Cancellation()

    init(_ request: CellCompiler.Request, compiler: CellCompiler) {
        self.request = request
        Thread.detachNewThread { [self] in
            let compiled = Result { try compiler.compile(request, cancellation: cancellation) }
            result.withLock { $0 = compiled }
            finished.cancel()
        }
    }

    /// What came out, if it is what is wanted now: the cell before may have failed, and left other names than it would have.
    ///
    /// - Returns: nil when the cell must be compiled after all; nothing is under way then any more.
    func take(for wanted: CellCompiler.Request, cancellation user: Cancellation) throws -> Compiled? {
        guard request.isSame(as: wanted) else {
            try abandon()
            return nil
        }
        let ready = try waitForInput([finished.descriptor, user.descriptor], until: nil)
        if ready.contains(1), !ready.contains(0) { try abandon() }
        return try result.withLock { $0 }?.get()
    }

    /// Ends it, and returns when it has ended: its files have the names of those that the next compilation makes.
    func abandon() throws {
        cancellation.cancel()
        _ = try waitForInput([finished.descriptor], until: nil)
    }
}

extension CellCompiler.Request {
    fileprivate func isSame(as other: Self) -> Bool {
        text == other.text && number == other.number && imports == other.imports && place == other.place
            && loadedLibraries == other.loadedLibraries && tellsPrints == other.tellsPrints
    }
}
