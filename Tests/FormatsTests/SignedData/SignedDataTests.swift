import Foundation
import Testing
import Values

@testable import Formats

struct SignedDataTests {
    private let record =
        #"OCMF|{"FV":"1.0","GS":"17","PG":"T3","RD":[{"TM":"2019-08-13T10:03:15,000+0000 I","TX":"B","RV":0.2596,"RI":"1-b:1.8.0","RU":"kWh","EF":"","ST":"G"},{"TM":"2019-08-13T10:03:36,000+0200 R","TX":"E","RV":"  0.2597"}]}|{"SD":"3045"}"#

    private func read(_ text: String) -> SignedData { SignedData(Array(text.utf8)) }
    private func hex(_ text: String) -> String { text.utf8.map { String(format: "%02X", $0) }.joined() }
    private func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    @Test func `a record is found in every wrapping, and stays as received`() throws {
        let inner = base64(record)
        let envelope =
            "{\"signedMeterData\":\"\(inner)\",\"encodingMethod\":\"OCMF\",\"publicKey\":\"K\",\"signingMethod\":\"\"}"
        let other = "{\"signedMeterValue\":\"\(hex(record))\",\"publicKey\":\"K\"}"
        let cases: [(String, [SignedData.Wrapping], String)] = [
            (record, [], ""), (hex(record), [.hexadecimal], ""), (hex(record).lowercased(), [.hexadecimal], ""),
            (inner, [.base64], ""), (envelope, [.envelope, .base64], "K"), (other, [.envelope, .hexadecimal], "K"),
            (hex(envelope), [.hexadecimal, .envelope, .base64], "K"), (" \(record)\r\n", [], ""),
        ]
        for (text, wrappings, key) in cases {
            let data = read(text)
            #expect(data.record != nil, "\(text.prefix(40))")
            #expect(data.wrappings == wrappings && data.publicKey == key, "\(text.prefix(40))")
            #expect(data.received == Array(text.utf8))
            #expect(data.record?.payload == read(record).record?.payload)
        }
    }

    @Test func `other formats are named and not guessed at`() {
        let sml: [UInt8] = [0x1b, 0x1b, 0x1b, 0x1b, 1, 1, 1, 1, 0x76]
        #expect(read("AP;0;3;ALCV3ABBBISHMA2RYEGAZE3HV5YQBQRAEHAR2MN;BIHEI;RIU5;").content == .alfen)
        #expect(read(sml.map { String(format: "%02x", $0) }.joined()).content == .sml)
        #expect(read(Data(sml).base64EncodedString()).content == .sml)
        #expect(read("<?xml version=\"1.0\"?><values/>").content == .container)
        #expect(read("{\"signedMeterData\":\"AAEC\",\"encodingMethod\":\"EDL\"}").content == .other("EDL"))
        #expect(read("1520430").content == .unknown)
        #expect(read("").content == .unknown)
        #expect(read("OCMF|{}").content == .brokenOCMF(.parts))
        #expect(read("OCMF|{}|{}").content == .brokenOCMF(.noSignature))
        #expect(read("OCMF|x|{}").content == .brokenOCMF(.payloadNoJSON))
    }

    @Test func `readings keep what they leave out, blanks and all kinds of times`() throws {
        let found = try #require(read(record).record)
        #expect(found.serial == "17" && found.pagination == "T3" && found.readings.count == 2)
        let (begin, end) = (found.readings[0], found.readings[1])
        #expect(begin.at == Timestamp("2019-08-13T10:03:15Z") && begin.timeQuality == "I")
        #expect(end.at == Timestamp("2019-08-13T08:03:36Z") && end.unit == "kWh" && end.register == begin.register)
        #expect(end.energyWh == Exact("259.7") && end.transaction == "E" && end.isUsable)
    }

    @Test func `a chain tells its energy and what is odd about it`() throws {
        let both = try #require(read(record).record)
        let whole = OCMFChain([both])
        #expect(whole.energyWh == Exact("0.1") && whole.faults == [.timeNotSynchronised])
        let begin = try #require(read(line("T1", "B", "10.000", "M1")).record)
        let end = try #require(read(line("T2", "E", "12.5", "M1")).record)
        #expect(OCMFChain([begin, end]) == OCMFChain([begin, begin, end]))
        #expect(OCMFChain([begin, end]).energyWh == Exact(2500) && OCMFChain([begin, end]).faults == [])
        let later = try #require(read(line("T4", "E", "9", "M2", state: "N")).record)
        #expect(
            OCMFChain([begin, later]).faults
                == [.serialChanges, .paginationGap, .backwards, .unusableReading]
        )
        #expect(OCMFChain([begin, later]).energyWh == nil)
        #expect(OCMFChain([end]).faults == [.noBegin])
    }

    private func line(_ page: String, _ kind: String, _ value: String, _ serial: String, state: String = "G") -> String
    {
        #"OCMF|{"PG":"\#(page)","MS":"\#(serial)","RD":[{"TM":"2025-06-12T10:00:00,000+0000 S","TX":"\#(kind)","RV":\#(value),"RI":"B2","RU":"kWh","ST":"\#(state)"}]}|{"SD":"00"}"#
    }

    @Test func `files hold one value, one per line, or a container with keys`() throws {
        #expect(try SignedFile(Array((record + "\n\n" + record + "\n").utf8)).entries.count == 2)
        #expect(try SignedFile(Array(hex(record).utf8)).entries.first?.data.record != nil)
        let container =
            "<values><value transactionId=\"1\"><signedData format=\"OCMF\" encoding=\"plain\"><![CDATA[\(record)]]></signedData>"
            + "<publicKey encoding=\"hex\">AB</publicKey></value></values>"
        let file = try SignedFile(Array(container.utf8))
        let entry = try #require(file.entries.first)
        #expect(entry.data.record != nil && entry.publicKey == "AB")
        #expect(throws: SignedFile.Fault.empty) { try SignedFile([]) }
        #expect(throws: SignedFile.Fault.self) { try SignedFile(Array("<values>".utf8)) }
    }
}

struct QRCodeTests {
    @Test func `a code has its three finder patterns and a size of its version`() throws {
        let code = try #require(QRCode("wss://charge.example/ocpp/VOL-ZZ-001"))
        #expect((code.size - 17).isMultiple(of: 4) && code.isDark.count == code.size * code.size)
        for (row, column) in [(0, 0), (0, code.size - 7), (code.size - 7, 0)] {
            let top = (0..<7).map { code.isDark[row * code.size + column + $0] }
            #expect(top == [true, true, true, true, true, true, true])
            #expect(!code.isDark[(row + 1) * code.size + column + 1] && code.isDark[(row + 3) * code.size + column + 3])
        }
        #expect(QRCode("") == nil && QRCode(String(repeating: "x", count: 601)) == nil)
    }
}
