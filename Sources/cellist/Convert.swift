import ArgumentParser
import Foundation
import Notebook
import Pages

struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a notebook in another form, or as a page to read.",
        discussion: """
            Notebooks: ipynb, script ('// %%' begins a cell), folder (a file for each cell). Pages: html (one file, no scripts), \
            markdown. The form follows from OUTPUT's ending, or from --to. Runs nothing; outputs are those that are stored. \
            In an '.ipynb' that is there already, cells that still say the same keep theirs.
            """)

    @Argument(help: "A folder of cell files, a percent script or an '.ipynb'.", completion: .file())
    var path: String

    @Argument(
        help: "The file or folder to write; '-' for standard output. Without it the result stands beside the notebook.",
        completion: .file())
    var output: String?

    @Option(name: .shortAndLong, help: "The form to write.")
    var to: Form?

    enum Form: String, CaseIterable, ExpressibleByArgument {
        case ipynb, script, folder, html, markdown

        /// By a file's ending; a name without one is a folder's.
        init?(path: String) {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
                self = .folder
                return
            }
            switch URL(fileURLWithPath: path).pathExtension.lowercased() {
            case "ipynb": self = .ipynb
            case "swift": self = .script
            case "html", "htm": self = .html
            case "md", "markdown": self = .markdown
            case "": self = .folder
            default: return nil
            }
        }

        var ending: String {
            switch self {
            case .ipynb: ".ipynb"
            case .script: ".swift"
            case .folder: ""
            case .html: ".html"
            case .markdown: ".md"
            }
        }
    }

    func validate() throws {
        guard to == nil else {
            if output == "-", to == .folder { throw ValidationError("a folder cannot go to standard output") }
            return
        }
        guard let output else { throw ValidationError("say what to write: OUTPUT, or --to FORM") }
        if output == "-" { throw ValidationError("standard output needs --to FORM") }
        if Form(path: output) == nil {
            throw ValidationError("'\(output)': no form has this ending; give --to FORM")
        }
    }

    func run() throws {
        try Failure.reported {
            let notebook = try Notebook.read(path)
            guard let form = to ?? output.flatMap(Form.init(path:)) else { return }
            try refuseOtherLanguages(notebook, form)
            if output == "-" { return FileHandle.standardOutput.write(Data(try text(notebook, form).utf8)) }
            let target = target(notebook, form)
            try write(notebook, form, to: target)
            Console().note("wrote \(target)")
        }
    }

    /// A Swift script of Python cells would be neither.
    private func refuseOtherLanguages(_ notebook: Notebook, _ form: Form) throws {
        guard form == .script || form == .folder, let language = notebook.language, language != "swift" else { return }
        throw NotebookError(
            "the notebook's language is \(language); its cells make no Swift script", file: path,
            advice: "convert it to html, markdown or ipynb")
    }

    private func target(_ notebook: Notebook, _ form: Form) -> String {
        let name = notebook.name + form.ending
        guard let output else {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().relativePath
            return folder == "." ? name : folder + "/" + name
        }
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: output, isDirectory: &isFolder)
        return form != .folder && isThere && isFolder.boolValue ? output + "/" + name : output
    }

    private func text(_ notebook: Notebook, _ form: Form) throws -> String {
        switch form {
        case .ipynb: notebook.ipynbText
        case .script, .folder: notebook.scriptText
        case .html: try NotebookPage(notebook).html()
        case .markdown: notebook.markdownText
        }
    }

    private func write(_ notebook: Notebook, _ form: Form, to target: String) throws {
        switch form {
        case .folder: try notebook.write(to: target, as: .folder)
        case .script: try notebook.write(to: target, as: .script)
        case .html, .markdown: try WholeFile.write(text(notebook, form), to: target)
        case .ipynb:
            let isThere =
                notebook.format != .ipynb && target.hasSuffix(".ipynb")
                && FileManager.default.fileExists(atPath: target)
            // What is there and is no notebook is not ours to replace: reading it says so.
            let written = isThere ? notebook.keepingOutputs(of: try Notebook.read(target)) : notebook
            try written.write(to: target, as: .ipynb)
        }
    }
}
