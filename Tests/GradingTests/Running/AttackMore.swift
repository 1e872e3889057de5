extension Attack {
    static let escaping: [Attack] = [
        Attack(
            "a socket",
            top:
                "var pair: [Int32] = [0, 0]; if socketpair(AF_UNIX, 1, 0, &pair) >= 0 || socket(AF_INET, 1, 0) >= 0 || socket(AF_NETLINK, 3, 0) >= 0 || socket(40, 1, 0) >= 0 { print(\"FOUND\") }"
        ),
        Attack(
            "a file outside",
            top:
                "for p in [\"/etc/x\", \"/usr/lib/x\", \"/x\", \"/root/x\", \"/dev/x\", \"/var/x\"] { if open(p, O_CREAT | O_WRONLY, 0o644) >= 0 { print(\"FOUND\", p) } }"
        ),
        Attack(
            "a file in the engine's folder",
            top:
                "for n in (try? FileManager.default.contentsOfDirectory(atPath: \"/tmp\")) ?? [] { if open(\"/tmp/\\(n)/x\", O_CREAT | O_WRONLY, 0o644) >= 0 { print(\"FOUND\", n) } }"
        ),
        Attack(
            "a link",
            region:
                "symlink(\"/etc/passwd\", \"/tmp/a\"); symlink(\"..\", \"b\"); link(\"/etc/ld.so.cache\", \"/tmp/c\")"),
        Attack(
            "a daemon",
            region:
                "if fork_() == 0 { setsid(); if fork_() == 0 { signal(SIGTERM, SIG_IGN); while true { sleep(1) } }; exit(0) }"
        ),
        Attack(
            "signals to all",
            region:
                "for n in 1...400 where n != Int(getpid()) { kill(Int32(n), SIGKILL) }; kill(-1, SIGKILL); kill(0, SIGSTOP)"
        ),
        Attack(
            "signals to the host",
            region: "kill(getppid(), SIGSTOP); kill(1, SIGSTOP); kill(2, SIGSTOP); _ = system_(234, 2, 2, 19)"),
        Attack(
            "namespaces",
            top: "for n in [272, 308, 165, 166, 161, 155] { if system_(n, 0x10000000) >= 0 { print(\"FOUND\", n) } }"),
        Attack(
            "devices",
            top:
                "for p in [\"/dev/mem\", \"/dev/kmsg\", \"/dev/sda\", \"/dev/vda\", \"/dev/kvm\", \"/proc/kcore\", \"/dev/tty\"] { if open(p, O_RDWR) >= 0 { print(\"FOUND\", p) } }"
        ),
        Attack(
            "the kernel's settings",
            top:
                "for p in [\"/proc/sys/kernel/core_pattern\", \"/proc/sysrq-trigger\", \"/proc/self/oom_score_adj\"] { if let f = fopen(p, \"w\") { if fputs(\"-1000\", f) >= 0, fflush(f) == 0 { print(\"FOUND\", p) } } }"
        ),
        Attack(
            "keys of the terminal",
            top:
                "var c: Int8 = 65; for fd in 0..<3 { if system_(16, fd, 0x5412, withUnsafeMutablePointer(to: &c) { Int(bitPattern: $0) }) >= 0 { print(\"FOUND\") } }"
        ),
        Attack(
            "sequences for the terminal", top: "print(\"\\u{1B}]0;owned\\u{7}\\u{1B}[2J\\u{9B}31m\")",
            region: "fatalError(\"\\u{1B}[2J\\u{1B}]52;c;b3duZWQ=\\u{7}\")"),
        Attack(
            "commands for CI",
            top: "print(\"::add-mask::50\\n::set-output name=points::50\\n##vso[task.complete result=Succeeded;]\")"),
        Attack("another user", top: "if setuid(0) == 0 || seteuid(0) == 0 || setgid(0) == 0 { print(\"FOUND\") }"),
        Attack(
            "asynchronous rings",
            top: "for n in [425, 426, 427, 321, 298, 323, 248, 249] { if system_(n) >= 0 { print(\"FOUND\", n) } }"),
        Attack(
            "programs",
            top:
                "for p in [\"/bin/sh\", \"/usr/bin/env\", \"/usr/bin/git\", \"/usr/bin/python3\"] { if access(p, X_OK) == 0 { print(\"FOUND\", p) } }"
        ),
    ]

    static let denial: [Attack] = [
        Attack("a fork bomb", region: "while true { _ = fork_() }"),
        Attack(
            "a fork bomb that hides",
            region:
                "if fork_() == 0 { setsid(); signal(SIGTERM, SIG_IGN); while true { if fork_() == 0 { setsid() } } }"),
        Attack("a thread bomb", region: "while true { Thread.detachNewThread { sleep(1000) } }"),
        Attack("a task bomb", region: "for _ in 0..<1_000_000 { Task.detached { sleep(1000) } }"),
        Attack(
            "a memory bomb",
            region: "var all: [[Int]] = []; while true { all.append([Int](repeating: 7, count: 1 << 20)) }"),
        Attack(
            "a memory bomb of many",
            region:
                "for _ in 0..<30 { if fork_() == 0 { var all: [[Int]] = []; while true { all.append([Int](repeating: 7, count: 1 << 18)) } } }; while true { sleep(1) }"
        ),
        Attack(
            "a full disk",
            region:
                "for n in 0..<1_000_000 { FileManager.default.createFile(atPath: \"/tmp/\\(n)\", contents: Data(count: 1 << 24)); FileManager.default.createFile(atPath: \"/dev/shm/\\(n)\", contents: Data(count: 1 << 24)) }"
        ),
        Attack(
            "a large file", region: "let f = open(\"/tmp/large\", O_CREAT | O_WRONLY, 0o644); ftruncate(f, 1 << 40)"),
        Attack(
            "many small files",
            region: "for n in 0..<100_000_000 { close(open(\"/tmp/\\(n)\", O_CREAT | O_WRONLY, 0o644)) }"),
        Attack("an output bomb", region: "while true { print(String(repeating: \"x\", count: 10_000)) }"),
        Attack(
            "an output bomb of another stream",
            region: "while true { fputs(String(repeating: \"x\", count: 10_000), stderr) }"),
        Attack("a flood of values", region: "while true { emit(\"x\", String(repeating: \"y\", count: 100_000)) }"),
        Attack("a flood of displays", region: "while true { display(String(repeating: \"y\", count: 100_000)) }"),
        Attack(
            "a flood of packets",
            region:
                "var f = [UInt8](repeating: 86, count: 60_000); while true { for fd in 3..<600 { send(Int32(fd), &f, f.count, Int32(MSG_DONTWAIT.rawValue)) } }"
        ),
        Attack("a long last word", region: "fatalError(String(repeating: \"z\", count: 50_000_000))"),
        Attack(
            "a bomb for the type checker",
            top:
                "let t = 1 + 2.0 * 3 - 4 / 5.0 + [1, 2.0, 3].map { $0 * 2 + 1.0 - $0 / 3 }.reduce(0) { $0 + $1 * 2 - 1 } + [4: \"a\", 5: \"b\"].map { $0.key * 2 + $0.value.count - 1 }.reduce(0, +) + (1 ... 3).map { Double($0) * 2 - 1 + 3 }.reduce(0, +) * -1"
        ),
        Attack(
            "nested brackets",
            top: "let n = " + String(repeating: "(", count: 20_000) + "1" + String(repeating: ")", count: 20_000)),
        Attack(
            "nested lists",
            top: "let n = " + String(repeating: "[", count: 3_000) + "1" + String(repeating: "]", count: 3_000)),
        Attack("a long literal", top: "let n = [" + String(repeating: "1, 2.5, ", count: 60_000) + "1]"),
        Attack("a long line of operators", top: "let n = " + String(repeating: "1 + ", count: 5_000) + "1"),
        Attack(
            "a type without end",
            top: "struct G<T> {}\nfunc g<T>(_ n: Int, _ t: T) -> Int { n == 0 ? 0 : g(n - 1, G<T>()) }",
            region: "_ = g(1_000_000, 0)"),
        Attack(
            "signals ignored",
            region:
                "for n in 1..<65 { signal(Int32(n), SIG_IGN) }; var all = sigset_t(); sigfillset(&all); sigprocmask(SIG_BLOCK, &all, nil); while true { sleep(1) }"
        ),
        Attack("stopped", region: "raise(SIGSTOP)"),
        Attack("asleep", region: "while true { sleep(100) }"),
        Attack("a loop at the end", region: "atexit { while true { sleep(1) } }; exit(0)"),
        Attack("all descriptors closed", region: "for fd in 0..<1024 { close(Int32(fd)) }"),
        Attack(
            "all descriptors replaced",
            region: "let n = open(\"/dev/null\", O_RDWR); for fd in 0..<1024 where fd != Int(n) { dup2(n, Int32(fd)) }"),
        Attack("a deadlock", region: "let m = NSLock(); m.lock(); m.lock()"),
        Attack("a run loop", region: "RunLoop.current.run()"),
        Attack(
            "limits set to nothing",
            region:
                "for n in 0..<16 { var r = rlimit(rlim_cur: 0, rlim_max: 0); setrlimit(__rlimit_resource_t(UInt32(n)), &r) }"
        ),
    ]
}
