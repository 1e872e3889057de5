// %% SIGKILL to itself
//| expect: { error: "SIGKILL" }
spoil()
kill(getpid(), SIGKILL)
while true { pause() }

// %% SIGTERM to itself
//| expect: { error: "SIGTERM" }
spoil()
kill(getpid(), SIGTERM)
while true { pause() }

// %% SIGKILL from another process
//| expect: { error: "SIGKILL" }
spoil()
let killer = Process()
killer.executableURL = URL(fileURLWithPath: "/bin/sh")
killer.arguments = ["-c", "kill -KILL $PPID"]
try killer.run()
while true { pause() }

// %% SIGSTOP to itself
//| timeout: 200ms
spoil()
kill(getpid(), SIGSTOP)
while true { pause() }

// %% SIGSTOP from outside, again and again
//| timeout: 200ms
spoil()
let parent = getpid()
if fork() == 0 { while true { kill(parent, SIGSTOP) } }
while true { pause() }

// %% A pipe that nobody reads
//| expect: { error: "SIGPIPE" }
spoil()
let pipe = Pipe()
pipe.fileHandleForReading.closeFile()
pipe.fileHandleForWriting.write(Data([1]))

// %% A trap in a signal handler
//| expect: { error: "Fatal error: Index out of range" }
spoil()
signal(SIGUSR2) { _ in print([1, 2][checks + 9]) }  // <-
raise(SIGUSR2)

// %% An exit in a signal handler
//| expect: { error: "exit(8)" }
spoil()
signal(SIGALRM) { _ in exit(8) }  // <-
alarm(1)
while true { pause() }

// %% A handler of the cell's own for traps, which comes back
//| timeout: 300ms
spoil()
signal(SIGILL) { _ in }
fatalError("again and again")

// %% A handler of the cell's own that swallows bad pointers
//| timeout: 300ms
spoil()
signal(SIGSEGV) { _ in }
UnsafeMutablePointer<Int>(bitPattern: 8 << numbers.count)?.pointee = 1

// %% All signals blocked, then a trap
//| expect: { error: "Fatal error: behind closed doors" }
spoil()
var all = sigset_t()
sigfillset(&all)
pthread_sigmask(SIG_BLOCK, &all, nil)
fatalError("behind closed doors")  // <-

// %% All handlers replaced, then a trap
//| expect: { error: "Fatal error: nobody listens" }
spoil()
for number in Int32(1)...64 where number != SIGKILL && number != SIGSTOP { signal(number, SIG_DFL) }
fatalError("nobody listens")  // <-

// %% The last message of a cell that a signal of the clock ends
//| expect: { error: "signal 14" }
spoil()
signal(SIGALRM, SIG_DFL)
alarm(1)
while true { pause() }

// %% SIGKILL to its process group, in which cellist is, too
//| expect: { error: "SIGKILL" }
spoil()
kill(0, SIGKILL)
while true { pause() }

// %% SIGKILL to the group by its number
//| expect: { error: "SIGKILL" }
spoil()
killpg(getpgrp(), SIGKILL)
while true { pause() }

// %% SIGTERM to all processes there are
//| expect: { error: "SIGTERM" }
spoil()
kill(-1, SIGTERM)
while true { pause() }
