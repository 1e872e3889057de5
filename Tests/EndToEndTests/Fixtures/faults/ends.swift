// %% An uncaught error
//| expect: { error: "Broke: Broke()" }
spoil()
func pay(_ amount: Int) throws {
    if amount > account.balance { throw Broke() }  // <-
}
try pay(5)

// %% An error of Foundation's
//| expect: { error: { regex: "CocoaError.*/no/such/file" } }
spoil()
func read(_ file: String) throws -> String { try String(contentsOfFile: file, encoding: .utf8) }  // <-
print(try read("/no/such/file"))

// %% exit
//| expect: { error: "exit(3)" }
spoil()
exit(3)  // <-

// %% exit with 0
//| expect: { error: "exit(0)" }
spoil()
exit(0)  // <-

// %% _exit, behind everybody's back
//| expect: { error: "exit(4)" }
spoil()
_exit(4)  // <-

// %% _Exit
//| expect: { error: "exit(5)" }
spoil()
_Exit(5)  // <-

// %% quick_exit
//| expect: { error: "exit(6)" }
spoil()
quick_exit(6)  // <-

// %% The C library's own exit
//| expect: { error: "exit: the cell ended the process with code 7" }
spoil()
let leave = unsafeBitCast(dlsym(nil, "exit"), to: (@convention(c) (Int32) -> Void).self)
leave(7)

// %% A trap in what runs at exit
//| expect: { error: "Fatal error: at the very end" }
spoil()
atexit { fatalError("at the very end") }  // <-
unsafeBitCast(dlsym(nil, "exit"), to: (@convention(c) (Int32) -> Void).self)(0)

// %% Only the main thread ends
//| expect: { error: "exit(0)" }
spoil()
pthread_exit(nil)  // <-

// %% abort
//| expect: { error: "SIGABRT: the cell called abort()" }
spoil()
abort()  // <-

// %% A bad pointer
//| expect: { error: "SIGSEGV: bad pointer dereference" }
spoil()
UnsafeMutablePointer<Int>(bitPattern: 8 << numbers.count)?.pointee = 1  // <-

// %% A file shorter than its mapping
//| expect: { error: "SIGBUS: bad memory access" }
spoil()
umask(0)
var template = Array("/tmp/cellist-fault-XXXXXX".utf8CString)
let file = mkstemp(&template)
unlink(template)
let mapped = mmap(nil, 4096, PROT_READ, MAP_SHARED, file, 0)
// swift-format-ignore
print(mapped!.load(as: UInt8.self))  // <-

// %% A stack overflow
//| expect: { error: "Stack overflow: the stack is full" }
spoil()
func dig(_ depth: Int) -> Int { depth < 0 ? 0 : dig(depth + 1) + dig(depth + 2) + 1 }  // <-
print(dig(0))

// %% A stack overflow in a Thread
//| expect: { error: "Stack overflow: the stack is full" }
spoil()
func digDeeper(_ depth: Int) -> Int { depth < 0 ? 0 : digDeeper(depth + 1) + digDeeper(depth + 2) + 1 }  // <-
Thread { print(digDeeper(0)) }.start()
while true { pause() }

// %% A stack overflow in a Task
//| expect: { error: "Stack overflow: the stack is full" }
spoil()
func digOn(_ depth: Int) -> Int { depth < 0 ? 0 : digOn(depth + 1) + digOn(depth + 2) + 1 }  // <-
print(await Task.detached { digOn(0) }.value)

// %% Released too often
//| expect: { error: { regex: "SIG|Fatal error" } }
spoil()
let extra = Unmanaged.passRetained(Account())
for _ in 0..<4 { extra.release() }
free(UnsafeMutableRawPointer(bitPattern: 0x10))

// %% Freed twice
//| expect: { error: "SIGABRT" }
spoil()
let piece = malloc(100)
free(piece)
free(piece)

// %% Code that is data
//| expect: { error: "SIGSEGV" }
spoil()
let code = mmap(nil, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
unsafeBitCast(code, to: (@convention(c) () -> Void).self)()
