import Foundation
import Testing

@testable import Engine

/// What decides where the cache is, and what of a cell matters to its key.
@Suite struct CacheKeyPartsTests {
    @Test(arguments: [
        (["HOME": "/home/ada"], "/home/ada/.cache/cellist"),
        (["HOME": "/home/ada", "XDG_CACHE_HOME": "/var/c"], "/var/c/cellist"),
        (["HOME": "/home/ada", "XDG_CACHE_HOME": "relative"], "/home/ada/.cache/cellist"),
        (["HOME": "/home/ada", "CELLIST_CACHE": "/fast/cells"], "/fast/cells"),
        (["HOME": "/home/ada", "CELLIST_CACHE": "off"], nil), ([:], nil),
    ])
    func theEnvironmentNamesTheFolder(_ environment: [String: String], _ folder: String?) {
        #expect(CacheLocation(.standard, environment: environment).folder == folder)
        #expect(CacheLocation(.off, environment: environment).folder == nil)
        #expect(CacheLocation(.folder("/x"), environment: environment).folder == "/x")
    }

    @Test(arguments: [
        ("1000", 1000), ("64K", 65536), ("500m", 500 << 20), ("2G", 2 << 30), ("", nil), ("much", nil), ("-1", nil),
        ("99999999999G", nil),
    ])
    func sizesAreNumbersWithUnits(_ text: String, _ bytes: Int?) {
        let location = CacheLocation(.standard, environment: ["CELLIST_CACHE_SIZE": text])
        #expect(location.bound == bytes ?? CacheLocation.usualBound)
        #expect((location.complaint == nil) == (bytes != nil))
    }

    @Test(arguments: [
        ("let a = 1", PlaceBinding.none), ("#if os(Linux)\n#endif", .none), ("#selector", .none),
        ("print(#line)", .name), ("f(#fileID)", .name), ("func f(_ c: Int = #column) {}", .name),
        ("print(#file)", .path), ("print(#filePath, #fileID)", .path), ("#sourceLocation(file: \"a\", line: 1)", .path),
    ])
    func aTextThatNamesItsPlaceIsBoundToIt(_ text: String, _ binding: PlaceBinding) {
        #expect(PlaceBinding(text: text) == binding)
    }

    @Test(arguments: [
        ("import Foundation", "Foundation"), ("import struct Foundation.Date", "Foundation"),
        ("import func Cell2.`greet`", "Cell2"), ("@testable import Things", "Things"), ("import Cell12", "Cell12"),
        ("public import   var A.B.c", "A"), ("import var Cell3.`two words`", "Cell3"),
    ])
    func theModuleOfAnImportIsFound(_ line: String, _ module: String) {
        #expect(ImportedModule(line)?.name == module)
    }

    @Test func aFileIsHashedAnewWhenItChanges() throws {
        let temporary = try TemporaryFolder()
        let identity = FileIdentity(memo: try Directory(trusted: temporary.path + "/memo"))
        let file = temporary.path + "/file"
        try Data("one".utf8).write(to: URL(fileURLWithPath: file))
        let one = identity.digest(of: file)
        #expect(one == Digest(of: Array("one".utf8)) && identity.digest(of: file) == one)
        try Data("two".utf8).write(to: URL(fileURLWithPath: file))
        #expect(identity.digest(of: file) == Digest(of: Array("two".utf8)))
        #expect(identity.digest(of: file + "-missing") == nil)
    }

    @Test func messagesMoveWithTheirCell() {
        let output = """
            a.swift:3:5: error: wrong
            let x = y
                    ^
            a.swift:4:1: note: see here
            other.swift:3:5: error: not ours

            """
        let moved = DiagnosticReader.moved(
            output, from: Place(file: "a.swift", line: 2), to: Place(file: "b/c.swift", line: 12))
        #expect(moved.contains("b/c.swift:13:5: error: wrong\nlet x = y\n        ^\nb/c.swift:14:1: note: see here"))
        #expect(moved.contains("other.swift:3:5: error: not ours"))
    }

    @Test func aTallyAddsUpAndForgetsWhatIsNoPair() throws {
        let temporary = try TemporaryFolder()
        let tally = Tally(folder: try Directory(trusted: temporary.path), name: "counts")
        #expect(tally.sum == nil)
        for number in 1...10 { tally.add(number, 1) }
        #expect(tally.sum == Tally.Sum(first: 55, second: 10, pairs: 10))
        try tally.set(3, 4)
        #expect(tally.sum == Tally.Sum(first: 3, second: 4, pairs: 1))
        try tally.folder.write("counts", [1, 2, 3])
        #expect(tally.sum == nil)
    }

    @Test func aLinkInAFilesPlaceIsNotFollowed() throws {
        let temporary = try TemporaryFolder()
        let folder = try Directory(trusted: temporary.path + "/cells")
        try Data("elsewhere".utf8).write(to: URL(fileURLWithPath: temporary.path + "/target"))
        symlink(temporary.path + "/target", folder.path + "/name")
        #expect(folder.read("name") == nil)
    }
}
