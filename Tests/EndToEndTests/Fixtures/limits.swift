// %% What there is
import Foundation

var kept = 1

// %% Too much processor time
//| expect: { error: "Limit: the cell used more than 0.5 s of processor time and was stopped" }
kept = 2
while kept != 0 { kept = kept &* 3 | 1 }

// %% Too much output
//| expect: { error: "Limit: the cell printed more than 1 MB and was stopped; what it printed is cut there" }
kept = 2
while true { print("0123456789012345678901234567890123456789") }

// %% Too much output of errors, in half a line
//| expect: { error: "Limit: the cell printed more than 1 MB and was stopped; what it printed is cut there" }
kept = 2
while true { fputs("0123456789", stderr) }

// %% Too many processes
//| expect: { error: "Limit: the cell had more than 4 processes running and was stopped with all of them" }
kept = 2
for _ in 0..<8 where fork() == 0 { while true { pause() } }
while true { pause() }

// %% Processes that make more of themselves
//| expect: { error: "Limit: the cell had more than 4 processes running and was stopped with all of them" }
kept = 2
func multiply(_ generation: Int) {
    if generation < 5 { for _ in 0..<2 where fork() == 0 { multiply(generation + 1) } }
    while true { pause() }
}
multiply(0)

// %% Too many files
//| expect: { error: "Fatal error: 24" }
kept = 2
while open("/dev/null", O_RDONLY) >= 0 {}
fatalError("\(errno)")

// %% What there was
//| expect: { result: "Int = 1" }
kept
