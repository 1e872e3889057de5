/// Walks over `base` and shows how far it has come: a bar in a terminal, nothing elsewhere.
///
/// ```swift
/// for epoch in progress(0..<1000) { train() }
/// ```
///
/// - Parameter title: stands before the bar.
public func progress<Base: Sequence>(_ base: Base, _ title: String = "") -> ProgressSequence<Base> {
    ProgressSequence(base: base, title: title)
}

/// A sequence that tells how far it has been walked; see ``progress(_:_:)``.
public struct ProgressSequence<Base: Sequence>: Sequence {
    let base: Base
    let title: String

    public func makeIterator() -> Iterator {
        Iterator(base: base.makeIterator(), total: (base as? any Collection)?.count, title: title)
    }

    public struct Iterator: IteratorProtocol {
        var base: Base.Iterator
        let total: Int?
        let title: String
        private var done = -1
        private var nextLook = 0
        private var stride = 1
        private var lastTold: ContinuousClock.Instant?

        init(base: Base.Iterator, total: Int?, title: String) {
            self.base = base
            self.total = total
            self.title = title
        }

        public mutating func next() -> Base.Element? {
            let element = base.next()
            done += 1
            if done >= nextLook || element == nil { look(isOver: element == nil) }
            return element
        }

        /// Tells at most twenty times a second. The clock is read ever more seldom in a fast loop: reading it takes as long as a
        /// short loop's body.
        private mutating func look(isOver: Bool) {
            let now = ContinuousClock.now
            let pause = lastTold.map { now - $0 } ?? .seconds(1)
            if pause >= .milliseconds(50) || isOver {
                tell()
                lastTold = now
                stride = Swift.max(1, stride / 2)
            } else if pause < .milliseconds(25) {
                stride *= 2
            }
            nextLook = done + stride
        }

        private func tell() {
            var members = [("done", "\(done)"), ("title", JSON.string(title))]
            if let total { members.append(("total", "\(total)")) }
            Frame.progress.send(JSON.object(members))
        }
    }
}
