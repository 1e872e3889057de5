// swift-tools-version: 6.1
import PackageDescription

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
        .target(name: "CellKit"),
        .target(name: "LabKit", dependencies: ["CellKit", "COpenBLAS"]),
        .target(name: "Notebook", dependencies: [.product(name: "Yams", package: "Yams")]),
        .target(name: "Engine", dependencies: ["CellKit", "Notebook"]),
        .target(name: "Checks", dependencies: ["CellKit", "Engine", "Notebook"]),
        .target(name: "Reports", dependencies: ["Checks", "Engine", "Notebook"]),
        .testTarget(name: "LabKitTests", dependencies: ["LabKit"]),
        .testTarget(name: "NotebookTests", dependencies: ["Notebook"], exclude: ["Fixtures"]),
        .testTarget(name: "ChecksTests", dependencies: ["Checks"]),
        .testTarget(name: "ReportsTests", dependencies: ["Reports"]),
    ]
)
