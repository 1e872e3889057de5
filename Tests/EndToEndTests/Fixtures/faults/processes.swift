// %% Children that wait
//| expect: { error: "Fatal error: with children" }
spoil()
for _ in 0..<5 where fork() == 0 { while true { pause() } }
fatalError("with children")  // <-

// %% Children that run on
//| expect: { error: "exit(1)" }
spoil()
for _ in 0..<2 where fork() == 0 { while true { checks &+= 1 } }
exit(1)  // <-

// %% Children that come to the end of the cell
//| expect: { error: "Fatal error: the parent" }
spoil()
var children: [pid_t] = []
for _ in 0..<3 { children.append(fork()) }
if children.allSatisfy({ $0 > 0 }) { fatalError("the parent") }  // <-

// %% Children that fail by themselves
//| expect: { error: "Broke: Broke()" }
spoil()
if fork() == 0 { fatalError("a child") }
if fork() == 0 { throw Broke() }
if fork() == 0 { exit(3) }
if fork() == 0 { kill(getpid(), SIGKILL) }
while wait(nil) > 0 {}
throw Broke()  // <-

// %% Children that leave for a session of their own
//| expect: { error: "Fatal error: with demons" }
spoil()
for _ in 0..<2 where fork() == 0 {
    setsid()
    if fork() != 0 { _exit(0) }
    while true { pause() }
}
fatalError("with demons")  // <-

// %% Waiting for all children there are
//| expect: { error: "Fatal error: 10 No child processes" }
spoil()
if fork() == 0 { _exit(0) }
while wait(nil) > 0 {}
fatalError("\(errno) \(String(cString: strerror(errno)))")

// %% A program that runs on
//| expect: { error: "Fatal error: without it" }
spoil()
let program = Process()
program.executableURL = URL(fileURLWithPath: "/bin/sleep")
program.arguments = ["3600"]
try program.run()
fatalError("without it")  // <-

// %% The ancestor of all processes is stopped, and the cell with it
//| timeout: 300ms
spoil()
kill(getppid(), SIGSTOP)
while true { pause() }

// %% The ancestor is stopped, and the cell dies
//| expect: { error: "SIGKILL" }
spoil()
kill(getppid(), SIGSTOP)
kill(getpid(), SIGKILL)

// %% The ancestor is told to end
//| expect: { error: "Fatal error: all the same" }
spoil()
for number in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] { kill(getppid(), number) }
fatalError("all the same")  // <-

// %% The snapshots are killed
//| expect: { error: "Fatal error: none left" }
spoil()
for snapshot in snapshots() { kill(snapshot, SIGKILL) }
fatalError("none left")  // <-

// %% The snapshots are stopped
//| expect: { error: "Fatal error: all asleep" }
spoil()
for snapshot in snapshots() { kill(snapshot, SIGSTOP) }
fatalError("all asleep")  // <-
