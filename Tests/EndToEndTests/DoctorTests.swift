import Foundation
import TestSupport
import Testing

@Suite struct DoctorTests {
    private struct Report: Decodable {
        struct Finding: Decodable {
            var name: String
            var status: String
            var advice: String?
        }
        struct Cache: Decodable {
            var entries: Int
            var bytes: Int
            var bound: Int
            var hits: Int
            var misses: Int
        }
        var ok: Bool
        var findings: [Finding]
        var cache: Cache?
    }

    private func report(_ arguments: [String], _ environment: [String: String]) throws -> (Report, Int32?) {
        let result = try RunningProgram(
            BuiltProducts.cellist(), ["doctor", "--json"] + arguments, in: Fixture.folder, environment: environment
        ).finish()
        return (try JSONDecoder().decode(Report.self, from: result.stdout), result.exitCode)
    }

    @Test func allIsWellWhereTheTestsRunAndACellHasRun() throws {
        let (report, code) = try report([], [:])
        #expect(report.ok && code == 0)
        #expect(report.findings.contains { $0.name == "a cell" && $0.status == "ok" })
        #expect(report.cache == nil)
    }

    @Test func theCacheIsCountedAndCleared() throws {
        try CacheBench.with { bench in
            _ = try bench.play(CacheTroubleTests.notebook)
            _ = try bench.play(CacheTroubleTests.notebook, environment: ["CELLIST_CACHE_SIZE": "1M"])
            let (full, _) = try report([], bench.environment(["CELLIST_CACHE_SIZE": "1M"]))
            let cache = try #require(full.cache)
            #expect(cache.entries == 3 && cache.hits == 3 && cache.misses == 3 && cache.bound == 1 << 20)
            #expect(try cache.bytes == bench.entries().map(CacheBench.size).reduce(0, +))
            let (cleared, code) = try report(["--clear-cache"], bench.environment())
            let empty = try #require(cleared.cache)
            #expect(code == 0 && empty.entries == 0 && empty.bytes == 0 && empty.hits == 0 && empty.misses == 0)
            _ = try bench.toolchain.takeStarts()
            #expect(try bench.play(CacheTroubleTests.notebook).starts.compiler == 3)
        }
    }

    @Test func aMissingToolIsNamedWithAdviceAndTheExitCodeSaysSo() throws {
        try CacheBench.with { bench in
            try FileManager.default.removeItem(atPath: bench.toolchain.root + "/bin/ld.lld")
            let (report, code) = try report([], bench.environment())
            let linker = report.findings.first { $0.name == "linker" }
            #expect(code == 69 && !report.ok)
            #expect(linker?.status == "missing" && linker?.advice?.contains("swift.org") == true)
            #expect(!report.findings.contains { $0.name == "a cell" })
        }
    }
}
