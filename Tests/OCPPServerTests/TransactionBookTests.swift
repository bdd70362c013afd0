import Crypto
import OCPP
import OCPPServer
import Testing
import Values

enum Credentials {
    static func hash(_ key: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: key)) }
}

struct TransactionBookTests {
    private let point = ChargePointID(1)

    private func key(_ minute: Int64?, meter: Int64 = 5) -> StartKey {
        var request = OCPP16.StartTransaction.Request(
            connectorId: 1,
            idTag: "A",
            meterStart: Energy(wh: meter),
            timestamp: Timestamp(seconds: (minute ?? 0) * 60)
        )
        if minute == nil { request.timestamp = nil }
        return StartKey(request)
    }

    private func book(limit: Int = 100, _ numbers: ClosedRange<Int32> = 1...1000) -> TransactionBook {
        let book = TransactionBook(limit: limit)
        book.add(numbers)
        return book
    }

    @Test func `numbers are positive and never given twice`() {
        let book = book(-5...3)
        book.add(10...10)
        let numbers = (0..<5).map { book.number(for: key(Int64($0)), at: point)?.number }
        #expect(numbers == [1, 2, 3, 10, nil])
        #expect(book.remaining == 0)
    }

    @Test func `the largest number can be given`() {
        let book = book(Int32.max...Int32.max)
        #expect(book.number(for: key(1), at: point)?.number == Int32.max)
        #expect(book.number(for: key(2), at: point) == nil)
    }

    @Test func `without its time a start is a repetition only while the transaction runs`() throws {
        let book = book()
        let first = try #require(book.number(for: key(nil), at: point)).number
        #expect(book.number(for: key(nil), at: point)?.number == first)
        #expect(book.stop(Int64(first), at: point) == .first)
        #expect(book.number(for: key(nil), at: point)?.number == first + 1)
    }

    @Test func `a start is known after its stop too`() throws {
        let book = book()
        let first = try #require(book.number(for: key(1), at: point)).number
        #expect(book.stop(Int64(first), at: point) == .first)
        #expect(book.stop(Int64(first), at: point) == .again)
        let again = try #require(book.number(for: key(1), at: point))
        #expect(again.number == first)
        #expect(again.isRetry)
    }

    @Test func `another charge point cannot end a transaction`() throws {
        let book = book()
        let number = try #require(book.number(for: key(1), at: point)).number
        #expect(book.stop(Int64(number), at: ChargePointID(2)) == .unknown)
        #expect(book.stop(Int64(number), at: point) == .first)
        #expect(book.stop(Int64.max, at: point) == .unknown)
    }

    @Test func `the oldest transactions are forgotten beyond the limit`() throws {
        let book = book(limit: 10)
        let numbers = try (0..<50).map { try #require(book.number(for: key($0), at: point)).number }
        #expect(book.number(for: key(49), at: point)?.number == numbers[49])
        #expect(book.number(for: key(40), at: point)?.number == numbers[40])
        #expect(book.stop(Int64(numbers[0]), at: point) == .unknown)
        #expect(book.number(for: key(0), at: point)?.number == 51)
    }

    @Test func `a transaction of the past is recalled`() {
        let book = book(500...600)
        book.recall(KnownStart(chargePointID: point, request: key(1), transactionID: 7, isStopped: false))
        book.recall(KnownStart(chargePointID: point, request: key(1), transactionID: 7, isStopped: true))
        #expect(book.number(for: key(1), at: point)?.number == 7)
        #expect(book.stop(7, at: point) == .again)
    }
}
