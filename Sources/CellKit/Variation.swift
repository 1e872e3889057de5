#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Numbers that differ from student to student, as the worker was given them: `CELLIST_VARIED=seed=17;size=4`.
enum Variation {
    nonisolated(unsafe) private static var numbers: [String: Int] = [:]

    /// Before any cell has run: from then on nothing that a cell does to its environment matters.
    static func read() {
        guard let text = getenv("CELLIST_VARIED") else { return }
        for setting in String(cString: text).split(separator: ";") {
            let parts = setting.split(separator: "=")
            if parts.count == 2, let number = Int(parts[1]) { numbers[String(parts[0])] = number }
        }
        unsetenv("CELLIST_VARIED")
    }

    static func number(_ name: String) -> Int? { numbers[name] }
}

/// What stands in a check for a number that varies from student to student.
///
/// - Parameter usual: the number where nobody is graded.
public func _cellVaried(_ name: String, _ usual: Int) -> Int { Variation.number(name) ?? usual }
