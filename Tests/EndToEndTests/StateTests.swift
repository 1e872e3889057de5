import TestSupport
import Testing

/// What cells make for the cells after them. The notebooks say themselves what each cell should do.
@Suite struct StateTests {
    @Test func whatACellDefinesReachesLaterCells() throws {
        try Fixture.expectPass("names-reach-later-cells.swift")
    }

    @Test func topLevelCodeKeepsItsMeaning() throws {
        try Fixture.expectPass("top-level-code.swift")
    }

    @Test func macrosOfTheToolchainWork() throws {
        try Fixture.expectPass("macros.swift")
    }

    @Test func aLaterDefinitionReplacesAnEarlierOne() throws {
        try Fixture.expectPass("redefinition.swift")
    }
}
