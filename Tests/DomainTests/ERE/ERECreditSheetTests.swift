import Testing
import Values

@testable import Domain

/// Reading what the register credited, and holding it against what was filed.
struct ERECreditSheetTests {
    private static func sheet(_ lines: [[String]]) throws -> ERECreditSheet {
        try ERECreditSheet(lines.enumerated().map { ($0 + 1, $1) })
    }

    @Test func `lines name a booking, or a connection and quarter`() throws {
        let sheet = try Self.sheet([
            ["Eigen kenmerk", "EAN-aansluiting", "Kwartaal", "ERE", "Datum", "Anders"],
            ["51", "", "", "249", "", ""], ["", "871685900000000004", "2026-q3", "0,00", "31-10-2026", "x"],
        ])
        #expect(sheet.faults == [])
        #expect(sheet.lines.map(\.booking) == [EREBookingID(51), nil] && sheet.lines.map(\.units) == [249, 0])
        #expect(sheet.lines[1].ean == "871685900000000004" && sheet.lines[1].quarter == EREQuarter("2026-Q3"))
        #expect(sheet.lines[1].creditedOn == LocalDate("2026-10-31"))
    }

    @Test(
        arguments: [
            ("249", 249), ("249.0", 249), ("249,00", 249), ("-3", -3), ("0", 0), ("1.000", nil), ("1,000", nil),
            ("1.5", nil), ("1 000", nil), ("", nil), ("1e3", nil), ("+5", nil), ("--5", nil), ("٣", nil),
            ("1.0.0", nil),
            ("1000000000001", nil), (".0", nil),
        ] as [(String, Int64?)]
    )
    func `a figure that could be read in two ways is none`(text: String, units: Int64?) throws {
        let sheet = try Self.sheet([["Booking", "ERE"], ["1", text]])
        #expect(sheet.lines.first?.units == units)
        #expect(sheet.faults.map(\.fault) == (units == nil ? [.units] : []))
    }

    @Test func `each fault is told by its line`() throws {
        let sheet = try Self.sheet([
            ["Booking", "EAN", "Quarter", "ERE", "Date"], ["", "871685900000000004", "", "1"],
            ["x", "", "", "1"], ["", "871685900000000005", "2026-Q3", "1"], ["", "871685900000000004", "2026-3", "1"],
            ["1", "", "", "1", "31-02-2026"],
        ])
        let faults: [ERECreditSheet.Fault] = [.noKey, .reference, .ean, .quarter, .day]
        #expect(
            sheet.lines == [] && sheet.faults.map(\.fault) == faults && sheet.faults.map(\.line) == [2, 3, 4, 5, 6]
        )
    }

    @Test func `headings have to name lines and units, each once`() {
        #expect(throws: ERECreditRejection.noColumns) { try Self.sheet([]) }
        #expect(throws: ERECreditRejection.noColumns) { try Self.sheet([["Booking"]]) }
        #expect(throws: ERECreditRejection.noColumns) { try Self.sheet([["EAN", "ERE"]]) }
        #expect(throws: ERECreditRejection.columnTwice("Units")) { try Self.sheet([["Booking", "ERE", "Units"]]) }
    }

    // MARK: Judging

    private static func candidate(
        _ id: Int64,
        _ state: EREBookingState = .booked,
        corrects: Int64? = nil,
        filed: Int64? = 100,
        credited: Int64? = nil,
        base: Int64? = nil,
        isSuperseded: Bool = false
    ) throws -> ERECreditCandidate {
        ERECreditCandidate(
            booking: EREBookingID(id),
            customer: CustomerID(1),
            customerName: "C",
            ean: "871685900000000004",
            quarter: try #require(EREQuarter("2026-Q3")),
            state: state,
            ordinal: 3,
            corrects: corrects.map { EREBookingID($0) },
            filed: filed,
            credited: credited,
            baseCredited: base,
            isSuperseded: isSuperseded
        )
    }

    private static func judge(
        _ figures: ERECreditFigures,
        _ pairs: [(units: String, candidate: ERECreditCandidate?)]
    ) throws -> ERECreditJudge {
        let sheet = try sheet(
            [["Booking", "ERE"]] + pairs.map { ["\($0.candidate?.booking.rawValue ?? 9)", $0.units] }
        )
        var judge = ERECreditJudge(figures)
        judge.take(Array(zip(sheet.lines, pairs.map(\.candidate))))
        return judge
    }

    @Test func `a difference is added to what the same file or an earlier one says of the corrected line`() throws {
        let pairs = [
            ("-4", try Self.candidate(8, corrects: 7, filed: 97, base: 90)), ("101", try Self.candidate(7)),
            ("5", try Self.candidate(12, corrects: 11, filed: 25, base: 20)),
        ]
        let judge = try Self.judge(.difference, pairs)
        #expect(judge.faults == [])
        #expect(judge.outcomes.map(\.units) == [97, 101, 25] && judge.outcomes.map(\.base) == [101, 0, 20])
        #expect(judge.outcomes.map(\.difference) == [0, 1, 0])
        let whole = try Self.judge(.whole, [("97", pairs[0].1)])
        #expect(whole.outcomes.map(\.units) == [97] && whole.outcomes.map(\.base) == [0])
    }

    @Test func `only figures that are new are written`() throws {
        let judge = try Self.judge(
            .whole,
            [
                ("5", try Self.candidate(1)), ("5", try Self.candidate(2, .credited, credited: 5)),
                ("6", try Self.candidate(3, .verified, credited: 5)), ("5", try Self.candidate(4, .paid, credited: 5)),
            ]
        )
        #expect(judge.faults == [] && judge.outcomes.map(\.kind) == [.new, .unchanged, .changed, .unchanged])
        #expect(judge.news.map(\.candidate.booking) == [EREBookingID(1), EREBookingID(3)])
    }

    @Test func `what cannot be is refused by line`() throws {
        let judge = try Self.judge(
            .difference,
            [
                ("1", nil), ("1", try Self.candidate(2, .accepted, filed: nil)), ("1", try Self.candidate(3)),
                ("2", try Self.candidate(3)), ("-1", try Self.candidate(5)),
                ("1", try Self.candidate(6, corrects: 1)),
                ("1", try Self.candidate(7, .credited, credited: 2, isSuperseded: true)),
                ("1", try Self.candidate(8, .sold, credited: 2)),
            ]
        )
        let faults: [ERECreditSheet.Fault] = [
            .unknown, .notBooked, .twice(4), .negative, .baseMissing, .superseded, .sold,
        ]
        #expect(judge.faults.map(\.fault) == faults && judge.faults.map(\.line) == [2, 3, 5, 6, 7, 8, 9])
        #expect(judge.outcomes.map(\.line) == [4])
    }

    @Test func `a connection or quarter other than the named booking's contradicts it`() throws {
        for (ean, quarter) in [("871687140000000125", "2026-Q3"), ("871685900000000004", "2026-Q2")] {
            let sheet = try Self.sheet([["Booking", "EAN", "Quarter", "ERE"], ["3", ean, quarter, "1"]])
            var judge = ERECreditJudge(.whole)
            judge.take([(try #require(sheet.lines.first), try Self.candidate(3))])
            #expect(judge.faults.map(\.fault) == [.contradiction])
        }
    }
}
