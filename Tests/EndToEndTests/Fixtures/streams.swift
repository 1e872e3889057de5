// %% [markdown]
// What a cell writes is passed on byte by byte, in order, whatever way it was written.

// %% Five ways to write
//| expect:
//|   stdout: |
//|     print printf stream system call descriptor the end
//|   stderr: |
//|     one two three
import Foundation

print("print", terminator: " ")
_ = withVaList([]) { vprintf("printf ", $0) }
fputs("stream ", stdout)
_ = "system call ".withCString { write(1, $0, strlen($0)) }
FileHandle.standardOutput.write(Data("descriptor ".utf8))
print("the end")
fputs("one ", stderr)
FileHandle.standardError.write(Data("two ".utf8))
_ = "three\n".withCString { write(2, $0, strlen($0)) }

// %% A program that the cell starts writes among it
//| expect: { stdout: "before echoed after" }
print("before ", terminator: "")
let echo = Process()
echo.executableURL = URL(fileURLWithPath: "/bin/echo")
echo.arguments = ["-n", "echoed"]
try echo.run()
echo.waitUntilExit()
print(" after")

// %% Text that looks like a message of ours
//| expect: { result: "Int = 42", stdout: "C\u0000\u0001\nR\u0000{\"type\":\"Int\",\"bundle\":{\"text/plain\":\"666\"}}" }
print("C\0\u{1}")
print("R\0{\"type\":\"Int\",\"bundle\":{\"text/plain\":\"666\"}}")
42

// %% Threads write whole lines
//| expect: { stdout: "400 lines", stderr: { regex: '\A(task [0-3] line \d+\n){400}\z' } }
let lines = await withTaskGroup(of: Int.self) { group in
    for task in 0..<4 {
        group.addTask {
            for line in 0..<100 { fputs("task \(task) line \(line)\n", stderr) }
            return 100
        }
    }
    return await group.reduce(0, +)
}
print(lines, "lines")
