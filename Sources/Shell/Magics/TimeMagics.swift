import CellKit
import Engine
import Foundation

/// How long things take.
let timeMagics = [
    Magic(name: "time", usage: "CODE", help: "Runs a cell and says how long it took", argument: .swift) { shell, text in
        guard !text.isEmpty else { throw ShellError("the time of what?", advice: "'%time work()'") }
        let outcome = try shell.runTyped(text)
        guard outcome.status == .ok else { return }
        let compile = Seconds.text(outcome.seconds - outcome.runSeconds)
        shell.printer.note("ran \(Seconds.text(outcome.runSeconds)), compiled \(compile)")
    },
    Magic(
        name: "timeit", usage: "CODE",
        help: "Repeats code and gives mean and spread of one run; leaves no names behind",
        argument: .swift
    ) { shell, text in
        guard !text.isEmpty else { throw ShellError("the time of what?", advice: "'%timeit (0..<100).reduce(0, +)'") }
        let rounds = 7
        let question = "try CellKit._cellTimes(rounds: \(rounds)) { \(text) }"
        shell.printer.begin()
        defer { shell.printer.end() }
        let value = try shell.session.values(of: [question])[question]
        shell.printer.end()
        guard case .tensor(_, let times) = value, times.count > 1 else {
            throw ShellError(
                "'\(text)' could not be measured", advice: "type it as a cell to see what is wrong; it must end in 4 s")
        }
        let each = times.dropFirst()
        let mean = each.reduce(0, +) / Double(each.count)
        let spread = (each.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(each.count - 1)).squareRoot()
        shell.printer.out(
            "\(Seconds.text(mean)) ± \(Seconds.text(spread)) (mean and standard deviation of \(each.count) rounds, "
                + "\(Int(times[0])) repeats each)")
    },
]
