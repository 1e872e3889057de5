// %% A question without a line end, on both streams
import Glibc

print("What is your name? ", terminator: "")
fputs("(type it) ", stderr)
let name = readLine()

// %% An answer
print("Hello, \(name ?? "nobody")!")
let again = readLine() ?? "nothing"
print("And \(again).")

// %% What is left is there for the next cell, down to the end
var rest: [String] = []
while let line = readLine() { rest.append(line) }
print(rest)
