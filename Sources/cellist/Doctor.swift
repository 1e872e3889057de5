import ArgumentParser
import Engine

struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look whether all is there that cells need, and run one.",
        discussion: """
            Shows the toolchain, the installation, the system's libraries, the temporary folder, the sandbox and the cache \
            of compiled cells. Exits with 69 when something needed is missing; the line says how to get it.
            """)

    @Flag(help: "Print one JSON object in place of text.")
    var json = false

    @Flag(help: "Remove all compiled cells first.")
    var clearCache = false

    func run() throws {
        try Failure.reported {
            let doctor = Engine.Doctor()
            if clearCache, let removed = try doctor.clearCache(), !json {
                Console().print("removed \(removed.entries) compiled cells, \(removed.bytes) bytes")
            }
            let report = doctor.examine()
            Console().print(json ? report.json.line : text(report))
            if !report.isWell { throw ExitCode(69) }
        }
    }

    private func text(_ report: DoctorReport) -> String {
        let width = report.findings.map(\.name.count).max() ?? 0
        return report.findings.map { finding in
            let name = finding.name.padding(to: width)
            let status = finding.status.rawValue.padding(to: 7)
            let advice = finding.advice.map { "\n" + String(repeating: " ", count: width + 11) + $0 } ?? ""
            return "\(name)  \(status)  \(finding.detail)\(advice)"
        }.joined(separator: "\n")
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
