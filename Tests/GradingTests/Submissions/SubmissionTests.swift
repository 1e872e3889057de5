import Foundation
import Grading
import Notebook
import Testing

/// Submissions in the forms in which they come.
@Suite struct SubmissionTests {
    static func with<Value>(_ files: [String: String], _ body: (String) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cellist-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try body(folder.path)
    }

    /// Makes files with a line of Python: archives, links, devices.
    static func python(_ lines: String, in folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", lines]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    static func ipynb(_ script: String) throws -> String { try Notebook.script(script, file: "a.swift").ipynbText }

    @Test func everyFormOfASubmissionIsRead() throws {
        let lab = try SmallLab.lab()
        let work = SmallLab.work(total: "sum = 42")
        let cells = work.components(separatedBy: "\n\n// %% spread")
        try Self.with([
            "ann.swift": work, "ben.ipynb": try Self.ipynb(work), "cho/notes.txt": "hello",
            "cho/01-total.swift": cells[0], "cho/02-spread.swift": "// %% spread" + cells[1],
            "dan/lab/lab.ipynb": try Self.ipynb(work), "packed/work.swift": work, "README.md": "no submission",
            "Kim Min_1234567_assignsubmission_file_/lab.ipynb": try Self.ipynb(work),
            "leeji_LATE_12345_678901_lab-2.swift": work, "leeji_12345_678900_lab.swift": "// nothing",
        ]) { folder in
            try Self.python(
                """
                import zipfile, tarfile, shutil
                zipfile.ZipFile('eve.zip', 'w', zipfile.ZIP_DEFLATED).write('packed/work.swift', 'eve/work.swift')
                for n, m in (('fay.tar.gz', 'w:gz'), ('gus.tar', 'w'), ('hal.tar.xz', 'w:xz')):
                    with tarfile.open(n, m) as t: t.add('packed/work.swift', 'w/work.swift')
                shutil.rmtree('packed')
                """, in: folder)
            let found = try Submission.find(in: folder)
            #expect(
                found.map(\.student) == [
                    "Kim Min", "ann", "ben", "cho", "dan", "eve", "fay", "gus", "hal", "leeji",
                ])
            for submission in found {
                let content = submission.content(for: lab)
                #expect(content.failure == nil, "\(submission.student)")
                let taken = lab.take(content.cells)
                #expect(taken.cells.map(\.state) == [.taken, .taken], "\(submission.student): \(taken.notes)")
                #expect(taken[id: "total"]?.cell.text.contains("sum = 42") == true)
                #expect(submission.time != nil)
            }
            let late = try #require(found.last)
            #expect(late.notes.contains("the course system marks it as late"))
            #expect(late.notes.contains { $0.contains("2 submissions; the last one was read") })
        }
    }

    @Test func twoStudentsOfOneNameStayTwo() throws {
        try Self.with([
            "Kim Min_11_assignsubmission_file_/a.swift": "let a = 1",
            "Kim Min_22_assignsubmission_file_/a.swift": "let a = 1",
        ]) { folder in
            let students = try Submission.find(in: folder).map(\.student)
            #expect(students == ["Kim Min (11)", "Kim Min (22)"])
        }
    }

    @Test func theHashFollowsTheCellsAndNotTheOutputs() throws {
        let lab = try SmallLab.lab()
        let work = SmallLab.work()
        let plain = try Self.ipynb(work)
        let ran = plain.replacing("\"execution_count\": null", with: "\"execution_count\": 7")
        let hashes = try Self.with([
            "a.ipynb": plain, "b.ipynb": ran, "c.ipynb": plain.replacing("sum +=", with: "sum -="),
        ]) {
            folder in
            try Submission.find(in: folder).map { $0.content(for: lab).hash }
        }
        #expect(hashes[0] == hashes[1])
        #expect(hashes[0] != hashes[2])
    }

    @Test func whatIsNoNotebookIsThatStudentsMatter() throws {
        let lab = try SmallLab.lab()
        try Self.with([
            "cut.ipynb": "{\"cells\": [", "empty.ipynb": "", "list.ipynb": "[1]", "noise.zip": "PK\u{3}\u{4}noise",
            "nothing/read.me": "x", "python.tar.gz": "no archive",
        ]) { folder in
            for submission in try Submission.find(in: folder) {
                let content = submission.content(for: lab)
                #expect(content.failure != nil, "\(submission.student)")
                #expect(content.cells.isEmpty)
                #expect(lab.take(content.cells).cells.map(\.state) == [.missing, .missing])
            }
        }
    }

    @Test func anEmptyOrMissingFolderIsSaidSo() throws {
        #expect(throws: NotebookError.self) { try Submission.find(in: "/nowhere/at/all") }
        try Self.with([:]) { (folder: String) -> Void in
            #expect(throws: NotebookError.self) { _ = try Submission.find(in: folder) }
        }
    }
}

/// Archives and folders made to harm whoever reads them.
@Suite struct HostileSubmissionTests {
    private static func content(_ python: String, files: [String: String] = [:]) throws -> (
        Submission.Content, [String]
    ) {
        try SubmissionTests.with(files) { folder in
            try FileManager.default.createDirectory(atPath: folder + "/all", withIntermediateDirectories: true)
            try SubmissionTests.python(
                "import zipfile, tarfile, io, os\nwork = \(literal(SmallLab.work()))\n" + python, in: folder)
            let found = try Submission.find(in: folder + "/all")
            #expect(found.count == 1)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            return (found[0].content(for: try SmallLab.lab()), names)
        }
    }

    private static func literal(_ text: String) -> String { "'''" + text + "'''" }

    @Test(arguments: [
        "../escaped.swift", "/tmp/escaped.swift", "a/../../escaped.swift", "..\\\\escaped.swift", "C:/escaped.swift",
        "C:\\\\escaped.swift",
    ])
    func namesThatLeadOutsideAreNotRead(_ name: String) throws {
        for kind in ["zip", "tar"] {
            let add =
                kind == "zip"
                ? "z = zipfile.ZipFile('all/kim.zip', 'w'); z.writestr('\(name)', 'let evil = 1'); z.writestr('w.swift', work); z.close()"
                : """
                t = tarfile.open('all/kim.tar', 'w')
                for n, d in (('\(name)', b'let evil = 1'), ('w.swift', work.encode())):
                    i = tarfile.TarInfo(n); i.size = len(d); t.addfile(i, io.BytesIO(d))
                t.close()
                """
            let (content, names) = try Self.content(add)
            #expect(content.failure == nil)
            #expect(!content.cells.contains { $0.code.contains("evil") })
            #expect(content.notes.contains { $0.contains("no name that a file may have") }, "\(content.notes)")
            #expect(names == ["all"])
        }
    }

    @Test func linksAndDevicesInAnArchiveAreNotRead() throws {
        let (content, _) = try Self.content(
            """
            t = tarfile.open('all/kim.tar', 'w')
            for n, k, l in (('a.swift', tarfile.SYMTYPE, '/etc/passwd'), ('b.swift', tarfile.LNKTYPE, 'w.swift'),
                            ('c.swift', tarfile.CHRTYPE, ''), ('d.swift', tarfile.FIFOTYPE, ''), ('e.swift', tarfile.BLKTYPE, '')):
                i = tarfile.TarInfo(n); i.type = k; i.linkname = l; i.devmajor = 1; i.devminor = 5; t.addfile(i)
            d = work.encode(); i = tarfile.TarInfo('w.swift'); i.size = len(d); t.addfile(i, io.BytesIO(d))
            t.close()
            """)
        #expect(content.failure == nil)
        #expect(content.notes.count { $0.contains("is a link or no file") } == 5)
        #expect(try SmallLab.lab().take(content.cells).cells.map(\.state) == [.taken, .taken])
    }

    @Test func linksAndPipesInAFolderAreNotFollowed() throws {
        let (content, _) = try Self.content(
            """
            open('reference.swift', 'w').write(work)
            os.mkdir('all/kim'); os.symlink('../../reference.swift', 'all/kim/a.swift'); os.symlink('/', 'all/kim/root')
            os.mkfifo('all/kim/b.swift'); os.symlink('..', 'all/kim/up')
            """)
        #expect(content.cells.isEmpty)
        #expect(content.failure == "there is no notebook in it")
        #expect(content.notes.count == 4)
    }

    static let bombs: [(String, String)] = [
        (
            "z = zipfile.ZipFile('all/kim.zip', 'w', zipfile.ZIP_DEFLATED); z.writestr('w.swift', bytes(1 << 28)); z.close()",
            "larger than 16 MiB"
        ),
        (
            "z = zipfile.ZipFile('all/kim.zip', 'w', zipfile.ZIP_DEFLATED); [z.writestr(f'{k}.bin', bytes(15 << 20)) for k in range(8)]; z.close()",
            "larger than 64 MiB"
        ),
        (
            "z = zipfile.ZipFile('all/kim.zip', 'w'); [z.writestr(f'{k}.swift', '') for k in range(3000)]; z.close()",
            "more than 2000 files"
        ),
        (
            "t = tarfile.open('all/kim.tar.gz', 'w:gz'); i = tarfile.TarInfo('x.bin'); i.size = 1 << 28; t.addfile(i, open('/dev/zero', 'rb')); t.close()",
            "larger than 16 MiB"
        ),
        (
            "t = tarfile.open('all/kim.tar', 'w'); i = tarfile.TarInfo('x.swift'); i.size = 1 << 40; t.fileobj.write(i.tobuf()); t.fileobj.close()",
            "larger than 16 MiB"
        ),
        (
            "import zlib\nz = zipfile.ZipFile('all/kim.zip', 'w', zipfile.ZIP_DEFLATED); z.writestr('w.swift', bytes(1 << 25)); z.close(); d = bytearray(open('all/kim.zip', 'rb').read()); k = d.find(b'PK\\x01\\x02'); d[k + 24:k + 28] = (10).to_bytes(4, 'little'); d[22:26] = (10).to_bytes(4, 'little'); open('all/kim.zip', 'wb').write(d)",
            ""
        ),
    ]

    @Test(arguments: bombs) func anArchiveThatUnpacksToTooMuchIsRefused(_ python: String, _ reason: String) throws {
        let (content, _) = try Self.content(python)
        #expect(content.cells.allSatisfy { $0.code.utf8.count < 100 })
        guard !reason.isEmpty else { return }
        #expect(content.failure?.contains(reason) == true, "\(content.failure ?? "none")")
    }

    @Test func absurdNamesAndDoubledEntriesAreNoted() throws {
        let (content, _) = try Self.content(
            """
            import warnings; warnings.simplefilter('ignore')
            z = zipfile.ZipFile('all/kim.zip', 'w')
            z.writestr('x' * 5000 + '.swift', 'let evil = 1'); z.writestr('a/' * 50 + 'b.swift', 'let evil = 2')
            z.writestr('w.swift', 'let evil = 3'); z.writestr('w.swift', work); z.writestr('.hidden.swift', 'let evil = 4')
            z.close()
            """)
        #expect(content.failure == nil)
        #expect(!content.cells.contains { $0.code.contains("evil") })
        #expect(content.notes.contains("'w.swift' comes twice; the last one was read"))
    }

    /// Comparing and hashing texts takes the square of the marks on a letter: these would take hours.
    @Test(arguments: ["\u{301}\u{316}", "\\u0301\\u0316"])
    func hundredsOfThousandsOfMarksOnALetterDoNotHoldUpWhoReadsThem(
        _ marks: String
    ) throws {
        let word = "k" + String(repeating: marks, count: 200_000)
        let cell =
            "{\"cell_type\":\"code\",\"id\":\"\(word)\",\"metadata\":{\"\(word)\":1},\"outputs\":[],"
            + "\"execution_count\":null,\"source\":[\"let a = 1 // \(word)\"]}"
        let notebook = "{\"cells\":[\(cell)],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}"
        try SubmissionTests.with(["sub/kim.ipynb": notebook]) { (folder: String) throws -> Void in
            let submission = try #require(try Submission.find(in: folder + "/sub").first)
            let cells = submission.content(for: try SmallLab.lab()).cells
            let code = try #require(cells.first).code
            #expect(code.hasPrefix("let a = 1 // "))
            // A joiner after each thirty.
            #expect(code.unicodeScalars.count { $0 == "\u{34F}" } == 13_333)
        }
    }

    @Test func anEncryptedArchiveIsSaidToBeOne() throws {
        let (content, _) = try Self.content(
            """
            z = zipfile.ZipFile('all/kim.zip', 'w'); z.writestr('w.swift', work); z.close()
            d = bytearray(open('all/kim.zip', 'rb').read()); d[6] |= 1; k = d.find(b'PK\\x01\\x02'); d[k + 8] |= 1
            open('all/kim.zip', 'wb').write(d)
            """)
        #expect(content.failure?.contains("cannot be read") == true)
    }
}
