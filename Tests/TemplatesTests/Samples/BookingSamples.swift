import Templates
import Values

extension SamplePage {
    static let bookings: [SamplePage] = [
        SamplePage("ere-bookings") { EREBookingIndex.view(index(rows), frame: Sample.frame(.ereBookings)) },
        SamplePage("ere-bookings-nl") {
            EREBookingIndex.view(index(rows), frame: Sample.frame(.ereBookings, language: .dutch))
        },
        SamplePage("ere-bookings-empty") { EREBookingIndex.view(index([]), frame: Sample.frame(.ereBookings)) },
        SamplePage("ere-booking") { EREBookingShow.view(show(rows[1], hasReason: true), frame: frame()) },
        SamplePage("ere-booking-nl") {
            EREBookingShow.view(show(rows[0], hasReason: false), frame: frame(.dutch))
        },
        SamplePage("ere-booking-bare") { EREBookingShow.view(bare, frame: frame()) },
        SamplePage("ere-booking-booked") { EREBookingShow.view(booked, frame: frame()) },
        SamplePage("ere-filings") {
            let model = EREFilingIndex.Model(
                rows: [filing],
                quarters: ["2026-Q3"],
                quarter: Field("2026-Q3"),
                problem: nil,
                gates: []
            )
            return EREFilingIndex.view(model, frame: Sample.frame(.ereFilings))
        },
        SamplePage("ere-filings-refused-nl") {
            let model = EREFilingIndex.Model(
                rows: [],
                quarters: ["2026-Q3"],
                quarter: Field("2026-Q3"),
                problem: look,
                gates: [(fell, 3)]
            )
            return EREFilingIndex.view(model, frame: Sample.frame(.ereFilings, language: .dutch))
        },
        SamplePage("ere-filings-early") {
            let model = EREFilingIndex.Model(rows: [], quarters: [], quarter: Field(), problem: nil, gates: [])
            return EREFilingIndex.view(model, frame: Sample.frame(.ereFilings))
        },
        SamplePage("ere-calendar") { ERECalendarPage.view(calendar, frame: Sample.frame(.ereCalendar)) },
        SamplePage("ere-calendar-nl") {
            ERECalendarPage.view(calendar, frame: Sample.frame(.ereCalendar, language: .dutch))
        },
        SamplePage("ere-credits") {
            let quarter = ERECreditIndex.Quarter(
                quarter: "2026-Q3",
                connections: 410,
                filed: 102_840,
                credited: 102_835,
                beyond: 1,
                open: 2
            )
            let model = ERECreditIndex.Model(
                quarters: [quarter],
                files: [creditFile(recordedAt: Sample.noon), creditFile(recordedAt: nil)],
                tolerance: 1,
                figures: Field("whole"),
                problem: nil
            )
            return ERECreditIndex.view(model, frame: Sample.frame(.ereCredits))
        },
        SamplePage("ere-credits-refused-nl") {
            let model = ERECreditIndex.Model(
                quarters: [],
                files: [],
                tolerance: 1,
                figures: Field("difference"),
                problem: .required
            )
            return ERECreditIndex.view(model, frame: Sample.frame(.ereCredits, language: .dutch))
        },
        SamplePage("ere-credit-file") { ERECreditShow.view(creditLook, frame: creditFrame(.english)) },
        SamplePage("ere-credit-file-faults-nl") {
            let unknown = Text(en: "There is no such booking.", nl: "Zo'n inboeking is er niet.")
            let model = creditShow(creditFile(recordedAt: nil), [], faults: [(3, unknown)])
            return ERECreditShow.view(model, frame: creditFrame(.dutch))
        },
        SamplePage("ere-credit-file-recorded") {
            let model = creditShow(creditFile(recordedAt: Sample.noon), creditLook.lines, faults: [])
            return ERECreditShow.view(model, frame: creditFrame(.english))
        },
        SamplePage("ere-filing") {
            let hash = String(repeating: "0a", count: 32)
            let model = EREFilingShow.Model(
                id: EREFilingID(3),
                row: filing,
                generator: "Laadboek ERE 1",
                schemaVersion: "1.0",
                documents: ["ConnectionRegister.xml", "DeliveryBookings.xml", "Manifest.xml"].map {
                    EREFilingShow.Document(name: $0, size: 12_345, sha256: hash)
                }
            )
            return EREFilingShow.view(model, frame: Sample.frame(.ereFiling(EREFilingID(3)), language: .dutch))
        },
    ]

    private static let calendar = ERECalendarPage.Model(years: [
        (
            2026,
            [
                calendarRow(-40, Text(en: "Reconcile 2026-Q3", nl: "Stem 2026-Q3 af"), open: "12 lines, 8 400 kWh"),
                calendarRow(30, Text(en: "Ask for a new mandate", nl: "Vraag een nieuwe machtiging"), open: "3"),
                calendarRow(88, Text(en: "Book", nl: "Inboeken"), open: nil),
                calendarRow(0, Text(en: "Have sold", nl: "Verkocht hebben"), open: "1 200 ERE"),
            ]
        )
    ])

    private static func calendarRow(_ days: Int, _ what: Text, open: String?) -> ERECalendarPage.Row {
        ERECalendarPage.Row(
            day: Zone.utc.date(of: Sample.noon).adding(days: Int64(days)),
            daysLeft: days,
            what: what,
            rule: Text(en: "before 1 March", nl: "voor 1 maart"),
            open: open.map { ($0, Link(.ereBookings)) }
        )
    }

    private static let filing = EREFilingIndex.Row(
        filing: Mention("VOL-ERE-2026-Q3-1", .ereFiling(EREFilingID(3))),
        quarter: "2026-Q3",
        lines: 412,
        corrections: 3,
        energy: Energy(wh: 309_123_456),
        units: 102_840,
        refused: 2,
        by: "Femke de Wit",
        at: Sample.noon
    )

    private static let creditID = ERECreditFileID(4)
    private static let creditLook = creditShow(
        creditFile(recordedAt: nil),
        [
            creditLine(2, .changed, filed: 249, before: 249, credited: 244, isBeyond: true),
            creditLine(3, .new, filed: 399, before: nil, credited: 399),
            creditLine(4, .unchanged, filed: 998, before: 998, credited: 998, isCorrection: true),
        ],
        faults: []
    )

    private static func creditFrame(_ language: Language) -> PageFrame {
        Sample.frame(.ereCreditFile(creditID), language: language)
    }

    private static func creditFile(recordedAt: Timestamp?) -> ERECreditIndex.File {
        ERECreditIndex.File(
            file: Mention("rev-2026-q3.csv", .ereCreditFile(creditID)),
            by: recordedAt == nil ? "" : "Femke de Wit",
            at: Sample.noon,
            recordedAt: recordedAt,
            new: recordedAt == nil ? 0 : 1,
            changed: recordedAt == nil ? 0 : 1,
            unchanged: recordedAt == nil ? 0 : 1
        )
    }

    private static func creditShow(
        _ file: ERECreditIndex.File,
        _ lines: [ERECreditShow.Line],
        faults: [(line: Int, text: Text)]
    ) -> ERECreditShow.Model {
        ERECreditShow.Model(
            id: creditID,
            file: file,
            figures: "whole",
            size: 1_234,
            sha256: String(repeating: "0a", count: 32),
            tolerance: 1,
            filed: lines.reduce(0) { $0 + $1.filed },
            credited: lines.reduce(0) { $0 + $1.credited },
            beyond: lines.count(where: \.isBeyond),
            lines: lines,
            lineCount: lines.isEmpty ? 0 : 412,
            faults: faults,
            faultCount: faults.count,
            problem: nil
        )
    }

    private static func creditLine(
        _ number: Int,
        _ kind: ERECreditShow.Kind,
        filed: Int64,
        before: Int64?,
        credited: Int64,
        isCorrection: Bool = false,
        isBeyond: Bool = false
    ) -> ERECreditShow.Line {
        ERECreditShow.Line(
            number: number,
            booking: Mention("Sanne Bakker", .ereBooking(EREBookingID(51))),
            ean: "871685900000000004",
            quarter: "2026-Q3",
            isCorrection: isCorrection,
            kind: kind,
            filed: filed,
            before: before,
            stated: credited,
            credited: credited,
            isBeyond: isBeyond
        )
    }

    private static let id = EREBookingID(51)
    private static let gap = Text(en: "Gap in the register", nl: "Gat in de stand")
    private static let fell = Text(en: "Register fell", nl: "Stand gedaald")
    private static let look = Text(en: "Look at the findings", nl: "Bekijk de bevindingen")

    private static func frame(_ language: Language = .english) -> PageFrame {
        Sample.frame(.ereBooking(id), language: language)
    }

    private static func row(
        _ id: Int64,
        _ name: String,
        _ stage: EREBookingStage,
        wh: Int64,
        units: Int64?,
        isCorrection: Bool = false,
        findings: [Text] = [],
        gates: [Text] = []
    ) -> EREBookingIndex.Row {
        EREBookingIndex.Row(
            id: EREBookingID(id),
            ordinal: 1,
            line: Mention(name, .ereBooking(EREBookingID(id))),
            town: "Den Haag",
            ean: "871685900000000004",
            quarter: "2026-Q3",
            isCorrection: isCorrection,
            stage: stage,
            energy: Energy(wh: wh),
            units: units,
            credited: stage == .credited ? units.map { $0 - 1 } : nil,
            sessions: 41,
            findings: findings,
            gates: gates
        )
    }

    private static let rows = [
        row(51, "Sanne Bakker", .measured, wh: 750_250, units: 249, findings: [gap]),
        row(52, "VvE De Gracht", .measured, wh: 1_200_000, units: 399, findings: [fell], gates: [look]),
        row(53, "Bakker Bouw B.V.", .accepted, wh: 3_000_000, units: 998, isCorrection: true),
        row(54, "Jan de Boer", .measured, wh: 0, units: nil),
    ]

    private static func index(_ rows: [EREBookingIndex.Row]) -> EREBookingIndex.Model {
        EREBookingIndex.Model(
            query: ListQuery(rules: EREBookingIndex.rules),
            total: rows.count,
            rows: rows,
            energy: rows.reduce(.zero) { $0 + $1.energy },
            units: rows.reduce(0) { $0 + ($1.units ?? 0) },
            withoutUnits: rows.count { $0.units == nil },
            quarters: ["2026-Q4", "2026-Q3"],
            findings: [Choice("gap", "Gap in the register")]
        )
    }

    private static func show(_ line: EREBookingIndex.Row, hasReason: Bool) -> EREBookingShow.Model {
        EREBookingShow.Model(
            line: line,
            enrolment: EREEnrolmentID(31),
            corrects: nil,
            correctedBy: nil,
            formula: "1,200.000 kWh × 0.505 × 183 g/MJ × 3.6 MJ/kWh ÷ 1,000",
            rounding: Text(en: "down, once per line", nl: "omlaag, één keer per regel"),
            registers: [register, told],
            findings: [
                EREBookingShow.Finding(
                    title: fell,
                    meaning: Text(en: "The register was reset.", nl: "De teller is teruggezet."),
                    count: 1,
                    energy: Energy(wh: 350)
                )
            ],
            steps: [step(1, .measured, corrects: nil)],
            sessions: [session],
            pushes: pushes,
            leftOut: leftOut,
            needsReason: hasReason,
            reason: Field(),
            problem: nil
        )
    }

    private static let leftOut = [
        EREBookingLeftOut.Row(
            what: .session(SessionID(412)),
            twin: .sent("cdr-2026-000412"),
            startedAt: Sample.noon,
            stoppedAt: Sample.noon.adding(seconds: 7_200),
            energy: Energy(wh: 11_250)
        )
    ]

    private static let register = EREBookingShow.Register(
        chargePoint: Sample.chargePoint,
        source: nil,
        connector: 1,
        beginAt: Sample.noon,
        begin: Energy(wh: 1_000),
        endAt: Sample.noon.adding(seconds: 86_400),
        end: Energy(wh: 1_201_350),
        sessions: 41,
        energy: Energy(wh: 1_200_000)
    )

    private static let told = EREBookingShow.Register(
        chargePoint: Mention("Zaptec Go ZAP123456", nil),
        source: Text(en: "by readings that were sent", nl: "volgens gestuurde standen"),
        connector: 0,
        beginAt: Sample.noon,
        begin: Energy(wh: 500),
        endAt: Sample.noon.adding(seconds: 86_400),
        end: Energy(wh: 42_500),
        sessions: 2,
        energy: Energy(wh: 40_000)
    )

    private static let pushes = [nil, "CDR-2026-0001"].map { name in
        EREBookingShow.Push(
            session: name,
            reading: name == nil ? PushedReadingID(93) : nil,
            charger: "Zaptec Go ZAP123456",
            startedAt: Sample.noon,
            stoppedAt: Sample.noon.adding(seconds: 86_400),
            energy: Energy(wh: 20_000),
            batch: "7",
            sha256: String(repeating: "ab", count: 32)
        )
    }

    private static let session = EREBookingShow.Session(
        session: Sample.session,
        chargePoint: "Gate, left",
        startedAt: Sample.noon,
        stoppedAt: Sample.noon.adding(seconds: 7_200),
        energy: Energy(wh: 22_300)
    )

    private static func step(_ ordinal: Int, _ stage: EREBookingStage, corrects: Int?) -> EREBookingShow.Step {
        EREBookingShow.Step(
            ordinal: ordinal,
            stage: stage,
            corrects: corrects,
            reason: corrects == nil ? "" : "the meter was changed",
            by: stage == .measured && corrects == nil ? "" : "Femke",
            at: Sample.noon,
            energy: stage == .measured && corrects == nil ? Energy(wh: 1_200_000) : nil,
            units: 399
        )
    }

    private static let bare = EREBookingShow.Model(
        line: row(54, "Jan de Boer", .measured, wh: 0, units: nil, gates: [look]),
        enrolment: EREEnrolmentID(31),
        corrects: nil,
        correctedBy: nil,
        formula: nil,
        rounding: Text(en: "down, once per line", nl: "omlaag, één keer per regel"),
        registers: [],
        findings: [],
        steps: [step(1, .measured, corrects: nil)],
        sessions: [],
        pushes: [],
        needsReason: false,
        reason: Field(),
        problem: nil
    )

    private static let booked = EREBookingShow.Model(
        line: row(53, "Bakker Bouw B.V.", .booked, wh: 3_000_000, units: 998, isCorrection: true),
        enrolment: EREEnrolmentID(31),
        corrects: EREBookingID(41),
        correctedBy: EREBookingID(61),
        formula: "3,000.000 kWh × 0.505 × 183 g/MJ × 3.6 MJ/kWh ÷ 1,000",
        rounding: Text(en: "down, once per line", nl: "omlaag, één keer per regel"),
        registers: [register],
        findings: [],
        steps: [
            step(1, .measured, corrects: nil), step(2, .accepted, corrects: nil), step(3, .measured, corrects: 2),
            step(4, .accepted, corrects: nil), step(5, .booked, corrects: nil),
        ],
        sessions: [],
        pushes: [],
        needsReason: false,
        reason: Field(),
        problem: nil
    )
}
