// swift-tools-version: 6.1
import Foundation
import PackageDescription

/// SwiftParser and SwiftSyntax as the toolchain ships them: linking them takes seconds, building the swift-syntax package
/// takes more than nine minutes on two cores.
let toolchainParser: (compile: [SwiftSetting], link: [LinkerSetting]) = {
    let host = toolchainRoot() + "/lib/swift/host"
    return (
        [.unsafeFlags(["-I", host])],
        [.unsafeFlags(["-L", host, "-lSwiftParser", "-lSwiftSyntax", "-Xlinker", "-rpath", "-Xlinker", host])]
    )
}()

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
        .library(name: "CellRuntime", type: .dynamic, targets: ["CellKit", "LabKit"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .target(name: "CCellHooks"),
        .target(name: "CLinux"),
        .executableTarget(
            name: "cellist-worker", dependencies: ["CCellHooks"], path: "Sources/CellWorker",
            // The cells' libraries find the wrapped names in the executable.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"])]),
        .target(name: "CellKit"),
        .target(name: "LabKit", dependencies: ["CellKit", "COpenBLAS"]),
        .target(name: "Notebook", dependencies: [.product(name: "Yams", package: "Yams")]),
        .target(
            name: "Engine", dependencies: ["CCellHooks", "CLinux", "CellKit", "Notebook"], swiftSettings: toolchainParser.compile,
            linkerSettings: toolchainParser.link),
        .target(
            name: "Checks", dependencies: ["CellKit", "Engine", "Notebook"], swiftSettings: toolchainParser.compile),
        .target(
            name: "Replay", dependencies: ["Checks", "Engine", "Notebook"], swiftSettings: toolchainParser.compile),
        .executableTarget(
            name: "cellist",
            dependencies: [
                "Checks", "Engine", "Notebook", "Replay", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: toolchainParser.compile),
        .testTarget(name: "LabKitTests", dependencies: ["LabKit"]),
        .testTarget(name: "NotebookTests", dependencies: ["Notebook"]),
        .testTarget(name: "ChecksTests", dependencies: ["Checks"], swiftSettings: toolchainParser.compile),
    ]
)
