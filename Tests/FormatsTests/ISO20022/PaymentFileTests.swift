import Formats
import TestSupport
import Testing
import Values

@Suite struct PaymentFileTests {
    private static let host = PaymentParty(
        name: "Hôtel & Café Müller",
        address: PostalAddress(
            street: "Große Straße",
            buildingNumber: "12 a",
            postcode: "2011 RD",
            town: "Haarlem",
            country: "NL"
        )
    )
    private static let payer = PaymentParty(
        name: "Voltaria Charging B.V.",
        address: PostalAddress(
            street: nil,
            buildingNumber: nil,
            postcode: nil,
            town: "Amsterdam",
            country: "NL"
        )
    )

    private func payment(_ number: Int, cents: Int64 = 12_345, remittance: Remittance? = nil) -> CreditTransfer {
        CreditTransfer(
            endToEndID: "SB-2025-\(number)",
            amount: Money(minor: cents, .eur),
            creditor: PaymentFileTests.host,
            iban: "NL20 INGB 0001 2345 67",
            remittance: remittance
        )
    }

    private func file(_ payments: [CreditTransfer]) -> PaymentFile {
        let day = LocalDate(year: 2025, month: 7, day: 31) ?? LocalDate(daysSinceEpoch: 0)
        return PaymentFile(
            messageID: "LB-2025-06-1",
            createdAt: Timestamp(seconds: 1_751_349_600),
            initiator: "Voltaria Charging B.V.",
            batches: [
                PaymentBatch(
                    id: "LB-2025-06-1-1",
                    debtor: PaymentFileTests.payer,
                    iban: "NL91ABNA0417164300",
                    bic: "ABNANL2A",
                    executionDate: day,
                    payments: payments
                )
            ]
        )
    }

    private func codes(_ file: PaymentFile) -> [PaymentProblem.Code] {
        PaymentFileCheck.problems(in: file).map(\.code)
    }

    private func codes(_ change: (inout CreditTransfer) -> Void) -> [PaymentProblem.Code] {
        var payment = payment(1)
        change(&payment)
        return codes(file([payment]))
    }

    @Test func `a file with every kind of payment passes the ISO schema of xmllint and of our own check`() async throws
    {
        var full = file([
            payment(1), payment(2, cents: 1, remittance: .text("Laadvergoeding juni 2025; SB-2025-2")),
            payment(3, cents: 99_999_999_999, remittance: .reference("RF18 5390 0754 7034")),
        ])
        full.batches[0].payments[0].bic = "INGBNL2A"
        var second = full.batches[0]
        second.id = "LB-2025-06-1-2"
        second.bic = nil
        second.booksAsBatch = false
        second.payments = [payment(4)]
        full.batches.append(second)
        let bytes = try full.xml()
        let folder = try ScratchFolder()
        let path = try folder.write(bytes, to: "pain.xml")
        let schema = try await Peers.painSchema()
        try await Program.output(of: "xmllint", ["--nonet", "--noout", "--schema", schema, path])
        #expect(try XMLSchema(file: schema).validate(bytes) == [])
    }

    @Test func `an independent reader finds what was written`() async throws {
        let second = payment(2, cents: 5, remittance: .reference("RF18539007547034"))
        let bytes = try file([payment(1, cents: 12_345), second]).xml()
        let folder = try ScratchFolder()
        let code = """
            import sys, xml.etree.ElementTree as E
            n = {'p': 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'}
            r = E.parse(sys.argv[1]).getroot()
            for path in sys.argv[2:]:
                print('|'.join(e.text for e in r.findall('.//p:' + path.replace('/', '/p:'), n)))
            """
        let paths = [
            "GrpHdr/MsgId", "GrpHdr/CreDtTm", "GrpHdr/NbOfTxs", "GrpHdr/CtrlSum", "PmtInf/NbOfTxs", "PmtInf/CtrlSum",
            "PmtInf/BtchBookg", "PmtTpInf/SvcLvl/Cd", "ReqdExctnDt/Dt", "DbtrAgt/FinInstnId/BICFI", "ChrgBr",
            "EndToEndId", "InstdAmt", "Cdtr/Nm", "Cdtr/PstlAdr/StrtNm", "Cdtr/PstlAdr/BldgNb", "Cdtr/PstlAdr/TwnNm",
            "CdtrAcct/Id/IBAN", "CdtrRefInf/Ref",
        ]
        let said = try await Peers.python(code, [folder.write(bytes, to: "pain.xml")] + paths)
        #expect(
            said == """
                LB-2025-06-1
                2025-07-01T06:00:00Z
                2
                123.50
                2
                123.50
                true
                SEPA
                2025-07-31
                ABNANL2A
                SLEV
                SB-2025-1|SB-2025-2
                123.45|0.05
                Hotel + Cafe Muller|Hotel + Cafe Muller
                Grosse Strasse|Grosse Strasse
                12 a|12 a
                Haarlem|Haarlem
                NL20INGB0001234567|NL20INGB0001234567
                RF18539007547034

                """
        )
    }

    @Test func `equal files give equal bytes`() throws {
        #expect(try file([payment(1), payment(2)]).xml() == file([payment(1), payment(2)]).xml())
    }

    @Test func `a long name is cut after seventy characters`() throws {
        var long = file([payment(1)])
        long.batches[0].payments[0].creditor.name = String(repeating: "Abcdefghi ", count: 12)
        let text = String(decoding: try long.xml(), as: UTF8.self)
        #expect(text.contains("<Nm>" + String(repeating: "Abcdefghi ", count: 7).dropLast() + "</Nm>"))
    }

    @Test func `a good file has no problems`() {
        #expect(codes(file([payment(1), payment(2)])) == [])
    }

    @Test func `every problem of a payment is found`() {
        #expect(codes { $0.amount = Money(minor: 0, .eur) } == [.amount])
        #expect(codes { $0.amount = Money(minor: -5, .eur) } == [.amount])
        #expect(codes { $0.amount = Money(minor: 100_000_000_000, .eur) } == [.amount])
        #expect(codes { $0.amount = Money(minor: 5, .chf) } == [.currency])
        #expect(codes { $0.iban = "" } == [.iban])
        #expect(codes { $0.iban = "NL21INGB0001234567" } == [.iban])
        #expect(codes { $0.iban = "TR330006100519786457841326" } == [.iban])
        #expect(codes { $0.bic = "INGB" } == [.bic])
        #expect(codes { $0.creditor.name = " " } == [.name])
        #expect(codes { $0.creditor.address = nil } == [.address])
        #expect(codes { $0.creditor.address?.town = "" } == [.address])
        #expect(codes { $0.creditor.address?.country = "" } == [.address])
        #expect(codes { $0.creditor.address?.country = "NLD" } == [.address])
        #expect(codes { $0.creditor.address?.street = String(repeating: "x", count: 71) } == [.address])
        #expect(codes { $0.creditor.address?.buildingNumber = String(repeating: "1", count: 17) } == [.address])
        #expect(codes { $0.creditor.address?.postcode = String(repeating: "1", count: 17) } == [.address])
        #expect(codes { $0.creditor.address?.town = String(repeating: "x", count: 36) } == [.address])
        #expect(codes { $0.endToEndID = "" } == [.identifier])
        #expect(codes { $0.endToEndID = String(repeating: "1", count: 36) } == [.identifier])
        #expect(codes { $0.endToEndID = "/1" } == [.identifier])
        #expect(codes { $0.endToEndID = "1//2" } == [.identifier])
        #expect(codes { $0.endToEndID = "SB_1" } == [.identifier])
        #expect(codes { $0.remittance = .text(String(repeating: "x", count: 141)) } == [.remittance])
        #expect(codes { $0.remittance = .text("") } == [.remittance])
        #expect(codes { $0.remittance = .reference("RF00539007547034") } == [.remittance])
    }

    @Test func `every problem of a file and its batches is found`() {
        var file = file([payment(1), payment(1)])
        #expect(codes(file) == [.duplicate])
        file = self.file([])
        #expect(codes(file) == [.empty])
        file.batches.append(file.batches[0])
        #expect(codes(file) == [.empty, .duplicate, .empty])
        file = self.file([payment(1)])
        file.batches = []
        file.messageID = ""
        file.initiator = ""
        #expect(codes(file) == [.identifier, .name, .empty])
        file = self.file([payment(1)])
        file.batches[0].iban = "x"
        file.batches[0].debtor.address = nil
        #expect(codes(file) == [.address, .iban])
        file = self.file((0...PaymentFileCheck.maxPayments).map { payment($0) })
        #expect(codes(file) == [.tooMany])
    }

    @Test func `all problems together refuse the file, naming the payments and never the account`() throws {
        var bad = file([payment(1), payment(2, cents: 0)])
        bad.batches[0].payments[0].iban = "NL21INGB0001234567"
        let refusal = #expect(throws: PaymentFileRefusal.self) { try bad.xml() }
        #expect(
            refusal?.description == """
                payment SB-2025-1: "Hôtel & Café Müller": the check digits of the IBAN are wrong
                payment SB-2025-2: the amount 0.00 is not above zero
                """
        )
    }

    @Test func `a schema names line and fault`() async throws {
        let schema = try await XMLSchema(file: Peers.painSchema())
        let text = String(decoding: try file([payment(1)]).xml(), as: UTF8.self)
        let findings = schema.validate(Array(text.replacing("<ChrgBr>SLEV", with: "<ChrgBr>OURS").utf8))
        let line = text.prefix(upTo: try #require(text.firstRange(of: "<ChrgBr>")).lowerBound).count { $0 == "\n" } + 1
        #expect(findings.first?.line == line)
        #expect(findings.first?.message.contains("OURS") == true)
        #expect(schema.validate(Array("<x".utf8)).count == 1)
        #expect(throws: XMLSchemaFault.self) { try XMLSchema(file: "/nowhere.xsd") }
    }
}
