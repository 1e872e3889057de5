/// Works out the elements of an array and, in the same pass, those of the arrays in its chain that somebody else sees too.
func evaluate(_ storage: Storage) {
    guard let recipe = storage.recipe else { return }
    lab_lock(recipe.lock)
    defer { lab_unlock(recipe.lock) }
    // Another thread may have been here first.
    guard storage.place == nil else { return }
    // Not a temporary allocation: of this size it would be a large one of malloc, which tidies up first.
    let bytes = longestChain * MemoryLayout<Step>.stride
    let memory = Storage.memory(bytes)
    defer { lab_give(memory, bytes) }
    var evaluation = Evaluation(
        steps: UnsafeMutableBufferPointer(
            start: memory.bindMemory(to: Step.self, capacity: longestChain), count: longestChain), recipe)
    evaluation.plan(storage, isSeen: true)
    evaluation.run()
    evaluation.settle()
}

/// One operation of an evaluation, with the places that its operands and its result have.
struct Step {
    enum Kernel {
        case unary(UnaryKernel)
        case binary(BinaryKernel)
        case fused(FusedKernel)
        /// A later step does this one's work too.
        case none
    }

    enum Source {
        case elements(UnsafePointer<Double>)
        case row(UnsafePointer<Double>)
        case column(UnsafePointer<Double>)
        case number(Double)
        /// A block that an earlier step left in the scratch memory, and which step.
        case scratch(Int, step: Int)
    }

    enum Target {
        case elements(UnsafeMutablePointer<Double>)
        case scratch(Int)
    }

    var kernel: Kernel
    var left, right: Source
    /// What only a fused loop has.
    var third = Source.number(0)
    var p = 0.0, q = 0.0
    let target: Target
    /// Who gets the elements, if they stay; not retained, since references are counted to find memory that is free.
    let owner: Unmanaged<Storage>?
}

/// One pass over the operands of a chain of operations: a block of each, through all operations, then the next block.
private struct Evaluation {
    private let steps: UnsafeMutableBufferPointer<Step>
    private var stepCount = 0
    private let count, columns, blockLength: Int
    private var scratchCount = 0
    /// A bit for each block of the scratch memory that no later step reads.
    private var freeScratch: UInt64 = 0
    /// Memory of operands that nobody else sees and that no later step reads.
    private var spare: [UnsafeMutableRawPointer] = []

    init(steps: UnsafeMutableBufferPointer<Step>, _ recipe: Recipe) {
        self.steps = steps
        count = recipe.count
        columns = recipe.columns
        // Three operands of 512 numbers fill less than half of a first cache of 32 KB.
        blockLength = columns == 0 ? 512 : max(1, 512 / columns) * columns
    }

    // MARK: The plan

    /// Adds the steps of a chain, operands first.
    mutating func plan(_ storage: Storage, isSeen: Bool) {
        guard let recipe = storage.recipe else { return }
        // Asked before the operand is in anybody's hands, which would count as a reference.
        let (ownsLeft, ownsRight) = (
            isKnownUniquelyReferenced(&storage.left), isKnownUniquelyReferenced(&storage.right)
        )
        if let left = storage.left, left.place == nil, left.step < 0 { plan(left, isSeen: !ownsLeft) }
        if let right = storage.right, right.place == nil, right.step < 0 { plan(right, isSeen: !ownsRight) }
        let left = source(storage.left, recipe.leftForm, recipe.leftOffset, recipe.number)
        let right = source(storage.right, recipe.rightForm, recipe.rightOffset, recipe.number)
        if ownsLeft, recipe.leftForm == .elements { spareMemory(of: storage.left, storage.byteCount) }
        if ownsRight, recipe.rightForm == .elements { spareMemory(of: storage.right, storage.byteCount) }
        if case .scratch(let block, _) = left { freeScratch |= 1 << block }
        if case .scratch(let block, _) = right { freeScratch |= 1 << block }
        let target: Step.Target
        if isSeen {
            let memory = spare.popLast() ?? Storage.memory(storage.byteCount)
            target = .elements(memory.assumingMemoryBound(to: Double.self))
        } else if freeScratch != 0 {
            target = .scratch(freeScratch.trailingZeroBitCount)
            freeScratch &= freeScratch - 1
        } else {
            target = .scratch(scratchCount)
            scratchCount += 1
        }
        storage.step = stepCount
        let kernel: Step.Kernel =
            switch recipe.operation {
            case .unary(let kernel): .unary(kernel)
            case .binary(let kernel): .binary(kernel)
            }
        steps.initializeElement(
            at: stepCount,
            to: Step(
                kernel: kernel, left: left, right: right, target: target,
                owner: isSeen ? Unmanaged.passUnretained(storage) : nil))
        steps.fuse(at: stepCount)
        stepCount += 1
    }

    private func source(_ storage: Storage?, _ form: Recipe.Form, _ offset: Int, _ number: Double) -> Step.Source {
        guard form != .number, let storage else { return .number(number) }
        guard let place = storage.place else {
            switch steps[storage.step].target {
            case .elements(let start): return .elements(start)
            case .scratch(let place): return .scratch(place, step: storage.step)
            }
        }
        let start = UnsafePointer(place.assumingMemoryBound(to: Double.self) + offset)
        return form == .row ? .row(start) : form == .column ? .column(start) : .elements(start)
    }

    /// A result may lie where an operand lay that is read for the last time.
    private mutating func spareMemory(of operand: Storage?, _ byteCount: Int) {
        guard let operand, operand.place != nil, operand.byteCount == byteCount, let memory = operand.giveUp() else {
            return
        }
        spare.append(memory)
    }

    // MARK: The pass

    func run() {
        let scratchBytes = scratchCount * blockLength * MemoryLayout<Double>.size
        let scratch = Storage.memory(scratchBytes)
        defer { lab_give(scratch, scratchBytes) }
        let blocks = scratch.assumingMemoryBound(to: Double.self)
        for start in stride(from: 0, to: count, by: blockLength) {
            let length = min(blockLength, count - start)
            for k in 0..<stepCount { run(steps[k], start, length, blocks) }
        }
    }

    private func run(_ step: Step, _ start: Int, _ length: Int, _ blocks: UnsafeMutablePointer<Double>) {
        let result =
            switch step.target {
            case .elements(let memory): memory + start
            case .scratch(let place): blocks + place * blockLength
            }
        var number = 0.0
        withUnsafeMutablePointer(to: &number) { number in
            let left = reading(step.left, start, blocks, number)
            switch step.kernel {
            case .none: break
            case .unary(let kernel): lab_unary(kernel.rawValue, left.start, result, length)
            case .binary(let kernel):
                let right = reading(step.right, start, blocks, number)
                guard left.row != columns || right.row != columns else {
                    return lab_binary(kernel.rawValue, left.start, left.step, right.start, right.step, result, length)
                }
                lab_binary_rows(
                    kernel.rawValue, left.start, left.row, left.step, right.start, right.row, right.step, result,
                    length / columns, columns)
            case .fused(let kernel):
                let (y, z) = (reading(step.right, start, blocks, number), reading(step.third, start, blocks, number))
                // A formula without y or z does not look at them.
                let second = y.step == 1 ? y.start : left.start
                let third = z.step == 1 ? z.start : left.start
                lab_fused(kernel.rawValue, left.start, second, third, step.p, step.q, result, length)
            }
        }
    }

    /// Where the block of an operand starts, and how far apart its elements and its rows lie.
    private func reading(
        _ source: Step.Source, _ start: Int, _ blocks: UnsafeMutablePointer<Double>,
        _ number: UnsafeMutablePointer<Double>
    ) -> (start: UnsafePointer<Double>, step: Int, row: Int) {
        switch source {
        case .elements(let memory): return (memory + start, 1, columns)
        case .row(let memory): return (memory, 1, 0)
        case .column(let memory): return (memory + start / columns, 0, 1)
        case .scratch(let place, _): return (UnsafePointer(blocks + place * blockLength), 1, columns)
        case .number(let value):
            number.pointee = value
            return (UnsafePointer(number), 0, columns)
        }
    }

    /// Gives the results to their owners, which lets go of the operands.
    func settle() {
        for memory in spare { lab_give(memory, count * MemoryLayout<Double>.size) }
        // Operands before the operations that hold them.
        for k in 0..<stepCount {
            guard let owner = steps[k].owner, case .elements(let memory) = steps[k].target else { continue }
            owner.takeUnretainedValue().settle(UnsafeMutableRawPointer(memory))
        }
    }
}
