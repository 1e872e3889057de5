import Foundation

/// All that a cell's compilation depends on, as one digest: its texts, the interfaces that it sees, the flags, the libraries
/// that need no linking any more, the toolchain, CellKit's and LabKit's builds.
///
/// Not in it: the session's folder, the notebook's folder, and, for a cell that cannot tell, its file and line.
struct CompileKey: Sendable {
    private let builder: DigestBuilder
    private let place: Place
    /// How far the place matters at least; what the object shows may add to it.
    let binding: PlaceBinding

    func digest(_ binding: PlaceBinding) -> Digest {
        var builder = builder
        builder.add(binding.words(place))
        return builder.digest
    }

    /// The key of something else that is made from the same cell.
    func adding(_ words: [String]) -> CompileKey {
        var builder = builder
        builder.add(words)
        return CompileKey(builder: builder, place: place, binding: .none)
    }

    private init(builder: DigestBuilder, place: Place, binding: PlaceBinding) {
        (self.builder, self.place, self.binding) = (builder, place, binding)
    }

    /// - Returns: nil for a cell that depends on something which cannot be told: a module of neither the session, nor
    ///   Cellist, nor the toolchain.
    init?(_ request: CellCompiler.Request, compiler: CellCompiler, base: DigestBuilder, interfaces: InterfaceIndex) {
        let modules = (request.imports + request.analysis.imports).compactMap { ImportedModule($0)?.name }
        let cells = Set(modules.filter(ImportedModule.isCell))
            .union(interfaces.known(among: request.analysis.identifiers.filter(ImportedModule.isCell)))
        var binding = PlaceBinding(text: request.text)
        for module in modules where !ImportedModule.isCell(module) {
            guard compiler.isTracked(module) else { return nil }
            binding = max(binding, PlaceBinding(importing: module))
        }
        interfaces.note(request.module, imports: cells, binding: PlaceBinding(text: request.text))
        guard let seen = interfaces.closure(of: cells) else { return nil }
        var builder = base
        builder.add(request.module)
        // The place stands in the text's second line; it is added apart, as far as it matters.
        for showsResult in [true, false] {
            builder.add(compiler.text(request, showsResult: showsResult, place: Place(file: "", line: 1)).compiled)
        }
        builder.add(compiler.languageArguments(request, folder: "", moduleCache: ""))
        builder.add(compiler.linkArguments)
        builder.add(request.loadedLibraries.sorted())
        builder.add(seen.interfaces.flatMap { [$0.module, $0.digest.description] })
        self.builder = builder
        place = request.place
        self.binding = max(binding, seen.binding)
    }

    /// What all cells of a session share: computed once, 0.3 ms.
    static func base(toolchain: Toolchain, installation: Installation, memo: Directory?) -> DigestBuilder {
        var builder = DigestBuilder()
        builder.add("cells, form 1")
        let tools = [
            toolchain.frontend, toolchain.linker, toolchain.runtimeObject, toolchain.plugins, toolchain.libraries,
            // Clang modules are made of the system's headers; this one changes with the C library.
            "/usr/include/features.h",
        ]
        for tool in tools { builder.add(FileIdentity.ofTool(tool)) }
        let parts = ["CellKit", "LabKit"].map { "\(installation.modules)/\($0).swiftmodule" }
        let identity = FileIdentity(memo: memo)
        builder.add((parts + [installation.runtimeLibrary]).map { identity.digest(of: $0)?.description ?? "missing" })
        let environment = ProcessInfo.processInfo.environment
        builder.add(Self.heededVariables.map { "\($0)=\(environment[$0] ?? "")" })
        return builder
    }

    /// By these the compiler, its Clang and the linker find other files, or make other code.
    private static let heededVariables = [
        "CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "CCC_OVERRIDE_OPTIONS", "LD_LIBRARY_PATH", "LD_PRELOAD",
        "LIBRARY_PATH", "SDKROOT",
    ]
}
