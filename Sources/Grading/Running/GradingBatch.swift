import Engine
import Foundation

/// Many submissions to one lab, some of them at the same time.
public struct GradingBatch: Sendable {
    /// How far it has come.
    public struct Progress: Sendable {
        public var done: Int
        public var total: Int
        public var elapsed: Duration

        /// By the time that those done have taken; nil before there is anything to go by.
        public var left: Duration? { done == 0 ? nil : elapsed * (total - done) / done }
    }

    let grader: Grader
    let jobs: Int

    /// - Parameter jobs: how many submissions run at the same time.
    public init(_ grader: Grader, jobs: Int) {
        self.grader = grader
        self.jobs = max(1, jobs)
    }

    /// Grades all, in the order of the list as places become free.
    ///
    /// - Parameters:
    ///   - read: what of a submission is graded; where it throws, a person must look at that submission.
    ///   - onGrade: called for one submission at a time as they are done; where it throws, the batch ends.
    /// - Throws: what `onGrade` throws.
    public func grade<Submission: Sendable>(
        _ submissions: [Submission], name: @escaping @Sendable (Submission) -> String,
        read: @escaping @Sendable (Submission) throws -> StudentCells,
        onGrade: @escaping (Submission, SubmissionGrade, Progress) throws -> Void
    ) throws {
        let line = WaitingLine(count: submissions.count)
        let start = ContinuousClock.now
        nonisolated(unsafe) var failure: (any Error)?
        nonisolated(unsafe) let onGrade = onGrade
        let work: @Sendable () -> Void = {
            while !grader.stop.isThrown, let index = line.next() {
                let submission = submissions[index]
                guard let grade = self.grade(name(submission), { try read(submission) }) else { return }
                line.oneAtATime { done in
                    let progress = Progress(done: done, total: submissions.count, elapsed: .now - start)
                    do {
                        try onGrade(submission, grade, progress)
                    } catch {
                        failure = failure ?? error
                        line.end()
                    }
                }
            }
        }
        let done = DispatchGroup()
        for _ in 1..<max(min(jobs, submissions.count), 1) {
            done.enter()
            Thread.detachNewThread {
                work()
                done.leave()
            }
        }
        work()
        done.wait()
        if let failure { throw failure }
    }

    /// nil where it was stopped.
    private func grade(_ student: String, _ read: @escaping @Sendable () throws -> StudentCells) -> SubmissionGrade? {
        do {
            let read = read
            return try grader.grade(try DeepStack.run { try read() })
        } catch is GradingInterrupted {
            return nil
        } catch {
            var grade = grader.ungraded(student)
            grade.notes.append("\(error)")
            return grade
        }
    }
}

/// The submissions that wait for their turn.
private final class WaitingLine: @unchecked Sendable {
    private let lock = NSLock()
    private let talk = NSLock()
    private var waiting: Range<Int>
    private var done = 0

    init(count: Int) { waiting = 0..<count }

    func next() -> Int? { lock.withLock { waiting.popFirst() } }
    func end() { lock.withLock { waiting = waiting.upperBound..<waiting.upperBound } }

    func oneAtATime(_ body: (Int) -> Void) {
        talk.withLock {
            done += 1
            body(done)
        }
    }
}
