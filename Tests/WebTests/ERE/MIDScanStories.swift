import Domain
import Formats
import Foundation
import Postgres
import TestSupport
import Testing
import Values
import Web

struct MIDScanStories {
    private static let root = String(#filePath.dropLast("/Tests/WebTests/ERE/MIDScanStories.swift".count))

    private static func run(
        limits: @escaping (inout WebLimits) -> Void = { _ in },
        _ body: @escaping @Sendable (WebWorld) async throws -> Void
    ) async throws {
        let file = URL(fileURLWithPath: root + "/docs/reference/charger-models.json")
        let catalogue = try MeterCatalogue(parsing: Array(try Data(contentsOf: file)))
        try await WebWorld.run { parts in
            parts.meters = catalogue
            limits(&parts.configuration.limits)
        } _: { world in
            try await body(world)
        }
    }

    private static let list = """
        id;Merk;Type;Serienr;Aantal
        1;Zaptec;Pro;;10
        2;Alfen;Eve Single Pro-line DE;A-1;
        3;Wallbox;"Pulsar ""Max\""";;4
        4;Zaptec;Go;;2
        5;<b>Noname</b>;X;;3
        6;Alfen;Eve;A-1;1
        7;Alfen;Eve;;many
        8;"broken"x;Y;;1
        """

    /// Hands in a list and looks at the page that asks for the columns.
    @discardableResult
    private static func handIn(_ browser: Browser, _ bytes: [UInt8]) async throws -> PageAnswer {
        try await browser.visit("/ere/mid-scan")
        return try await browser.upload("/ere/mid-scan", "list", fileName: "laders.csv", bytes)
    }

    @Test func `a stranger hands in a list and learns what each model needs, and what it may bring`() async throws {
        try await Self.run { world in
            let browser = world.browser()
            let asked = try await Self.handIn(browser, Array(Self.list.utf8))
            #expect(asked.status == 200 && asked.words.contains("8 lines were read"), "\(asked.words)")
            #expect(asked.words.contains("9 A quotation mark is not closed. No"), "\(asked.words)")
            #expect(asked.body.contains("<option value=\"1\" selected>B: Merk</option>"))
            let found = try await browser.press("Scan the list")
            #expect(found.status == 200, "\(found.words)")
            for words in [
                "Qualifies 11 chargers", "Needs proof 7 chargers", "Does not qualify 2 chargers",
                "Zaptec Pro 10 Qualifies", "The catalogue has this model without a MID meter.",
                "<b>Noname</b> X 3 Needs proof",
                "This model is not in the catalogue", "7 The serial number stands in line 3 already. No",
                "8 The count is no whole number", "9 A quotation mark", "Confirmed", "To be confirmed",
                // 11 × 3,000 kWh × 0.10 = 3,300.00, 20 % of it 660.00; 7 of them 1,680.00.
                "€3,300.00", "€660.00", "€2,640.00", "€1,680.00", "not an offer and not a promise",
            ] { #expect(found.words.contains(words), "\(words): \(found.words)") }
            #expect(!found.body.contains("<b>Noname"))
        }
    }

    @Test func `columns and terms can be changed, and what is wrong is said at its field`() async throws {
        try await Self.run { world in
            let browser = world.browser()
            try await Self.handIn(browser, Array("Wat;Hoeveel\nAlfen Eve;2\nZaptec Go;1".utf8))
            let missing = try await browser.press("Scan the list")
            #expect(missing.status == 422 && missing.words.contains("Choose the column with the model"))
            await browser.choose("model", "0")
            await browser.choose("count", "0")
            let twice = try await browser.press("Scan the list")
            #expect(twice.status == 422 && twice.words.contains("already chosen above"), "\(twice.words)")
            await browser.choose("model", "0")
            await browser.choose("count", "1")
            await browser.choose("headings", "yes")
            let found = try await browser.press("Scan the list")
            #expect(found.words.contains("Qualifies 2 chargers") && found.words.contains("€480.00"), "\(found.words)")
            await browser.fill("kWh per charger and year", "3.000")
            let wrong = try await browser.press("Calculate again")
            #expect(wrong.status == 422 && wrong.words.contains("Is this thousands?"), "\(wrong.words)")
            #expect(wrong.words.contains("Qualifies 2 chargers") && !wrong.words.contains("€480.00"))
            await browser.fill("kWh per charger and year", "1000")
            await browser.fill("Price", "0.3")
            await browser.choose("per", "ere")
            let again = try await browser.press("Calculate again")
            // 2,000 kWh × 0.332694 × 0.3 = 199.6164.
            #expect(again.status == 200 && again.words.contains("€199.62"), "\(again.words)")
        }
    }

    @Test func `the whole list with its findings is taken along as CSV and as a workbook`() async throws {
        try await Self.run { world in
            let browser = world.browser()
            try await Self.handIn(browser, Array(Self.list.replacing("Zaptec;Pro", with: "Zaptec;=Pro").utf8))
            try await browser.press("Scan the list")
            let page = await browser.page
            let csv = try await browser.press("Download CSV")
            #expect(csv.header("Content-Disposition")?.contains("mid-scan.csv") == true, "\(csv.words)")
            let lines = csv.body.split(separator: "\r\n").map(String.init)
            #expect(lines.count == 8 && lines[0].hasPrefix("Line,Brand,Model,Serial number,EAN,Chargers,Finding"))
            #expect(lines[1].hasPrefix("2,Zaptec,'=Pro,,,10,Qualifies,"), "\(lines[1])")
            #expect(lines[1].hasSuffix(",30000,9980.82,3000,600,2400"), "\(lines[1])")
            #expect(lines[6].contains("line 3 already") && lines[6].hasSuffix(",,,,,"), "\(lines[6])")
            await browser.show(page.body, at: page.path)
            let book = try await browser.press("Download Excel")
            let read = try ListFile(reading: book.bytes)
            #expect(read.rows.count == 8 && read.rows[1].cells.contains("=Pro"))
            #expect(read.rows[1].cells.suffix(5) == ["30000", "9980.82", "3000", "600", "2400"])
        }
    }

    @Test func `a workbook is taken like a list`() async throws {
        try await Self.run { world in
            let browser = world.browser()
            try await Self.handIn(browser, Array(Self.list.utf8))
            try await browser.press("Scan the list")
            // Our own answer is a list of chargers, too.
            let book = try await browser.press("Download Excel")
            let asked = try await Self.handIn(browser, book.bytes)
            #expect(asked.status == 200, "\(asked.words)")
            await browser.choose("count", "5")
            let found = try await browser.press("Scan the list")
            #expect(found.words.contains("Qualifies 11 chargers"), "\(found.words)")
        }
    }

    @Test(arguments: [
        ("", "Nothing is in this file"), (" \n", "Nothing is in this file"),
        ("\u{0}PNG", "cannot be read as CSV or Excel"),
        (String(repeating: "x", count: 1 << 20 + 1), "too large"),
        (String(repeating: "a\n", count: 2_002), "more than 2000 lines"),
        ("PK\u{3}\u{4}x", "cannot be read as CSV or Excel"),
    ])
    func `a file that is no list is refused at its field`(content: String, words: String) async throws {
        try await Self.run { world in
            let answer = try await Self.handIn(world.browser(), Array(content.utf8))
            #expect(answer.status == 422 && answer.words.contains(words), "\(answer.words)")
            #expect(answer.body.contains("aria-invalid"))
        }
    }

    @Test func `a list that came back changed beyond what we send is asked for again`() async throws {
        try await Self.run { world in
            let browser = world.browser()
            try await Self.handIn(browser, Array(Self.list.utf8))
            let token = await browser.token
            for list in ["", "0,1\r\n-1,x", String(repeating: "x", count: 300)] {
                let answer = try await browser.post(
                    "/ere/mid-scan/result",
                    [("list", list), ("model", "0")],
                    token: token
                )
                #expect(answer.status == 422 && answer.words.contains("hand it in again"), "\(answer.words)")
            }
            let foreign = [("list", "0,1\r\n1,x"), ("model", "7"), ("unread", "x;1 no;2 quote")]
            let answer = try await browser.post("/ere/mid-scan/result", foreign, token: token)
            #expect(answer.status == 422 && answer.words.contains("choose one of the options"))
            let none = try await browser.post("/ere/mid-scan", [], token: token)
            #expect(none.status == 422 && none.words.contains("Please fill this in"), "\(none.words)")
            #expect(try await browser.visit("/ere/mid-scan/result").path == "/ere/mid-scan")
            #expect(try await browser.post("/ere/mid-scan/result", foreign, token: nil).status == 403)
        }
    }

    @Test func `strangers are counted, and people of an operator are not`() async throws {
        try await Self.run { limits in
            limits.scansInARow = 2
        } _: { world in
            let browser = world.browser()
            for _ in 0..<2 { #expect(try await Self.handIn(browser, Array(Self.list.utf8)).status == 200) }
            #expect(try await Self.handIn(browser, Array(Self.list.utf8)).status == 429)
            let person = try await world.browser(world.voltaria, .operatorFinance)
            for _ in 0..<4 {
                let asked = try await Self.handIn(person, Array(Self.list.utf8))
                #expect(asked.status == 200 && asked.body.contains("class=\"sidebar\""))
            }
            #expect(try await person.press("Scan the list").words.contains("Qualifies 11 chargers"))
        }
    }

    @Test func `nothing of a list stays here`() async throws {
        try await Self.run { world in
            let browser = world.browser()
            try await Self.handIn(browser, Array(Self.list.replacing("A-1", with: "SECRET-SERIAL").utf8))
            try await browser.press("Scan the list")
            try await browser.press("Download Excel")
            let rows = try await world.database.all(.system, RowsWith(text: "SECRET-SERIAL"))
            #expect(rows == [])
            let known = try await world.database.all(.system, RowsWith(text: "VOLTARIA"))
            #expect(known.contains("operators"), "the search finds what is there")
        }
    }
}

/// The tables in which a text stands.
private struct RowsWith: Statement {
    static let sql = """
        SELECT c.relname::text FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND has_table_privilege(c.oid, 'SELECT')
            AND (xpath('/row/found/text()', query_to_xml(format(
                'SELECT count(*) AS found FROM %I t WHERE t::text LIKE %L', c.relname, '%' || $1 || '%'),
                false, true, '')))[1]::text <> '0'
        """
    static let sample = RowsWith(text: "")
    let text: String

    func bind(to values: inout Bindings) { values.append(text) }
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
