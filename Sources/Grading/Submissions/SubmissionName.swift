/// Whose a submission is, by the name of its folder or file as course systems write it.
struct SubmissionName: Hashable {
    var student: String
    /// Tells two students of one name apart.
    var number: String?
    /// The system says that it came after the deadline.
    var isLate = false
    /// Of several submissions of a student the highest counts.
    var version = 0

    /// - Parameter name: without the ending.
    init(_ name: String) {
        student = name
        if let match = name.wholeMatch(of: #/(.+?)_(\d+)_assignsubmission_[a-z]+_?.*/#) {
            // Moodle: Kim Min_1234567_assignsubmission_file_
            student = String(match.1)
            number = String(match.2)
        } else if let match = name.wholeMatch(of: #/(.+?)(_LATE)?_(\d+)_(\d+)_(.+)/#) {
            // Canvas: kimmin_LATE_12345_678901_lab3-2
            student = String(match.1)
            isLate = match.2 != nil
            number = String(match.3)
            version = match.5.firstMatch(of: #/-(\d+)$/#).flatMap { Int($0.1) } ?? 0
        }
    }
}
