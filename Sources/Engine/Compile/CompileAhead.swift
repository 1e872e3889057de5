import Foundation

/// Cells that are compiled on threads of their own before their turn comes.
///
/// A cell's text needs the interfaces of the cells that it uses, and none of them need have run: cells that use others than
/// each other are compiled at the same time.
final class CompileAhead: @unchecked Sendable {
    typealias Compiled = Result<CellCompiler.Product, CellCompiler.CompileFailure>

    /// How many cells may wait or be ready: a failed one makes those after it worthless.
    static let window = 8

    private final class Entry {
        let plan: CellPlan
        /// Cells in the queue whose interfaces it reads.
        let needs: [Entry]
        let finished = Cancellation()
        var hasBegun = false
        var result: Result<Compiled, any Error>?

        init(_ plan: CellPlan, needs: [Entry]) {
            self.plan = plan
            self.needs = needs
        }

        var product: CellCompiler.Product? { try? result?.get().get() }
        var canBegin: Bool { !hasBegun && needs.allSatisfy { $0.product != nil } }
    }

    private let compiler: CellCompiler
    private let mostThreads = max(1, ProcessInfo.processInfo.activeProcessorCount)
    /// Guards all that follows; told when a cell has been compiled.
    private let lock = NSCondition()
    private var entries: [Entry] = []
    private var threads = 0
    private var cancellation = Cancellation()

    init(_ compiler: CellCompiler) { self.compiler = compiler }

    var isEmpty: Bool { lock.withLock { entries.isEmpty } }

    /// Puts cells behind those that are there, as far as it is known what they will see.
    ///
    /// - Parameters:
    ///   - plan: the cell whose turn it is, the queue's first or the one taken from it last.
    ///   - product: what came of that one, if it has been compiled.
    ///   - cells: those after it, the queue's own among them.
    func extend(after plan: CellPlan, _ product: CellCompiler.Product?, with cells: [CellSource]) {
        lock.withLock {
            if product == nil, entries.isEmpty { append(plan) }
            let present = entries.count - (product == nil ? 1 : 0)
            var last = entries.last?.plan ?? plan
            for cell in cells.prefix(Self.window).dropFirst(present) {
                guard let names = last.namesAfter,
                    let libraries = last.librariesAfter(entries.last.map(\.product) ?? product)
                else { return }
                last = CellPlan(cell, number: last.request.number + 1, names: names, loadedLibraries: libraries)
                append(last)
            }
        }
    }

    private func append(_ plan: CellPlan) {
        let modules = plan.request.importedCells
        let entry = Entry(plan, needs: entries.filter { modules.contains(Substring($0.plan.request.module)) })
        entries.append(entry)
        if entry.canBegin { startThread() }
    }

    /// What came of a cell, if it is the one that was expected: an earlier one may have failed, and left other names than it would
    /// have.
    ///
    /// - Returns: nil when the cell must be compiled after all; nothing is under way then any more.
    func take(_ wanted: CellCompiler.Request, cancellation user: Cancellation) throws -> Compiled? {
        guard let first = lock.withLock({ entries.first }) else { return nil }
        guard first.plan.request.isSame(as: wanted) else {
            abandon()
            return nil
        }
        let ready = try waitForInput([first.finished.descriptor, user.descriptor], until: nil)
        if ready.contains(1), !ready.contains(0) { abandon() }
        return try lock.withLock {
            entries.removeAll { $0 === first }
            return try first.result?.get() ?? .failure(.init(diagnostics: [], wasCancelled: true))
        }
    }

    /// Ends all of it, and returns when it has ended: its files have the names of those that later compilations make.
    func abandon() {
        lock.withLock {
            cancellation.cancel()
            entries = []
            while threads > 0 { lock.wait() }
            cancellation = Cancellation()
        }
    }

    // MARK: Threads

    private func startThread() {
        guard threads < mostThreads else { return }
        threads += 1
        Thread.detachNewThread { [self] in
            while compileNext() {}
        }
    }

    /// One cell's compilation; false when there is nothing to do now.
    private func compileNext() -> Bool {
        lock.lock()
        defer { lock.unlock() }
        guard let entry = entries.first(where: \.canBegin) else {
            threads -= 1
            lock.broadcast()
            return false
        }
        entry.hasBegun = true
        let cancellation = cancellation
        lock.unlock()
        let result = Result { try compiler.compile(entry.plan.request, cancellation: cancellation) }
        lock.lock()
        entry.result = result
        entry.finished.cancel()
        // Others may have waited for its interface: this thread goes on with the first of them.
        for _ in entries.filter(\.canBegin).dropFirst() { startThread() }
        return true
    }
}

extension CellPlan {
    /// The libraries that will be in the worker after the cell.
    ///
    /// - Parameter product: what came of it; without it only a cell that imports nothing new tells.
    fileprivate func librariesAfter(_ product: CellCompiler.Product?) -> Set<String>? {
        if let product { return request.loadedLibraries.union(product.libraries) }
        return importsNothingNew ? request.loadedLibraries : nil
    }
}

extension CellCompiler.Request {
    fileprivate func isSame(as other: Self) -> Bool {
        text == other.text && number == other.number && imports == other.imports && place == other.place
            && loadedLibraries == other.loadedLibraries && tellsPrints == other.tellsPrints
    }

    /// The modules of earlier cells that it sees.
    fileprivate var importedCells: Set<Substring> {
        Set(imports.compactMap { $0.firstMatch(of: #/\bCell[0-9]+\b/#)?.output })
    }
}
