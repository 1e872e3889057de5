import Foundation
import Notebook

/// What tells Jupyter that there is this kernel, and how it is started: a folder among its kernels.
///
/// https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs
public struct KernelSpec: Sendable {
    /// The folder's name, by which notebooks name the kernel.
    public var name: String
    public var displayName: String
    /// The absolute path of `cellist`.
    public var program: String
    /// Options of `cellist kernel` for every start.
    public var arguments: [String]
    /// Variables that the kernel gets.
    public var environment: [String: String]

    public init(
        name: String = Notebook.kernelName, displayName: String = Notebook.kernelDisplayName, program: String,
        arguments: [String] = [], environment: [String: String] = [:]
    ) {
        self.name = name
        self.displayName = displayName
        self.program = program
        self.arguments = arguments
        self.environment = environment
    }

    /// `kernel.json`.
    var json: JSON {
        let words = [program, "kernel"] + arguments + ["{connection_file}"]
        var object: JSONObject = [
            "argv": .array(words.map { .string($0) }), "display_name": .string(displayName),
            "language": .string("swift"),
            // A signal would go to the compiler as well, which runs in the kernel's process group.
            "interrupt_mode": .string("message"), "metadata": ["debugger": .bool(false)],
        ]
        if !environment.isEmpty {
            let variables = environment.sorted { $0.key < $1.key }.map { JSONObject.Member($0.key, .string($0.value)) }
            object["env"] = .object(JSONObject(variables))
        }
        return .object(object)
    }

    /// Where Jupyter looks for kernels.
    public enum Place: Sendable {
        /// The user's own data folder.
        case user
        /// `PREFIX/share/jupyter`.
        case prefix(String)

        public func folder(environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
            switch self {
            case .prefix(let prefix): return URL(fileURLWithPath: prefix).path + "/share/jupyter/kernels"
            case .user:
                let home = environment["HOME"] ?? NSHomeDirectory()
                let data = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.local/share"
                return (environment["JUPYTER_DATA_DIR"].flatMap { $0.isEmpty ? nil : $0 } ?? data + "/jupyter")
                    + "/kernels"
            }
        }

        /// The Python environment that is active: a virtual one, or conda's.
        ///
        /// - Throws: ``KernelError`` where none is.
        public static func activeEnvironment(
            _ environment: [String: String] = ProcessInfo.processInfo.environment
        ) throws -> Place {
            for name in ["VIRTUAL_ENV", "CONDA_PREFIX"] {
                if let prefix = environment[name], !prefix.isEmpty { return .prefix(prefix) }
            }
            throw KernelError(
                .usage, "no Python environment is active: neither VIRTUAL_ENV nor CONDA_PREFIX is set",
                advice: "activate it first, or name its folder with --prefix")
        }
    }

    /// Writes the folder's files, each whole.
    ///
    /// - Returns: the folder.
    /// - Throws: ``NotebookError`` when it cannot be written.
    public func install(in place: Place) throws -> String {
        let folder = place.folder() + "/" + name
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw NotebookError(
                "the folder cannot be made", family: .unwritable, file: folder, advice: "\(error.localizedDescription)")
        }
        try WholeFile.write(Self.logo, to: folder + "/logo-svg.svg")
        try WholeFile.write(json.text(indent: 1) + "\n", to: folder + "/kernel.json")
        return folder
    }

    /// Removes what ``install(in:)`` wrote, and the folder where nothing else is in it.
    ///
    /// - Returns: the folder.
    /// - Throws: ``KernelError`` where there is no such kernel, ``NotebookError`` where it may not be removed.
    public static func uninstall(_ name: String, from place: Place) throws -> String {
        let folder = place.folder() + "/" + name
        guard access(folder + "/kernel.json", F_OK) == 0 else {
            throw KernelError(
                .usage, "there is no kernel '\(name)' in \(place.folder())",
                advice: "'jupyter kernelspec list' shows where there are some")
        }
        for file in ["kernel.json", "logo-svg.svg"] where unlink("\(folder)/\(file)") != 0 && errno != ENOENT {
            throw NotebookError(
                "it cannot be removed: \(String(cString: strerror(errno)))", family: .unwritable,
                file: "\(folder)/\(file)")
        }
        // One with files of the user's own stays.
        _ = rmdir(folder)
        return folder
    }

    /// Cells one below the other, the second with an output.
    private static let logo = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
          <rect width="64" height="64" rx="12" fill="#f05138"/>
          <g fill="#fff">
            <rect x="12" y="12" width="40" height="12" rx="3"/>
            <rect x="12" y="29" width="40" height="12" rx="3"/>
            <rect x="20" y="46" width="32" height="6" rx="3" opacity="0.7"/>
          </g>
        </svg>

        """
}
