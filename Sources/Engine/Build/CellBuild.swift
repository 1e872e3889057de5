import Foundation

/// Compiles cells one after another, each against those before it, without running any; and other texts in place of single
/// ones.
///
/// ```swift
/// let build = try CellBuild()
/// let first = try build.add(CellSource(id: "a", text: "let a = 1")).get()
/// let session = try Session()
/// _ = try session.run(first)
/// ```
public final class CellBuild {
    private let toolchain: Toolchain
    private let installation: Installation
    private let scratch: Scratch
    private let compiler: CellCompiler
    private let cancellation = Cancellation()
    private var names = NameTable()
    /// The names and the modules that other texts see: all but hidden cells'.
    private var openNames = NameTable()
    private var openModules: [String] = []
    private var libraries: Set<String> = []
    private var marks: InterfaceMarks = [:]
    private var number = 0
    private var probes = 0
    private var sites: [String: Site] = [:]
    /// What the cells and the readers of values use of others.
    private var used: Set<String> = []
    /// Classes that cells inherit from.
    private var subclassed: Set<String> = []

    /// Why a cell was not compiled, as a session would tell it.
    public struct Failure: Error, Sendable {
        public var outcome: Outcome
    }

    /// Where a cell stands, for another text in its place.
    private struct Site: Sendable {
        var number: Int
        var imports: NameTable
        var libraries: Set<String>
        /// What the cell links, which another text in its place will most likely, too.
        var links: [LinkedLibrary] = []
        /// The interfaces of the cells before it.
        var interfaces: String
        var exports: Set<String>
        var layouts: [String: TypeLayout] = [:]
    }

    /// - Throws: ``EngineError`` when a tool is missing.
    public init(cache: SessionConfiguration.Cache = .standard) throws {
        toolchain = try Toolchain.find()
        installation = try Installation.find()
        scratch = try Scratch()
        (compiler, _) = CellCompiler.make(
            SessionConfiguration(cache: cache), toolchain, installation, folder: scratch.path)
    }

    deinit { scratch.remove() }

    /// Compiles the next cell; later ones see what it makes.
    ///
    /// - Parameters:
    ///   - keepsSite: another text may be compiled in its place later.
    ///   - isHidden: other texts do not see its names, nor its interface.
    /// - Throws: ``EngineError`` when the machine fails.
    public func add(
        _ cell: CellSource, keepsSite: Bool = false, isHidden: Bool = false
    ) throws -> Result<CompiledCell, Failure> {
        number += 1
        probes = 0
        let plan = CellPlan(cell, number: number, names: names, loadedLibraries: libraries)
        var site = Site(number: number, imports: openNames, libraries: libraries, interfaces: "", exports: [])
        if keepsSite { site.interfaces = try copyInterfaces() }
        switch try compiler.compile(plan.request, cancellation: cancellation) {
        case .failure(let failure): return .failure(Failure(outcome: Outcome(failure: failure, cell: cell)))
        case .success(let product):
            libraries.formUnion(product.libraries)
            site.links = product.links
            let file = try ELFFile(path: product.library)
            site.exports = Set(file?.definedSymbols ?? [])
            used.formUnion(file?.undefinedSymbols ?? [])
            site.layouts = try TypeLayout.all(in: product.library, text: cell.text)
            subclassed.formUnion(TypeLayout.superclasses(of: site.layouts))
            if keepsSite { sites[cell.id ?? ""] = site }
            try take(plan.request, cell: cell.id ?? CellRecord.label(number))
            if !isHidden {
                openNames.commit(plan.request.analysis, module: plan.request.module, cell: cell.id ?? "")
                openModules.append(plan.request.module)
            }
            return .success(CompiledCell(source: cell, request: plan.request, product: product))
        }
    }

    private func take(_ request: CellCompiler.Request, cell: String) throws {
        let change = names.commit(request.analysis, module: request.module, cell: cell)
        for gone in change.givingWay { marks[gone.module, default: []].insert(gone.declaration.offset) }
        for module in Set(change.givingWay.map(\.module)) {
            guard let earlier = requests[module] else { continue }
            try compiler.rewriteInterface(earlier, replaced: marks[module] ?? [], cancellation: cancellation)
        }
        requests[request.module] = request
    }

    private var requests: [String: CellCompiler.Request] = [:]

    /// A cell of the engine's own that reads the values of these expressions as things stand after the last cell.
    ///
    /// - Returns: nil where one of them does not compile there.
    public func probe(_ expressions: [String], timeLimit: Duration = .seconds(30)) throws -> CompiledCell? {
        probes += 1
        let text = expressions.map(Session.probe).joined(separator: "\n")
        let cell = CellSource(text: text, file: "check", timeLimit: timeLimit)
        let plan = CellPlan(
            cell, number: number + probes * 1_000_000, names: names, loadedLibraries: libraries)
        guard case .success(let product) = try compiler.compile(plan.request, cancellation: cancellation) else {
            return nil
        }
        used.formUnion(try ELFFile(path: product.library)?.undefinedSymbols ?? [])
        return CompiledCell(source: cell, request: plan.request, product: product)
    }

    // MARK: Other texts in place of a cell

    /// Compiles another text in place of a cell that was added with `keepsSite`: as that cell was, against the cells before it, under
    /// its name. Its library shows to others what that cell's shows, and nothing else.
    ///
    /// - Parameters:
    ///   - folder: where its files go.
    ///   - timeLimit: for the compiler and the linker.
    ///   - launcher: how these are started.
    public func compile(
        _ text: CellSource, inPlaceOf cell: String, folder: String, timeLimit: Duration, launcher: Launcher
    ) throws -> Result<CompiledCell, Failure> {
        guard let site = sites[cell] else { throw EngineError(.system, "'\(cell)' was not kept open for other texts") }
        let plan = CellPlan(text, number: site.number, names: site.imports, loadedLibraries: site.libraries)
        var compiler = CellCompiler(
            toolchain: toolchain, installation: installation, folder: folder, launcher: launcher,
            moduleCache: self.compiler.moduleCache)
        compiler.timeLimit = timeLimit
        compiler.interfaces = site.interfaces
        compiler.exports = site.exports
        if launcher.isConfined { compiler.likelyLinks = site.links }
        let compiled = try compiler.compile(plan.request, cancellation: cancellation)
        switch compiled {
        case .failure(let failure): return .failure(Failure(outcome: Outcome(failure: failure, cell: text)))
        case .success(let product):
            var compiled = CompiledCell(source: text, request: plan.request, product: product)
            compiled.foreignConformances = try ForeignConformance.all(
                in: compiler.path(plan.request, ".o"), of: plan.request.module)
            let offered = Set(try ELFFile(path: product.library)?.definedSymbols ?? [])
            compiled.missing = site.exports.intersection(used).subtracting(offered).compactMap(Demangler.declaration)
                .sorted()
            compiled.layoutDifferences = TypeLayout.differences(
                from: site.layouts,
                in: try TypeLayout.all(in: product.library, text: text.text, among: Set(site.layouts.keys)),
                subclassed: subclassed
            )
            return .success(compiled)
        }
    }

    /// Has the modules that cells may import read once, so that a confined compiler need not, which may not keep what it read.
    public func readUsualModules() throws {
        let modules = ["Foundation", "Glibc", "LabKit", "Dispatch", "Synchronization", "RegexBuilder", "Observation"]
        let text = modules.map { "import \($0)" }.joined(separator: "\n")
        let plan = CellPlan(CellSource(text: text), number: 999_999, names: NameTable(), loadedLibraries: [])
        _ = try CellCompiler(
            toolchain: toolchain, installation: installation, folder: scratch.path, moduleCache: compiler.moduleCache
        ).compile(plan.request, cancellation: cancellation)
        // Nothing of anyone's is in there, and what is confined may be another user.
        let folders = try FileManager.default.contentsOfDirectory(atPath: compiler.moduleCache)
        for folder in [""] + folders.filter({ !$0.contains(".") }) { chmod("\(compiler.moduleCache)/\(folder)", 0o755) }
    }

    private func copyInterfaces() throws -> String {
        let folder = "\(scratch.path)/before-\(number)"
        let files = FileManager.default
        try files.createDirectory(atPath: folder, withIntermediateDirectories: false)
        for module in openModules {
            try files.copyItem(
                atPath: "\(scratch.path)/\(module).swiftmodule", toPath: "\(folder)/\(module).swiftmodule")
        }
        return folder
    }
}
