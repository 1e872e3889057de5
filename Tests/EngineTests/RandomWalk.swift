import Engine

/// What a session should hold: a model so simple that it cannot be wrong in the ways in which a session could be.
struct SessionModel {
    struct Name: Equatable {
        var value: Int
        /// The cell that made it.
        var cell: String
    }

    struct State: Equatable {
        var variables: [String: Name] = [:]
        var functions: [String: Name] = [:]
        var lists: [String: (values: [Int], cell: String)] = [:]

        static func == (one: State, other: State) -> Bool { one.expression == other.expression }

        /// Swift that prints everything there is, and what it should print.
        var expression: (swift: String, text: String) {
            var swift: [String] = [], text: [String] = []
            for (name, made) in variables.sorted(by: { $0.key < $1.key }) {
                swift.append("\(name)")
                text.append("\(made.value)")
            }
            for (name, made) in functions.sorted(by: { $0.key < $1.key }) {
                swift.append("\(name)(1)")
                text.append("\(made.value + 1)")
            }
            for (name, made) in lists.sorted(by: { $0.key < $1.key }) {
                swift.append("\(name).items")
                text.append("\(made.values)")
            }
            return ("print(\(swift.joined(separator: ", ")))", text.joined(separator: " "))
        }
    }

    private(set) var state = State()
    private(set) var cells: [(label: String, before: State)] = []

    /// A cell that ran to its end: what its earlier run made is gone unless it makes it again.
    mutating func commit(_ label: String, _ change: (inout State, String) -> Void = { _, _ in }) {
        cells.append((label, state))
        state.variables = state.variables.filter { $0.value.cell != label }
        state.functions = state.functions.filter { $0.value.cell != label }
        state.lists = state.lists.filter { $0.value.cell != label }
        change(&state, label)
    }

    mutating func takeBack(from index: Int) {
        state = cells[index].before
        cells.removeSubrange(index...)
    }
}

/// Numbers that follow from a seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// Generated cells, failures, undo, rewind and re-runs, in a session and in the model beside it.
struct RandomWalk {
    private let session: Session
    private var model = SessionModel()
    private var random: SeededGenerator
    private var counter = 0
    private(set) var log: [String] = []
    private(set) var notes: [String] = []

    init(seed: UInt64, configuration: SessionConfiguration = SessionConfiguration()) throws {
        session = try Session(configuration: configuration)
        random = SeededGenerator(seed: seed)
    }

    /// One step.
    ///
    /// - Returns: what the session does differently from the model; nil when nothing.
    mutating func step() throws -> String? {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<3: try define()
        case 3..<5: try defineFunction()
        case 5..<7: try defineList()
        case 7..<11: try mutate()
        case 11..<14: try fail()
        case 14..<15: try undo()
        case 15..<17: try rewind()
        case 17..<18: try rerun()
        default: try compare()
        }
    }

    /// Whether everything is as the model has it.
    mutating func compare() throws -> String? {
        let (swift, text) = model.state.expression
        let label = newLabel()
        let outcome = try run(label, swift)
        guard outcome.status == .ok else { return complaint("did not run: \(swift)", outcome) }
        model.commit(label)
        let got = String(decoding: outcome.stdout, as: UTF8.self)
        return got == text + "\n" ? nil : complaint("expected \(text), got \(got)", outcome)
    }

    // MARK: Steps

    private mutating func define() throws -> String? {
        let name = "v\(Int.random(in: 0..<6, using: &random))", value = Int.random(in: 0..<1000, using: &random)
        return try commit(newLabel(), "var \(name) = \(value)") { state, label in
            state.variables[name] = SessionModel.Name(value: value, cell: label)
        }
    }

    private mutating func defineFunction() throws -> String? {
        let name = "f\(Int.random(in: 0..<4, using: &random))", value = Int.random(in: 0..<1000, using: &random)
        return try commit(newLabel(), "func \(name)(_ x: Int) -> Int { x + \(value) }") { state, label in
            state.functions[name] = SessionModel.Name(value: value, cell: label)
        }
    }

    private mutating func defineList() throws -> String? {
        let name = "l\(Int.random(in: 0..<3, using: &random))", value = Int.random(in: 0..<1000, using: &random)
        let text =
            "final class Box\(counter) { var items: [Int]; init(_ x: Int) { items = [x] } }; "
            + "let \(name) = Box\(counter)(\(value))"
        return try commit(newLabel(), text) { state, label in state.lists[name] = ([value], label) }
    }

    /// Ways to come to a value, by other tasks and threads too.
    private static let ways = [
        "CALL", "CALL", "CALL", "await Task { CALL }.value", "await Task.detached { CALL }.value",
        "await { async let value = CALL; return await value }()",
        """
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 { group.addTask { await Task.yield(); return CALL } }
            return await group.reduce(0, +) / 4
        }
        """,
        """
        await {
            enum Once { static let values = [[CALL]: "as a key"] }
            let other = Task.detached { Once.values.keys.first![0] }
            return (Once.values.keys.first![0] + (await other.value)) / 2
        }()
        """,
        """
        await {
            actor Keeper { var value = 0; func add(_ more: Int) -> Int { value += more; return value } }
            let keeper = Keeper()
            return await Task.detached { await keeper.add(CALL) }.value
        }()
        Task { while true { try await Task.sleep(for: .milliseconds(1)) } }
        """,
        """
        await {
            let values = AsyncStream<Int> { stream in Task { stream.yield(CALL); stream.finish() } }
            return await values.first { _ in true }!
        }()
        """,
        """
        {
            let group = DispatchGroup()
            nonisolated(unsafe) var value = 0
            DispatchQueue.global().async(group: group) { value = CALL }
            group.wait()
            return value
        }(); import Dispatch
        """,
    ]

    private mutating func mutate() throws -> String? {
        let amount = Int.random(in: 1..<100, using: &random)
        if Bool.random(using: &random), let name = model.state.lists.keys.sorted().randomElement(using: &random) {
            return try commit(newLabel(), "\(name).items.append(\(amount))") { state, _ in
                state.lists[name]?.values.append(amount)
            }
        }
        guard let name = model.state.variables.keys.sorted().randomElement(using: &random) else { return nil }
        let function = model.state.functions.keys.sorted().randomElement(using: &random)
        let added = function.flatMap { model.state.functions[$0]?.value } ?? 0
        let call = function.map { "\($0)(\(amount))" } ?? "\(amount)"
        let way = Self.ways.randomElement(using: &random) ?? "CALL"
        let text = "\(name) += " + way.replacing("CALL", with: call)
        return try commit(newLabel(), text) { state, _ in state.variables[name]?.value += amount + added }
    }

    private static let ends = [
        "fatalError(\"on purpose\")", "exit(3)", "kill(getpid(), SIGKILL); pause()", "print([1][CommandLine.argc])",
        "throw CancellationError()", "abort()", "try await Task { throw CancellationError() }.value",
        "let no = nothingOfThisName",
    ]

    private mutating func fail() throws -> String? {
        let spoilt = model.state.variables.keys.sorted().map { "\($0) = -1" }
        let emptied = model.state.lists.keys.sorted().map { "\($0).items = []" }
        let end = Self.ends.randomElement(using: &random) ?? "abort()"
        let text = (["import Foundation", "var v0 = -1"] + emptied + spoilt.filter { $0 != "v0 = -1" } + [end])
        let label = newLabel()
        let outcome = try run(label, text.joined(separator: "\n"))
        if outcome.status == .ok { return complaint("ran to its end: \(text)", outcome) }
        guard outcome.standing == model.cells.last?.label else {
            return complaint("stands after \(outcome.standing ?? "nothing")", outcome)
        }
        return nil
    }

    private mutating func undo() throws -> String? {
        guard !model.cells.isEmpty else { return nil }
        let count = min(Int.random(in: 1...4, using: &random), model.cells.count)
        log.append("undo \(count)")
        let expected = model.cells.suffix(count).map(\.label)
        let rewound = try session.undo(count) { notes.append(contentsOf: Self.note($0)) }
        model.takeBack(from: model.cells.count - count)
        return rewound.takenBack == expected ? try compare() : complaint("took back \(rewound.takenBack)", nil)
    }

    private mutating func rewind() throws -> String? {
        guard let label = model.cells.suffix(8).map(\.label).randomElement(using: &random) else { return nil }
        if Bool.random(using: &random) {
            log.append("rewind after \(label)")
            try session.rewind(after: label) { notes.append(contentsOf: Self.note($0)) }
            let last = model.cells.lastIndex { $0.label == label } ?? 0
            if last + 1 < model.cells.count { model.takeBack(from: last + 1) }
        } else {
            log.append("rewind before \(label)")
            try session.rewind(before: label) { notes.append(contentsOf: Self.note($0)) }
            model.takeBack(from: model.cells.firstIndex { $0.label == label } ?? 0)
        }
        return try compare()
    }

    private mutating func rerun() throws -> String? {
        guard let label = model.cells.suffix(12).map(\.label).randomElement(using: &random) else { return nil }
        let name = "v\(Int.random(in: 0..<6, using: &random))", value = Int.random(in: 0..<1000, using: &random)
        return try commit(label, "var \(name) = \(value)") { state, label in
            state.variables[name] = SessionModel.Name(value: value, cell: label)
        }
    }

    // MARK: Running

    private mutating func newLabel() -> String {
        counter += 1
        return "c\(counter)"
    }

    private mutating func commit(
        _ label: String, _ text: String, _ change: (inout SessionModel.State, String) -> Void
    ) throws -> String? {
        let outcome = try run(label, text)
        guard outcome.status == .ok else { return complaint("did not run: \(text)", outcome) }
        model.commit(label, change)
        return nil
    }

    private mutating func run(_ label: String, _ text: String) throws -> Outcome {
        log.append("\(label): \(text)")
        return try session.run(CellSource(id: label, text: text)) { notes.append(contentsOf: Self.note($0)) }
    }

    private static func note(_ event: SessionEvent) -> [String] {
        if case .note(let text) = event { [text] } else { [] }
    }

    private func complaint(_ text: String, _ outcome: Outcome?) -> String {
        let error = outcome?.error.map { "\n\($0.name): \($0.message)" } ?? ""
        let diagnostics = outcome?.diagnostics.map(\.rendered).joined(separator: "\n") ?? ""
        return "\(text)\(error)\n\(diagnostics)\n" + log.suffix(40).joined(separator: "\n")
    }
}
