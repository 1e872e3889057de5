/// Steps that one loop can do at once: the formulas of layers and of optimizers, as people write them.
extension UnsafeMutableBufferPointer<Step> {
    /// Lets the step at `k`, the last one so far, do the work of steps before it whose results only it reads.
    func fuse(at k: Int) {
        guard case .binary(let kernel) = self[k].kernel else { return }
        switch kernel {
        case .divide: fuseQuotient(k)
        case .multiply: fuseProduct(k)
        case .add, .subtract: fuseSum(k, kernel)
        case .maximum, .minimum: break
        }
    }

    /// q / (p + exp(-x)), q / sqrt(x + p), q / (sqrt(x) + p)
    private func fuseQuotient(_ k: Int) {
        guard case .number(let q) = self[k].left, let below = before(k, self[k].right) else { return }
        if case .unary(.squareRoot) = self[below].kernel, let sum = before(below, self[below].left),
            let (x, p) = plusNumber(sum), x.isWhole
        {
            return become(k, .rootInside, x, p: p, q: q, insteadOf: [below, sum])
        }
        guard let (x, p) = plusNumber(below), let inner = before(below, x) else { return }
        let argument = self[inner].left
        if case .unary(.squareRoot) = self[inner].kernel, argument.isWhole {
            return become(k, .rootOutside, argument, p: p, q: q, insteadOf: [below, inner])
        }
        guard case .unary(.exp) = self[inner].kernel, let opposite = before(inner, argument),
            case .unary(.negate) = self[opposite].kernel, self[opposite].left.isWhole
        else { return }
        become(k, .logistic, self[opposite].left, p: p, q: q, insteadOf: [below, inner, opposite])
    }

    /// q / sqrt(x + p) times y, and x y (p - z)
    private func fuseProduct(_ k: Int) {
        let (left, right) = (self[k].left, self[k].right)
        if let root = before(k, left), case .fused(.rootInside) = self[root].kernel, right.isWhole {
            let step = self[root]
            return become(k, .rootInsideTimes, step.left, right, p: step.p, q: step.q, insteadOf: [root])
        }
        guard let slope = before(k, right), case .binary(.subtract) = self[slope].kernel,
            case .number(let p) = self[slope].left, self[slope].right.isWhole, let product = before(slope, left),
            let (x, y) = wholeFactors(product)
        else { return }
        become(k, .slope, x, y, self[slope].right, p: p, insteadOf: [slope, product])
    }

    /// p x + q y, p x + q (y z), x + p y, x - p y, x + y z, x - y z, z - q / sqrt(x + p) y
    private func fuseSum(_ k: Int, _ kernel: BinaryKernel) {
        guard let last = before(k, self[k].right) else { return }
        let left = self[k].left
        if case .fused(.rootInsideTimes) = self[last].kernel, kernel == .subtract, left.isWhole {
            let step = self[last]
            return become(k, .rootInsideOff, step.left, step.right, left, p: step.p, q: step.q, insteadOf: [last])
        }
        guard case .binary(.multiply) = self[last].kernel else { return }
        if let (y, q) = timesNumber(last), y.isWhole {
            if kernel == .add, let first = unread(k, left), let (x, p) = timesNumber(first), case .elements = x {
                if let product = before(last, y), let (y, z) = wholeFactors(product) {
                    return become(k, .blendProduct, x, y, z, p: p, q: q, insteadOf: [last, product, first])
                }
                return become(k, .blend, x, y, p: p, q: q, insteadOf: [last, first])
            }
            guard left.isWhole else { return }
            return become(k, kernel == .add ? .addScaled : .subtractScaled, left, y, p: q, insteadOf: [last])
        }
        guard left.isWhole, let (y, z) = wholeFactors(last) else { return }
        become(k, kernel == .add ? .addProduct : .subtractProduct, left, y, z, insteadOf: [last])
    }

    // MARK: Looking back

    /// The step whose result a source is, where it is the one right before `k`: nothing between them may take the place of
    /// what it reads.
    private func before(_ k: Int, _ source: Step.Source) -> Int? {
        guard case .scratch(_, let step) = source, step == lastStep(before: k) else { return nil }
        return step
    }

    /// The last step before `k` that still has work of its own.
    private func lastStep(before k: Int) -> Int {
        var step = k - 1
        while step >= 0, case .none = self[step].kernel { step -= 1 }
        return step
    }

    /// The step whose result a source is, where all between it and `k` write into the scratch memory only.
    private func unread(_ k: Int, _ source: Step.Source) -> Int? {
        guard case .scratch(_, let step) = source else { return nil }
        for between in step..<k {
            if case .elements = self[between].target { return nil }
        }
        return step
    }

    /// y and z, where the step is y z.
    private func wholeFactors(_ k: Int) -> (Step.Source, Step.Source)? {
        guard case .binary(.multiply) = self[k].kernel, self[k].left.isWhole, self[k].right.isWhole else { return nil }
        return (self[k].left, self[k].right)
    }

    /// x and p, where the step is x + p or p + x with a number p.
    private func plusNumber(_ k: Int) -> (Step.Source, Double)? {
        guard case .binary(.add) = self[k].kernel else { return nil }
        return withNumber(k)
    }

    /// x and p, where the step is x p or p x with a number p.
    private func timesNumber(_ k: Int) -> (Step.Source, Double)? {
        guard case .binary(.multiply) = self[k].kernel else { return nil }
        return withNumber(k)
    }

    private func withNumber(_ k: Int) -> (Step.Source, Double)? {
        if case .number(let number) = self[k].right { return (self[k].left, number) }
        if case .number(let number) = self[k].left { return (self[k].right, number) }
        return nil
    }

    private func become(
        _ k: Int, _ kernel: FusedKernel, _ x: Step.Source, _ y: Step.Source = .number(0),
        _ z: Step.Source = .number(0), p: Double = 0, q: Double = 0, insteadOf others: [Int]
    ) {
        for step in others { self[step].kernel = .none }
        self[k].kernel = .fused(kernel)
        (self[k].left, self[k].right, self[k].third) = (x, y, z)
        (self[k].p, self[k].q) = (p, q)
    }
}

extension Step.Source {
    /// Whether it has an element for each of the result's.
    fileprivate var isWhole: Bool {
        switch self {
        case .elements, .scratch: true
        case .row, .column, .number: false
        }
    }
}
