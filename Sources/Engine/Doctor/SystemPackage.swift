import Foundation

/// A library of the system's that Cellist's own parts are linked to.
struct SystemPackage {
    var package: String
    var library: String
    var purpose: String

    static let all = [
        SystemPackage(package: "libopenblas0", library: "libopenblas.so.0", purpose: "matrix products"),
        SystemPackage(package: "zlib1g", library: "libz.so.1", purpose: "data files packed with gzip"),
    ]

    /// Where the loader looks on Debian, Fedora and Arch.
    private static let folders = [
        "/usr/lib/\(Toolchain.architecture)-linux-gnu", "/lib/\(Toolchain.architecture)-linux-gnu", "/usr/lib64",
        "/lib64",
        "/usr/lib", "/lib", "/usr/local/lib",
    ]

    var finding: DoctorReport.Finding {
        let paths = Self.folders.map { "\($0)/\(library)" }
        if let path = paths.first(where: { access($0, R_OK) == 0 }) { return DoctorReport.Finding(package, .ok, path) }
        return DoctorReport.Finding(
            package, .missing, "there is no \(library): \(purpose)",
            advice: "On Debian and Ubuntu: apt-get install \(package)")
    }
}
