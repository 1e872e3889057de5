// %% Descriptors 0 to 2 closed
//| expect: { error: { regex: "SIGILL|Fatal error" } }
spoil()
for descriptor in Int32(0)...2 { close(descriptor) }
fatalError("nobody hears this")  // <-

// %% All descriptors closed
//| expect: { error: { regex: "SIGILL|Fatal error" } }
spoil()
for descriptor in Int32(0)...1024 { close(descriptor) }
fatalError("nobody hears this")

// %% All descriptors closed, and no failure
//| expect: { error: "Disconnected" }
spoil()
for descriptor in Int32(0)...1024 { close(descriptor) }

// %% All descriptors shut down
//| expect: { error: "Disconnected" }
spoil()
for descriptor in Int32(3)...1024 { shutdown(descriptor, Int32(SHUT_RDWR)) }

// %% Nonsense written to all descriptors
//| expect: { error: "exit(9)" }
spoil()
signal(SIGPIPE, SIG_IGN)
for descriptor in Int32(3)...1024 { _ = write(descriptor, "R\u{1}nonsense", 10) }
exit(9)  // <-

// %% Descriptors 0 to 2 lead elsewhere
//| expect: { error: "Broke: Broke()", stdout: "" }
spoil()
let nowhere = open("/dev/null", O_RDWR)
for descriptor in Int32(0)...2 { dup2(nowhere, descriptor) }
print("not to be seen")
throw Broke()  // <-

// %% Thousands of files open
//| expect: { error: "Fatal error: no more files" }
spoil()
var files = 0
while open("/dev/null", O_RDONLY) >= 0 { files += 1 }
fatalError("no more files")  // <-

// %% Output that does not wait
//| expect: { error: "exit(2)", stdout: "half a line" }
spoil()
_ = fcntl(1, F_SETFL, fcntl(1, F_GETFL) | O_NONBLOCK)
print("half a line", terminator: "")
exit(2)  // <-

// %% Little room for more files
//| expect: { error: "Broke: Broke()" }
spoil()
var few = rlimit(rlim_cur: 3, rlim_max: 3)
setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &few)
throw Broke()  // <-

// %% No room on the processor
//| expect: { error: "SIGXCPU" }
spoil()
var brief = rlimit(rlim_cur: 1, rlim_max: 2)
setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &brief)
while true { checks &+= 1 }

// %% No room for memory
//| expect: { error: { regex: "SIG|Fatal error" } }
spoil()
var little = rlimit(rlim_cur: 1 << 20, rlim_max: 1 << 20)
setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &little)
numbers = Array(repeating: 1, count: 10_000_000)
print(numbers.count)

// %% Another folder, which is then removed
//| expect: { error: "Fatal error: homeless" }
spoil()
umask(0)
var template = Array("/tmp/cellist-fault-XXXXXX".utf8CString)
mkdtemp(&template)
chdir(template)
rmdir(template)
fatalError("homeless")  // <-

// %% An environment without anything in it
//| expect: { error: "Fatal error: bare" }
spoil()
clearenv()
fatalError("bare")  // <-

// %% A gigabyte in use
//| expect: { error: "Fatal error: large" }
spoil()
let pages = mmap(nil, 1 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
// swift-format-ignore
memset(pages!, 1, 1 << 30)
fatalError("large")  // <-
