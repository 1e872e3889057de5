import Foundation

/// Looks at all that running a cell needs, from the compiler to a cell that has run.
public struct Doctor {
    private let environment = ProcessInfo.processInfo.environment

    public init() {}

    public func examine() -> DoctorReport {
        let (toolchain, tools) = examineToolchain()
        let (installation, parts) = examineInstallation()
        var findings = tools + parts + SystemPackage.all.map(\.finding) + [temporaryFolder, sandbox]
        let (cache, cacheFinding) = examineCache()
        findings.append(cacheFinding)
        if toolchain != nil, installation != nil { findings.append(runCell()) }
        return DoctorReport(findings: findings, cache: cache)
    }

    /// Removes all compiled cells.
    ///
    /// - Returns: what there was; nil where there is no cache.
    /// - Throws: ``EngineError`` when its folder cannot be read or is not the user's own.
    public func clearCache() throws -> CacheStatus? {
        guard let (status, store, counts) = try openCache() else { return nil }
        _ = store.clear()
        for name in counts.names() { counts.remove(name) }
        return status
    }

    // MARK: Parts

    private func examineToolchain() -> (Toolchain?, [DoctorReport.Finding]) {
        do {
            let toolchain = try Toolchain.find()
            let version = toolchain.versionLine
            let reinstall = "Install the whole of Swift 6.3 from https://www.swift.org/install/linux."
            let tools = [
                ("compiler", toolchain.frontend, Int32(X_OK)), ("linker", toolchain.linker, Int32(X_OK)),
                ("symbolizer", toolchain.symbolizer, Int32(X_OK)),
                ("runtime object", toolchain.runtimeObject, Int32(R_OK)),
            ]
            let findings = tools.map { name, path, mode in
                access(path, mode) == 0
                    ? DoctorReport.Finding(name, .ok, path)
                    : DoctorReport.Finding(name, .missing, "there is no \(path)", advice: reinstall)
            }
            let kit = DoctorReport.Finding(
                "completion", isServing(toolchain) ? .ok : .absent,
                isServing(toolchain)
                    ? toolchain.sourceKit : "\(toolchain.sourceKit) does not answer: Tab knows only names",
                advice: reinstall)
            let found = DoctorReport.Finding(
                "toolchain", version == nil ? .missing : .ok,
                version.map { "\($0), in \(toolchain.root)" } ?? "\(toolchain.frontend) does not run",
                advice: reinstall)
            return (findings.allSatisfy { $0.status == .ok } ? toolchain : nil, [found] + findings + [kit])
        } catch {
            return (nil, [finding("toolchain", error)])
        }
    }

    /// Whether SourceKit can be loaded.
    private func isServing(_ toolchain: Toolchain) -> Bool {
        do {
            let process = try SourceKitProcess(toolchain: toolchain, installation: .find())
            try process.awaitReady(toolchain: toolchain)
            return true
        } catch {
            return false
        }
    }

    private func examineInstallation() -> (Installation?, [DoctorReport.Finding]) {
        do {
            let installation = try Installation.find()
            return (
                installation,
                [
                    DoctorReport.Finding("worker", .ok, installation.worker),
                    DoctorReport.Finding("library", .ok, installation.runtimeLibrary),
                    DoctorReport.Finding("modules", .ok, installation.modules),
                ]
            )
        } catch {
            return (nil, [finding("installation", error)])
        }
    }

    /// A notebook of some hundred cells takes 50 MB there.
    private var temporaryFolder: DoctorReport.Finding {
        let path = environment["TMPDIR"] ?? "/tmp"
        let advice = "Make room there, or set TMPDIR to a folder on another disk."
        var about = statvfs()
        guard statvfs(path, &about) == 0, access(path, W_OK) == 0 else {
            return DoctorReport.Finding("temporary folder", .missing, "\(path) cannot be written", advice: advice)
        }
        let free = Int(about.f_bavail) * Int(about.f_frsize)
        return DoctorReport.Finding(
            "temporary folder", free >= 100 << 20 ? .ok : .missing, "\(path), \(free.asBytes) free", advice: advice)
    }

    private var sandbox: DoctorReport.Finding {
        let advice = "To run other people's cells apart from your files: apt-get install bubblewrap"
        let places: [String] = (environment["PATH"] ?? "").split(separator: ":").map { $0 + "/bwrap" }
        guard let path = places.first(where: { access($0, X_OK) == 0 }) else {
            return DoctorReport.Finding("sandbox", .absent, "there is no bwrap on the PATH", advice: advice)
        }
        guard ChildProcess.output(of: path, ["--ro-bind", "/", "/", "--unshare-all", "/bin/true"]) != nil else {
            return DoctorReport.Finding(
                "sandbox", .absent, "\(path) does not start here",
                advice:
                    "Allow user namespaces: sysctl -w kernel.unprivileged_userns_clone=1, or a container that has them."
            )
        }
        return DoctorReport.Finding("sandbox", .ok, path)
    }

    private func examineCache() -> (CacheStatus?, DoctorReport.Finding) {
        do {
            guard let status = try openCache()?.status else {
                return (nil, DoctorReport.Finding("cache", .absent, "switched off", advice: "Unset CELLIST_CACHE."))
            }
            let uses = status.hits + status.misses
            let share = uses == 0 ? "" : ", \(status.hits) of \(uses) cells came from it"
            return (
                status,
                DoctorReport.Finding(
                    "cache", .ok,
                    "\(status.folder), \(status.entries) cells, \(status.bytes.asBytes) of \(status.bound.asBytes)\(share)"
                )
            )
        } catch {
            return (nil, DoctorReport.Finding("cache", .absent, "\(error)"))
        }
    }

    private func openCache() throws -> (status: CacheStatus, store: CacheStore, counts: Directory)? {
        let location = CacheLocation(.standard, environment: environment)
        guard let base = location.folder else { return nil }
        let store = CacheStore(folder: try Directory(trusted: base + "/cells"), bound: location.bound)
        let files = try Directory(trusted: base + "/files")
        let sum = Tally(folder: files, name: CellCache.countsName).sum ?? Tally.Sum()
        let contents = store.contents()
        let status = CacheStatus(
            folder: base + "/cells", entries: contents.entries, bytes: contents.bytes, bound: location.bound,
            hits: sum.first, misses: sum.second)
        return (status, store, files)
    }

    /// The whole way: text, compiler, linker, worker, result. Not from the cache, which would show less.
    private func runCell() -> DoctorReport.Finding {
        do {
            let session = try Session(configuration: SessionConfiguration(cache: .off))
            defer { session.close() }
            let outcome = try session.run(CellSource(text: "import LabKit\nprint(\"ok\")\narange(4).sum()"))
            let printed = String(decoding: outcome.stdout, as: UTF8.self)
            if outcome.status == .ok, printed == "ok\n", outcome.result?.text == "6.0" {
                return DoctorReport.Finding("a cell", .ok, String(format: "ok, in %.2f s", outcome.seconds))
            }
            let words = outcome.error.map { "\($0.name): \($0.message)" } ?? "printed '\(printed)'"
            return DoctorReport.Finding(
                "a cell", .missing, words, advice: "Build and install Cellist anew with this toolchain: 'make install'."
            )
        } catch {
            return finding("a cell", error)
        }
    }

    // MARK: Means

    private func finding(_ name: String, _ error: any Error) -> DoctorReport.Finding {
        let error = error as? EngineError
        return DoctorReport.Finding(name, .missing, error?.message ?? "not found", advice: error?.advice)
    }

    /// What a program prints; nil when it does not start or fails.
}

extension Int {
    /// `1.5 GB`, as a disk's size is written.
    fileprivate var asBytes: String {
        let units = ["bytes", "KB", "MB", "GB", "TB"]
        var amount = Double(self)
        var unit = 0
        while amount >= 1000, unit < units.count - 1 {
            amount /= 1024
            unit += 1
        }
        return unit == 0 ? "\(self) bytes" : String(format: amount < 10 ? "%.1f %@" : "%.0f %@", amount, units[unit])
    }
}
