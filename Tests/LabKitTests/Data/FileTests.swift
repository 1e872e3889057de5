import Foundation
import Testing

@testable import LabKit

@Suite struct FileTests {
    // MARK: Tables

    @Test func aTableIsReadRowByRow() throws {
        try withFiles(["a.csv": Data("x,y\r\n1,2.5\r\n\r\n -3e2 ,\"0.5\"\n".utf8)]) { folder in
            let table = try loadCSV("\(folder)/a.csv", skip_header: 1)
            #expect(table.shape == [2, 2])
            #expect(table.doubles == [1, 2.5, -300, 0.5])
        }
    }

    @Test func tablesMayBePackedMarkedAndTabbed() throws {
        let text = Data([0xEF, 0xBB, 0xBF]) + Data("1\t2\n123456789012345678\t-7".utf8)
        try withFiles(["a.tsv.gz": gzip(text)]) { folder in
            let table = try loadCSV("\(folder)/a.tsv.gz", delimiter: "\t")
            #expect(table.doubles == [1, 2, 123_456_789_012_345_678, -7])
        }
    }

    @Test(arguments: [
        ("1,2\n3,abc\n", "a.csv:2: field 2 is \"abc\", which is no number"),
        ("1,2\n\n3,\n", "a.csv:3: field 2 is empty"),
        ("1,2\n3,4\n5\n", "a.csv:3: has 1 numbers; line 1 has 2"), ("\n", "a.csv: holds no numbers"),
        ("", "a.csv: holds no numbers"), ("1,0x10\n", "a.csv:1: field 2 is \"0x10\", which is no number"),
        ("1,\"2,5\"\n", "a.csv:1: field 2 is \"\"2\", which is no number"),
        ("1,2\r3,4\r", "a.csv:1: field 2 is \"2?3\", which is no number"),
        (String(repeating: "z", count: 99), "is \"" + String(repeating: "z", count: 40) + "…\", which is no number"),
    ])
    func aBadLineIsNamed(text: String, message: String) throws {
        try withFiles(["a.csv": Data(text.utf8)]) { folder in
            #expect(problem { try loadCSV("\(folder)/a.csv") }.contains(message))
        }
    }

    @Test func aMissingFileIsNamed() throws {
        try withFiles([:]) { folder in
            #expect(problem { try loadCSV("\(folder)/b.csv") } == "\(folder)/b.csv: No such file or directory")
            #expect(problem { try loadCSV(folder) } == "\(folder): Is a directory")
        }
    }

    // MARK: MNIST

    /// `count` images of 2x3 pixels, counted up from `first`.
    private func images(_ count: Int, first: Int, magic: UInt8 = 3) -> Data {
        let header: [UInt8] = [0, 0, 8, magic, 0, 0, 0, UInt8(count), 0, 0, 0, 2, 0, 0, 0, 3]
        return Data(header + (0..<count * 6).map { UInt8((first + $0) % 256) })
    }

    private func labels(_ labels: [UInt8]) -> Data { Data([0, 0, 8, 1, 0, 0, 0, UInt8(labels.count)] + labels) }

    private var files: [String: Data] {
        [
            "train-images-idx3-ubyte": images(2, first: 0), "train-labels-idx1-ubyte.gz": gzip(labels([7, 0])),
            "t10k-images.idx3-ubyte.gz": gzip(images(1, first: 250)), "t10k-labels.idx1-ubyte": labels([9]),
        ]
    }

    @Test func trainingImagesComeBeforeThoseOfTheTest() throws {
        try withFiles(files) { folder in
            let mnist = try loadMNIST(folder)
            #expect(mnist.data.shape == [3, 6] && mnist.images.shape == [3, 2, 3])
            #expect(mnist.data.ints == Array(0..<12) + Array(250..<256))
            #expect(mnist.target.ints == [7, 0, 9])
        }
    }

    @Test(arguments: [
        ("train-images-idx3-ubyte", Data?.none, "has no file train-images-idx3-ubyte or train-images-idx3-ubyte.gz"),
        ("train-images-idx3-ubyte", Data([0, 0]), "has only 2 bytes, less than its header"),
        (
            "t10k-labels.idx1-ubyte", Data([0, 0, 8, 3, 0, 0, 0, 0]),
            "begins with 2051; an IDX file of labels begins with 2049"
        ),
        ("t10k-labels.idx1-ubyte", Data([0, 0, 8, 1, 0, 0, 0, 2, 1]), "2 labels need 10 bytes; there are 9"),
        ("t10k-labels.idx1-ubyte", Data([0, 0, 8, 1, 0, 0, 0, 2, 1, 2]), "has 2 labels for 1 images in"),
        ("t10k-labels.idx1-ubyte", Data([0, 0, 8, 1, 0, 0, 0, 1, 10]), "label 0 is 10; labels must be 0 to 9"),
        ("train-labels-idx1-ubyte.gz", Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 99]), "gzip data"),
    ])
    func aBadFileIsNamed(name: String, contents: Data?, message: String) throws {
        var files = files
        files[name] = contents
        try withFiles(files) { folder in
            let text = problem { try loadMNIST(folder) }
            #expect(text.contains(message))
            #expect(text.hasPrefix(folder))
        }
    }

    @Test func anIncompleteGzipFileIsSaidToBe() throws {
        var files = files
        let whole = gzip(images(40, first: 0))
        files["t10k-images.idx3-ubyte.gz"] = whole.prefix(whole.count / 2)
        try withFiles(files) { folder in
            #expect(
                problem { try loadMNIST(folder) }.hasSuffix("the gzip data end too early; the file may not be complete")
            )
        }
        var damaged = whole
        damaged[damaged.count - 6] ^= 0xFF
        files["t10k-images.idx3-ubyte.gz"] = damaged
        try withFiles(files) { folder in
            #expect(problem { try loadMNIST(folder) }.contains("the gzip data are damaged (incorrect data check)"))
        }
    }

    /// Every file in turn cut off, and with bits turned over: it is read, or its error names it.
    @Test func damagedFilesAreReadOrNamed() throws {
        var stream = RandomState(11)
        let packed = files.mapValues { $0.starts(with: [0x1F, 0x8B]) ? $0 : gzip($0) }
        var refused = 0
        for (name, contents) in Array(files) + Array(packed) {
            for round in 0..<40 {
                var damaged = contents
                if round % 2 == 0 {
                    damaged = damaged.prefix(stream.randint(0, damaged.count))
                } else {
                    for _ in 0..<stream.randint(1, 4) {
                        damaged[stream.randint(0, damaged.count)] ^= UInt8(1 << stream.randint(0, 8))
                    }
                }
                var damagedFiles = files
                damagedFiles[name] = damaged
                try withFiles(damagedFiles) { folder in
                    do {
                        let mnist = try loadMNIST(folder)
                        #expect(mnist.target.ints.allSatisfy { 0...9 ~= $0 })
                    } catch {
                        refused += 1
                        #expect("\(error)".hasPrefix(folder), "\(name), round \(round): \(error)")
                    }
                    _ = problem { try loadCSV("\(folder)/\(name)") }
                }
            }
        }
        #expect(refused > 100)
    }

    @Test func whatUnpacksToTooMuchIsNotRead() throws {
        try withFiles(["a.csv.gz": gzip(Data(count: 9 << 20))]) { folder in
            let path = "\(folder)/a.csv.gz"
            #expect(
                problem { _ = try fileBytes(path, most: 8 << 20) }
                    == "\(path): holds more than 8 MB, the longest data file that is read")
            let whole = try fileBytes(path, most: 10 << 20)
            #expect(whole.count == 9 << 20)
        }
    }
}

/// Runs `body` with a new folder that holds these files, and removes it.
private func withFiles(_ files: [String: Data], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("data-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, contents) in files { try contents.write(to: folder.appendingPathComponent(name)) }
    try body(folder.path)
}

/// A gzip file with these contents, packed by the system's `gzip`.
private func gzip(_ contents: Data) -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-c"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    guard (try? process.run()) != nil else { return Data() }
    input.fileHandleForWriting.write(contents)
    try? input.fileHandleForWriting.close()
    let packed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return packed
}
