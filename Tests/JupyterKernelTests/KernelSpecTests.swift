import Foundation
import Notebook
import TestSupport
import Testing

@testable import JupyterKernel

/// Telling Jupyter of the kernel.
@Suite struct KernelSpecTests {
    private func inFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.path + "/cellist-spec-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }

    private func cellist(_ arguments: String..., in folder: String, _ environment: [String: String] = [:]) throws
        -> ProgramResult
    {
        try RunningProgram(
            BuiltProducts.cellist(), ["kernel"] + arguments, in: folder,
            environment: environment.merging(["CELLIST_CACHE": folder + "/cache"]) { own, _ in own }
        ).finish()
    }

    @Test func placesAreJupyters() throws {
        let user = KernelSpec.Place.user
        #expect(user.folder(environment: ["HOME": "/h"]) == "/h/.local/share/jupyter/kernels")
        #expect(user.folder(environment: ["HOME": "/h", "XDG_DATA_HOME": "/x"]) == "/x/jupyter/kernels")
        #expect(user.folder(environment: ["HOME": "/h", "JUPYTER_DATA_DIR": "/j"]) == "/j/kernels")
        #expect(KernelSpec.Place.prefix("/p/").folder() == "/p/share/jupyter/kernels")
        #expect(throws: KernelError.self) { try KernelSpec.Place.activeEnvironment([:]) }
        #expect(try KernelSpec.Place.activeEnvironment(["VIRTUAL_ENV": "/v"]).folder() == "/v/share/jupyter/kernels")
    }

    @Test func itIsInstalledAndRemoved() throws {
        try inFolder { folder in
            let place = ["--prefix", folder]
            #expect(try cellist("install", place[0], place[1], "--timeout", "20", in: folder).exitCode == 0)
            let kernel = folder + "/share/jupyter/kernels/cellist"
            let text = try String(contentsOfFile: kernel + "/kernel.json", encoding: .utf8)
            let spec = try #require(JSON(text: text)?.object)
            let words = try #require(spec["argv"]?.array?.map(\.string))
            let program = try BuiltProducts.cellist()
            #expect(words == [program, "kernel", "--timeout", "20.0", "{connection_file}"])
            #expect(spec["display_name"] == .string("Swift (Cellist)") && spec["language"] == .string("swift"))
            #expect(spec["interrupt_mode"] == .string("message"))
            #expect(spec["env"]?.object?["CELLIST_CACHE"] == .string(folder + "/cache"))
            #expect(try cellist("uninstall", place[0], place[1], in: folder).exitCode == 0)
            #expect(!FileManager.default.fileExists(atPath: kernel))
            #expect(try cellist("uninstall", place[0], place[1], in: folder).exitCode == 64)
        }
    }

    @Test func wrongUsageIsToldAndNothingIsWritten() throws {
        try inFolder { folder in
            #expect(try cellist("install", "--user", "--sys-prefix", in: folder).exitCode == 64)
            #expect(try cellist("install", "--name", "../x", in: folder).exitCode == 64)
            let none = try cellist("install", "--sys-prefix", in: folder, ["VIRTUAL_ENV": "", "CONDA_PREFIX": ""])
            #expect(none.exitCode == 64 && none.err.contains("--prefix"))
            let file = folder + "/file"
            _ = FileManager.default.createFile(atPath: file, contents: nil)
            #expect(try cellist("install", "--prefix", file, in: folder).exitCode == 73)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
        }
    }
}
