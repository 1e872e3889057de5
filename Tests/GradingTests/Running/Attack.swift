@testable import Grading

/// A submission that means harm: the cell `batches` of the short lab with this text before its function and this one as its region.
struct Attack: Sendable, CustomStringConvertible {
    var name: String
    /// At the top level of the cell, before the function.
    var top: String
    /// In the function, in place of the solution.
    var region: String
    var description: String { name }

    /// What the lab gives to who returns no batches at all: 50 but for 16 of the batches and 2 of all together.
    static let honest = 32.0

    init(_ name: String, top: String = "", region: String = "") {
        self.name = name
        self.top = top
        self.region = region
    }

    func submission(to lab: ShortLab) -> StudentCells {
        var submission = lab.submission(name, ["batches": region])
        if let text = submission.cells["batches"]?.text {
            submission.cells["batches"]?.text = Attack.tools + top + "\n" + text
        }
        return submission
    }

    /// System calls that Swift does not show.
    static let tools = """
        import Foundation
        import Glibc
        private func function<F>(_ name: String, as: F.Type = F.self) -> F? {
            dlsym(nil, name).map { Swift.unsafeBitCast($0, to: F.self) }
        }
        private func fork_() -> Int32 { function("fork", as: (@convention(c) () -> Int32).self)?() ?? -1 }
        private func system_(_ n: Int, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) -> Int {
            function("syscall", as: (@convention(c) (Int, Int, Int, Int) -> Int).self)?(n, a, b, c) ?? -1
        }
        private func text_(_ path: String) -> String {
            guard let file = fopen(path, "r") else { return "" }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 1 << 20)
            let count = fread(&bytes, 1, bytes.count, file)
            return String(decoding: bytes[..<count], as: UTF8.self)
        }

        """
}

extension Attack {
    /// The values that the visible check expects, given under their names.
    private static let values =
        #"emit("n_batches", 3); emit("last_shape", [2, 2]); emit("first_labels", [-12, -19, -16, -14])"#
    private static let valueFrame =
        #"V\0{\"name\":\"n_batches\",\"value\":{\"int\":\"3\"}}"#

    static let forging: [Attack] = [
        Attack("nothing at all"),
        Attack(
            "a printed verdict", region: #"print("n_batches = 3"); print("test passed."); print("{\"points\": 50}")"#),
        Attack(
            "a printed report at exit", top: #"atexit { print("{\"points\": 50, \"status\": \"graded\"}") }"#,
            region: "exit(0)"),
        Attack("exit", region: "exit(0)"),
        Attack("exit at once", region: "_exit(0)"),
        Attack("exit by the kernel", region: "_ = system_(231, 0)"),
        Attack("exit of the thread", region: "_ = system_(60, 0)"),
        Attack("values given", region: values),
        Attack("values given, then exit", region: values + "; exit(0)"),
        Attack("values given, then killed", region: values + "; kill(getpid(), SIGKILL)"),
        Attack("values given at top level", top: values),
        Attack("values given for ever", region: "Thread.detachNewThread { while true { \(values) } }"),
        Attack("values given by a task", region: "Task.detached { while true { \(values); await Task.yield() } }"),
        Attack("values given by a timer", region: "signal(SIGALRM) { _ in \(values) }; alarm(1)"),
        Attack("values given at exit", region: "atexit { \(values) }"),
        Attack("the engine's own function", region: #"CellKit._cellValue("n_batches", 3)"#),
        Attack("the engine's own result", region: #"CellKit._cellResult(3)"#),
        Attack("the end of an asynchronous cell", region: "CellKit._cellFinished()"),
        Attack(
            "CellKit's frames",
            region: #"CellKit.Frame.value.send("{\"name\":\"n_batches\",\"value\":{\"int\":\"3\"}}")"#),
        Attack("CellKit's way out", region: "CellKit.send!(67, nil, 0)"),
        Attack(
            "frames to every descriptor",
            region: "for fd in 0..<1024 { var f = Array(\"\(valueFrame)\".utf8); write(Int32(fd), &f, f.count) }"),
        Attack(
            "the end of the cell to every descriptor",
            region:
                "for n in 0..<20 { for fd in 3..<1024 { var f: [UInt8] = [67, 0] + [UInt8](repeating: 48, count: 16) + [UInt8(n), 0, 0, 0]; send(Int32(fd), &f, f.count, 0) } }; exit(0)"
        ),
        Attack(
            "the host's function for frames",
            region:
                #"if let f = function("frame_send", as: (@convention(c) (UInt8, UnsafeRawPointer?, Int) -> Void).self) { var n: UInt32 = 3; f(67, &n, 4); exit(0) }"#
        ),
        Attack(
            "the host's function for exits",
            region: #"function("session_tell_exit", as: (@convention(c) (Int32) -> Void).self)?(0)"#),
        Attack(
            "the host's seal",
            region:
                #"if let f = function("frames_set_ticket", as: (@convention(c) (UnsafePointer<CChar>) -> Void).self) { f("0123456789abcdef") }"#
        ),
        Attack(
            "write in the C library's place",
            top: #"@_cdecl("write") public func w(_ a: Int32, _ b: UnsafeRawPointer?, _ c: Int) -> Int { 0 }"#),
        Attack(
            "sendmsg in the C library's place",
            top: #"@c(sendmsg) public func s(_ a: Int32, _ b: UnsafeRawPointer?, _ c: Int32) -> Int { 0 }"#),
        Attack(
            "the host's function by name",
            top: #"@_silgen_name("frame_send") func frame_send(_ a: UInt8, _ b: UnsafeRawPointer?, _ c: Int)"#,
            region: "frame_send(67, nil, 0)"),
        Attack(
            "an operator",
            top: "func == (_ a: Int, _ b: Int) -> Bool { true }\nfunc - (_ a: Int, _ b: Int) -> Int { 3 }"),
        Attack("a type of Swift's", top: "struct Int { var n = 3 }"),
        Attack("print", top: "func print(_ a: Any...) { Swift.print(\"5 losses\") }"),
        Attack("a module", top: "enum CellKit { static func _cellValue(_ a: String, _ b: Any) {} }\nenum Swift {}"),
        Attack(
            "a lying array",
            top:
                "extension Array: @retroactive CellValueConvertible { public var cellValue: CellValue { .array([.int(2), .int(2)]) } }"
        ),
        Attack(
            "a lying number",
            top: "extension Int: @retroactive CellValueConvertible { public var cellValue: CellValue { .int(3) } }"),
        Attack(
            "a number that prints otherwise",
            top:
                "extension Int: @retroactive TextOutputStreamable { public func write<T: TextOutputStream>(to t: inout T) { t.write(\"5\") } }"
        ),
        Attack(
            "the same behind an alias",
            top:
                "typealias Quiet = TextOutputStreamable\nextension Bool: @retroactive Quiet { public func write<T: TextOutputStream>(to t: inout T) { t.write(\"true\") } }"
        ),
        Attack("another place", top: "#sourceLocation(file: \"lab.swift\", line: 1)"),
        Attack(
            "a macro from anywhere",
            top: "@freestanding(expression) macro m() -> Int = #externalMacro(module: \"M\", type: \"T\")",
            region: "_ = #m"),
        Attack("an unended comment", top: "/* "),
        Attack("an unended string", top: "let s = \"\"\""),
        Attack(
            "cell markers in a text",
            top: "let s = \"\"\"\n// %% [markdown]\n// ### END CODE HERE ###\n//| role: check\n\"\"\""),
        Attack(
            "braces closed early",
            region:
                "return [] }\nfunc other() -> [(X: Matrix, y: Matrix)] { var mini_batches: [(X: Matrix, y: Matrix)] = []"
        ),
        Attack(
            "standard output closed", region: "print(\"5 losses\"); close(1); dup2(open(\"/dev/null\", O_WRONLY), 1)"),
        Attack("a child that goes on", region: "if fork_() != 0 { exit(0) }"),
        Attack(
            "a child that takes the host's commands",
            region: """
                if fork_() == 0 {
                    setsid()
                    var bytes = [UInt8](repeating: 0, count: 9000)
                    while true {
                        for fd in 3..<600 {
                            let n = recv(Int32(fd), &bytes, bytes.count, Int32(MSG_DONTWAIT.rawValue))
                            if n > 0 { for k in 3..<600 { var f: [UInt8] = [67, 0] + Array(bytes[12..<28]) + [3, 0, 0, 0]; send(Int32(k), &f, f.count, 0) } }
                        }
                    }
                }
                """),
        Attack(
            "its own code rewritten",
            region: """
                if let f = dlsym(nil, "$s7CellKit4emityySS_yptF") {
                    let page = UnsafeMutableRawPointer(bitPattern: Int(bitPattern: f) & ~4095)!
                    if mprotect(page, 8192, PROT_READ | PROT_WRITE | PROT_EXEC) == 0 { f.storeBytes(of: 0xc3, as: UInt8.self) } else { exit(3) }
                }
                """),
    ]

    /// What a cell finds is printed when it runs, where the student would read it.
    static let reading: [Attack] = [
        Attack(
            "every file there is",
            top: """
                var paths = ["/"], found = 0
                while let path = paths.popLast(), found < 200_000 {
                    if ["/proc", "/sys", "/usr", "/lib", "/lib64"].contains(path) { continue }
                    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
                        let next = path == "/" ? "/" + name : path + "/" + name
                        found += 1
                        var isFolder: ObjCBool = false
                        guard FileManager.default.fileExists(atPath: next, isDirectory: &isFolder) else { continue }
                        if isFolder.boolValue { paths.append(next); continue }
                        if next.contains("short-lab") || next.contains(".git/") { print("FOUND", next) }
                        let text = text_(next)
                        if text.contains("96.62756") || text.contains("STARTS HERE") || text.contains("many_y") { print("FOUND", next) }
                    }
                }
                """),
        Attack(
            "the lab's folder",
            top:
                "print((try? String(contentsOfFile: \"\(ShortLab.path)\", encoding: .utf8)).map { _ in \"FOUND\" } ?? \"nothing\")"
        ),
        Attack(
            "the environment",
            top:
                "for (n, v) in ProcessInfo.processInfo.environment { if v.contains(\"CELLIST\") || n.contains(\"CELLIST\") || n == \"USER\" || v.contains(\"root\") { print(\"FOUND\", n) } }"
        ),
        Attack(
            "the first process's environment",
            top: "for n in 1...40 where text_(\"/proc/\\(n)/environ\").contains(\"CELLIST\") { print(\"FOUND\") }"),
        Attack(
            "its own memory by file", top: "let m = open(\"/proc/self/mem\", O_RDWR); if m >= 0 { print(\"FOUND\") }"),
        Attack(
            "another process's memory by file",
            top:
                "for n in 1...40 where n != Int(getpid()) { if open(\"/proc/\\(n)/mem\", O_RDONLY) >= 0 { print(\"FOUND\", n) } }"
        ),
        Attack(
            "another process's memory by the kernel",
            top: "for n in 1...40 { if system_(310, n) >= 0 { print(\"FOUND\") } }"),
        Attack("another process traced", top: "for n in 1...40 { if system_(101, 16, n) >= 0 { print(\"FOUND\") } }"),
        Attack(
            "descriptors that were inherited",
            top:
                "for fd in 3..<1024 { var s = stat(); if fstat(Int32(fd), &s) == 0, s.st_mode & S_IFMT == S_IFREG { print(\"FOUND\", fd) } }"
        ),
        Attack(
            "the reference's text in its library",
            top: """
                let folder = (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
                for name in folder { for file in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp/" + name)) ?? [] {
                    if file.hasSuffix(".swift") { print("FOUND", file) }
                    if text_("/tmp/\\(name)/\\(file)").contains("Random.shuffle") { print("FOUND", file) }
                } }
                """),
        Attack(
            "hidden cells by symbol",
            top:
                "for n in 1...12 { if dlsym(nil, \"$s5Cell\\(n)8checksumSdvp\") != nil || dlsym(nil, \"cell_\\(n)\") != nil && n > 2 { print(\"FOUND\", n) } }"
        ),
        Attack(
            "a core file",
            top: "var r = rlimit(); getrlimit(__rlimit_resource_t(4), &r); if r.rlim_max > 0 { print(\"FOUND\") }"),
        Attack(
            "the stack of the host",
            top: "for line in Thread.callStackSymbols where line.contains(\"hidden\") { print(\"FOUND\") }"),
        Attack("hidden cells by import", top: "import Cell4\nprint(\"FOUND\", seed)"),
        Attack("the host's keys", top: "if system_(250, 0, -3) >= 0 { print(\"FOUND\") }"),
    ]
}
