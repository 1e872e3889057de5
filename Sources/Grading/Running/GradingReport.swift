import Foundation
import Notebook

/// All grades of a lab, for programs: `{"lab", "submissions": [{"student", "points", "maxPoints", "status", "notes", "checks"}]}`.
public struct GradingReport: Sendable {
    public var lab: String
    public var grades: [SubmissionGrade]
    public var isSandboxed: Bool

    public init(lab: String, grades: [SubmissionGrade], isSandboxed: Bool) {
        self.lab = lab
        self.grades = grades
        self.isSandboxed = isSandboxed
    }

    public var json: JSON {
        var object: JSONObject = ["lab": .string(lab), "submissions": .array(grades.map(\.json))]
        if !isSandboxed { object["sandbox"] = .bool(false) }
        return .object(object)
    }
}

extension SubmissionGrade {
    fileprivate var json: JSON {
        [
            "student": .string(student), "points": .points(points), "maxPoints": .points(maxPoints),
            "status": .string(status.rawValue), "notes": .array(notes.map(JSON.string)),
            "checks": .array(checks.map(\.json)),
        ]
    }
}

extension CheckGrade {
    fileprivate var json: JSON {
        [
            "cell": .string(cell), "name": .string(name), "points": .points(points), "maxPoints": .points(maxPoints),
            "passed": .bool(passed), "message": .string(message),
        ]
    }
}

extension JSON {
    /// Thirds of points and the like are rounded where nobody looks.
    fileprivate static func points(_ value: Double) -> JSON {
        let rounded = (value * 1e6).rounded() / 1e6
        return .number(rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)")
    }
}
