import Testing
import Values

@testable import Domain

/// What frames become, by tables: the frames first, the sessions they make last.
struct SessionProjectionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let script: String
        let expected: [String]

        init(_ name: String, _ script: String, _ expected: String...) {
            (self.name, self.script, self.expected) = (name, script, expected)
        }

        var testDescription: String { name }
    }

    private static func project(_ script: String) -> SessionProjection {
        var projection = SessionProjection()
        for frame in FrameScript(script).frames { projection.apply(frame) }
        return projection
    }

    private static let all = plain + starts + stops + readings + registers + clocks + unreadable

    @Test(arguments: all)
    func `frames become the sessions of the table`(_ row: Case) {
        #expect(Self.project(row.script).lines == row.expected)
    }

    @Test func `every flag and every fault stands in a table`() {
        let rows = Self.all
        let words = Set(rows.flatMap(\.expected).flatMap { $0.split(separator: " ").map(String.init) })
        // Sessions of OCPP 2.0.1 have tables of their own, and no frame ends a session by hand or takes it away.
        let others: Set<SessionFlag> = [.missingStart, .missingEvents, .endedByHand, .noLongerGiven]
        let flags = Set(SessionFlag.allCases).subtracting(others)
        #expect(flags.map(\.rawValue).filter { !words.contains($0) } == [])
        #expect(FrameFault.Code.allCases.map(\.rawValue).filter { !words.contains($0) } == [])
    }
}
