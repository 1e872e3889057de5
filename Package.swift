// swift-tools-version: 6.1
import Foundation
import PackageDescription

/// SwiftParser and SwiftSyntax as the toolchain ships them: linking them takes seconds, building the swift-syntax package
/// takes more than nine minutes on two cores. Whatever imports Engine sees them too, if only to find them unused.
let hostModules = toolchainRoot() + "/lib/swift/host"
let seesParser: [SwiftSetting] = [.unsafeFlags(["-I", hostModules])]
let linksParser: [LinkerSetting] = [
    .unsafeFlags([
        "-L", hostModules, "-lSwiftIDEUtils", "-lSwiftParser", "-lSwiftSyntax", "-Xlinker", "-rpath", "-Xlinker",
        hostModules,
    ])
]

/// The folder with `bin` and `lib` of the toolchain that builds this package.
func toolchainRoot() -> String {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["CELLIST_TOOLCHAIN"] { return named }
    for folder in (environment["PATH"] ?? "").split(separator: ":") {
        let swift = URL(fileURLWithPath: "\(folder)/swift").resolvingSymlinksInPath()
        let root = swift.deletingLastPathComponent().deletingLastPathComponent().path
        if FileManager.default.fileExists(atPath: root + "/lib/swift/host/libSwiftParser.so") { return root }
    }
    return "/usr"
}

let package = Package(
    name: "cellist",
    products: [
        .executable(name: "cellist", targets: ["cellist"]),
        // Loaded by the worker, found by cells: one library, since a Swift module must not exist twice in a process.
        .library(name: "CellRuntime", type: .dynamic, targets: ["CellKit", "LabKit"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // The command line and the rooms below it, each importing only those below it (see Docs/architecture.md).
        .executableTarget(
            name: "cellist",
            dependencies: [
                "CellSyntax", "Checks", "Engine", "Grading", "JupyterKernel", "Notebook", "Pages", "Replay", "Reports",
                "Shell",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: seesParser),
        .target(
            name: "Replay", dependencies: ["CellKit", "CellSyntax", "Checks", "Engine", "Notebook", "Reports"],
            swiftSettings: seesParser),
        .target(
            name: "Reports",
            dependencies: [
                "Checks", "Engine", "Notebook", "Pages", .product(name: "Mustache", package: "swift-mustache"),
            ], swiftSettings: seesParser),
        .target(
            name: "Pages",
            dependencies: [
                "CCommonMark", "CellSyntax", "Notebook", .product(name: "Mustache", package: "swift-mustache"),
            ], swiftSettings: seesParser),
        .target(
            name: "Grading",
            dependencies: [
                "CArchive", "CellKit", "CellSyntax", "Checks", "Engine", "Notebook", "Pages", "Replay", "Reports",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Mustache", package: "swift-mustache"),
            ], swiftSettings: seesParser),
        .target(
            name: "Shell",
            dependencies: ["CReadline", "CellSyntax", "Checks", "Engine", "Notebook", "Replay", "Reports"],
            swiftSettings: seesParser),
        .target(
            name: "JupyterKernel",
            dependencies: [
                "CLinux", "CZeroMQ", "CellSyntax", "Checks", "Engine", "Notebook", "Replay",
                .product(name: "Crypto", package: "swift-crypto"),
            ], swiftSettings: seesParser),
        .systemLibrary(name: "CZeroMQ"),
        .systemLibrary(name: "CReadline"),
        .systemLibrary(name: "CArchive"),
        .target(name: "Checks", dependencies: ["CellKit", "Engine", "Notebook"], swiftSettings: seesParser),
        .target(
            name: "Engine",
            dependencies: [
                "CCellHooks", "CLinux", "CellKit", "CellSyntax", "Notebook",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: seesParser,
            linkerSettings: linksParser),
        .target(name: "CellSyntax", dependencies: ["Notebook"], swiftSettings: seesParser, linkerSettings: linksParser),
        .systemLibrary(name: "CCommonMark"),
        .target(name: "Notebook", dependencies: [.product(name: "Yams", package: "Yams")]),
        .target(
            name: "LabKit", dependencies: ["CellKit", "LabKernels"], exclude: ["LabKit.docc"],
            // Declares its C functions itself, so that cells need no C module to import it.
            swiftSettings: [
                .enableExperimentalFeature("Extern"), .unsafeFlags(["-enforce-exclusivity=unchecked"]),
            ],
            linkerSettings: [
                .linkedLibrary("openblas"), .linkedLibrary("mvec"), .linkedLibrary("m"), .linkedLibrary("z"),
            ]),
        .target(name: "LabKernels", cSettings: [.unsafeFlags(["-O3", "-fno-math-errno"])]),
        .target(name: "CellKit"),
        .executableTarget(
            name: "cellist-worker", dependencies: ["CCellHooks"], path: "Sources/CellWorker",
            cSettings: [.unsafeFlags(["-fvisibility=hidden"])],
            // The cells' libraries find the wrapped names in the executable.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"])]),
        .target(name: "CCellHooks"),
        .target(name: "CLinux"),

        .executableTarget(
            name: "session-bench", dependencies: ["Engine"], path: "Benchmarks/Session", swiftSettings: seesParser),

        .testTarget(name: "LabKitTests", dependencies: ["LabKit"], exclude: ["Golden"]),
        .testTarget(name: "NotebookTests", dependencies: ["Notebook"], exclude: ["Fixtures"]),
        .testTarget(name: "ChecksTests", dependencies: ["Checks"], swiftSettings: seesParser),
        .testTarget(name: "CellSyntaxTests", dependencies: ["CellSyntax"], swiftSettings: seesParser),
        .testTarget(name: "PagesTests", dependencies: ["Pages"], swiftSettings: seesParser),
        .testTarget(
            name: "ShellTests", dependencies: ["Shell", "TestSupport", "cellist", "cellist-worker"],
            swiftSettings: seesParser),
        .testTarget(
            name: "JupyterKernelTests",
            dependencies: ["CZeroMQ", "JupyterKernel", "TestSupport", "cellist", "cellist-worker"],
            swiftSettings: seesParser),
        .testTarget(
            name: "GradingTests",
            dependencies: [
                "Grading", "TestSupport", "cellist", "cellist-worker", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Fixtures"], swiftSettings: seesParser),
        .testTarget(name: "ReportsTests", dependencies: ["Reports"], swiftSettings: seesParser),
        .testTarget(name: "EngineTests", dependencies: ["Engine", "TestSupport"], swiftSettings: seesParser),
        // Run the built cellist on notebooks. They find it, its worker and its modules beside the test bundle.
        .testTarget(
            name: "EndToEndTests", dependencies: ["TestSupport", "cellist", "cellist-worker"], exclude: ["Fixtures"],
            swiftSettings: seesParser),
        .target(name: "TestSupport", dependencies: ["CLinux"], path: "Tests/TestSupport", exclude: ["Tools"]),
    ]
)
