import Foundation
import TestSupport
import Testing

/// The shell's own commands, typed.
@Suite struct MagicTests {
    @Test func aVariableOfTheEnvironmentReachesCellsAndCommands() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("%env COLOUR=bright red", at: 1)
            try shell.enter("import Glibc; String(cString: getenv(\"COLOUR\"))", at: 1)
            try shell.wait(for: "String = \"bright red\"")
            try shell.enter("!echo \"<$COLOUR>\"", at: 2)
            try shell.wait(for: "<bright red>")
            try shell.enter("%env COLOUR", at: 2)
            try shell.wait(for: "COLOUR=bright red")
        }
    }

    @Test func aTimeLimitIsSetAndShownAndStopsALoop() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("%opt timeout 0.2", at: 1)
            try shell.enter("%opt", at: 1)
            try shell.wait(for: "timeout  200 ms")
            try shell.enter("while true {}", at: 1)
            try shell.wait(for: "Timeout")
            try shell.enter("%opt timeuot 1", at: 2)
            try shell.wait(for: "did you mean 'timeout'?")
        }
    }

    @Test func timesOfACellAreTold() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("%time 6 * 7", at: 1)
            try shell.wait(for: "Int = 42")
            try shell.wait(for: "compiled")
            try shell.enter("%timeit (0..<100).reduce(0, +)", at: 2)
            try shell.wait(for: "mean and standard deviation of 7 rounds")
        }
    }

    @Test func rewindGoesBackToACellAndResetToTheBeginning() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            for (index, line) in ["var n = 1", "n = 2", "n = 3"].enumerated() { try shell.enter(line, at: index + 1) }
            try shell.enter("%rewind 1", at: 4)
            try shell.wait(for: "took back [2], [3]; the session stands after [1]")
            try shell.enter("n + 41", at: 4)
            try shell.wait(for: "Int = 42")
            try shell.enter("%rewind 9", at: 5)
            try shell.wait(for: "no cell '9' has run")
            try shell.enter("%history 2", at: 5)
            try shell.wait(for: "n + 41\r\n%rewind 9\r\n")
            try shell.enter("%reset", at: 5)
            try shell.wait(for: "a new session")
            try shell.enter("n", at: 5)
            try shell.wait(for: "cannot find 'n' in scope")
        }
    }

    @Test func aFolderIsChangedForCellsAndCommands() throws {
        try ShellBench.with(["data/here.txt": "1"]) { bench in
            let shell = try bench.start()
            try shell.enter("%cd data", at: 1)
            try shell.wait(for: "/data\r\n")
            try shell.enter("!ls", at: 1)
            try shell.wait(for: "here.txt")
            try shell.enter("%cd nowhere", at: 1)
            try shell.wait(for: "nowhere: No such file or directory")
        }
    }

    @Test func magicsExplainThemselvesAndACommandsFailureIsTold() throws {
        try ShellBench.with { bench in
            let shell = try bench.start()
            try shell.enter("%help timeit", at: 1)
            try shell.wait(for: "%timeit CODE\r\n    Repeats code")
            try shell.enter("!exit 3", at: 1)
            try shell.wait(for: "exit code 3")
            try shell.enter("%doc", at: 1)
            try shell.wait(for: "what is to be explained?")
        }
    }
}
