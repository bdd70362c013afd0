import OCPP
import OCPPServer
import Testing
import Values

/// What an observer is told of a journal, without sockets.
struct ObserverBookTests {
    /// An observer that answers by a rule; what it was told.
    private struct Observer {
        var book: ObserverBook
        var told: [(id: MessageID, action: String, payload: JSON)] = []
        var text: [String] = []
        var number: Int64 = 500
        var answer: (String, Int64) -> ObserverAnswer = { action, number in
            guard action == "StartTransaction" else { return .result(.object([])) }
            return .result(
                .dictionary([
                    "transactionId": .integer(number),
                    "idTagInfo": .dictionary(["status": .string("Accepted")]),
                ])
            )
        }

        init(_ record: ObserverRecord = ObserverRecord()) { book = ObserverBook(record) }

        mutating func hear(_ frames: [JournalFrame], at now: Timestamp? = nil) {
            for frame in frames {
                let moment = now ?? frame.place.receivedAt
                if let message = book.take(frame, at: moment) { tell(message, at: moment) }
            }
        }

        mutating func tell(_ message: ObserverMessage, at now: Timestamp) {
            guard let bytes = book.bytes(of: message), let call = Frame(reading: bytes).call else { return }
            told.append((call.id, call.action, call.payload))
            text.append(String(decoding: bytes, as: UTF8.self))
            number += 1
            book.told(message, answer(call.action, number), at: now)
        }

        var actions: [String] { told.map(\.action) }
        var numbers: [Int64?] { told.map { $0.payload["transactionId"]?.integerValue } }

        /// The transactions by the charge point's number.
        mutating func transactions() -> [Int64: ObserverTransaction] {
            let all = book.takeProgress().transactions
            return Dictionary(all.map { ($0.transactionID, $0) }) { $1.round >= $0.round ? $1 : $0 }
        }
    }

    private static func number(_ number: Int64, _ status: String = "Accepted") -> ObserverAnswer {
        .result(
            .dictionary([
                "transactionId": .integer(number), "idTagInfo": .dictionary(["status": .string(status)]),
            ])
        )
    }

    @Test func `a session is told in its own numbers, every other byte as it was`() throws {
        var journal = WrittenJournal()
        let start = journal.begin(42)
        journal.measure(42)
        journal.stop(42)
        var observer = Observer()
        observer.hear(journal.frames)
        #expect(observer.actions == ["StartTransaction", "MeterValues", "StopTransaction"])
        #expect(observer.numbers == [nil, 501, 501])
        let id = OutboxMessageID(nodeID: 1, sequence: start.key.sequence, round: 0).messageID
        #expect(observer.told[0].id == id)
        #expect(observer.text[1].contains(#","MeterValues",{"connectorId":1,"transactionId": 501,"value":1}]"#))
        #expect(Set(observer.told.map(\.id)).count == 3)
        let known = observer.transactions()
        #expect(known[42]?.state == .stopped && known[42]?.told == 3 && known[42]?.observerTransactionID == 501)
    }

    @Test func `two sessions at once keep their numbers apart`() {
        var journal = WrittenJournal()
        journal.begin(7, meter: 1)
        journal.begin(501, meter: 2)
        for number: Int64 in [501, 7] {
            journal.measure(number)
            journal.stop(number)
        }
        var observer = Observer()
        observer.hear(journal.frames)
        // The second session's number at the charge point is the first one's at the observer.
        #expect(observer.numbers == [nil, nil, 502, 502, 501, 501])
    }

    @Test func `what began before the observer was added is not told, and counted`() {
        var journal = WrittenJournal()
        journal.begin(42)
        let before = journal.frames.count
        journal.measure(42, 1)
        journal.measure(42, 2)
        journal.stop(42)
        journal.begin(43)
        var observer = Observer()
        observer.hear(Array(journal.frames[before...]))
        #expect(observer.actions == ["StartTransaction"])
        let known = observer.transactions()
        #expect(known[42]?.state == .untold && known[42]?.skipped == 3 && known[42]?.told == 0)
        #expect(known[42]?.reason == ObserverReason.startUnknown)
        #expect(known[43]?.state == .open)
    }

    /// Answers to a start, with what becomes of the transaction.
    private static let refusals: [(ObserverAnswer, ObserverTransaction.State, String)] = [
        (.error(.internalError), .untold, "refused: InternalError"), (.nothing, .untold, "no_answer"),
        (.result(.object([])), .untold, "no_number"), (number(0, "Invalid"), .untold, "refused: Invalid"),
        (number(-1, "Blocked"), .untold, "refused: Blocked"), (number(0), .open, ""),
        (number(9, "Invalid"), .open, "not_accepted: Invalid"),
    ]

    @Test(arguments: refusals.indices) func `a refused start is not followed by the rest of its session`(_ index: Int) {
        let (answer, state, reason) = Self.refusals[index]
        var journal = WrittenJournal()
        journal.begin(42)
        journal.measure(42)
        journal.stop(42)
        var observer = Observer()
        let usual = observer.answer
        observer.answer = { action, number in action == "StartTransaction" ? answer : usual(action, number) }
        observer.hear(Array(journal.frames[..<3]))
        let known = observer.transactions()[42]
        #expect(known?.state == state && known?.reason == reason)
        observer.hear(Array(journal.frames[3...]))
        #expect(observer.told.count == (state == .open ? 3 : 1))
        #expect(observer.transactions()[42]?.skipped ?? 1 == (state == .open ? 0 : 2))
    }

    @Test func `what the charge point brings again is told once`() {
        var journal = WrittenJournal()
        journal.call("a", "StartTransaction", #"{"connectorId":1,"idTag":"CARD","meterStart":5}"#)
        // The first one was never answered, the second answer was never heard.
        journal.connection = 2
        journal.begin(42, meter: 5, id: "b")
        journal.begin(42, meter: 5, id: "c")
        journal.measure(42)
        journal.measure(42)
        journal.stop(42)
        journal.stop(42)
        var observer = Observer()
        observer.hear(journal.frames)
        #expect(observer.actions == ["StartTransaction", "MeterValues", "StopTransaction"])
    }

    @Test func `a start that came twice and has two numbers is one session of the observer's`() {
        var journal = WrittenJournal()
        journal.begin(42, meter: 5, id: "b")
        journal.begin(43, meter: 5, id: "c")
        journal.measure(43)
        journal.stop(42)
        var observer = Observer()
        observer.hear(journal.frames)
        #expect(observer.actions == ["StartTransaction", "MeterValues", "StopTransaction"])
        #expect(observer.numbers == [nil, 501, 501])
        #expect(observer.transactions()[43]?.reason == ObserverReason.repeated)
    }

    @Test func `a number that is used again means the later transaction`() {
        var journal = WrittenJournal()
        journal.begin(42, meter: 1)
        journal.stop(42)
        journal.begin(42, meter: 2)
        journal.measure(42)
        var observer = Observer()
        observer.hear(journal.frames)
        #expect(observer.numbers == [nil, 501, nil, 503])
    }

    @Test func `answers belong to the start of their own connection`() {
        var journal = WrittenJournal()
        journal.call("x", "StartTransaction", #"{"connectorId":1,"meterStart":1}"#)
        journal.connection = 2
        journal.call("x", "StartTransaction", #"{"connectorId":2,"meterStart":2}"#)
        journal.answer("x", #"{"transactionId":8}"#)
        journal.connection = 1
        journal.answer("x", #"{"transactionId":7}"#)
        var observer = Observer()
        observer.hear(journal.frames)
        #expect(observer.told.map { $0.payload["connectorId"]?.integerValue } == [2, 1])
        #expect(observer.transactions().mapValues(\.observerTransactionID) == [8: 501, 7: 502])
    }

    @Test func `of what is old only transactions and the latest states are told`() {
        var journal = WrittenJournal()
        journal.call("1", "BootNotification", #"{"n":1}"#)
        journal.call("2", "StatusNotification", #"{"connectorId":1,"status":"Preparing"}"#)
        journal.call("3", "Heartbeat")
        journal.call("4", "Authorize", #"{"idTag":"CARD"}"#)
        journal.begin(42)
        journal.call("5", "StatusNotification", #"{"connectorId":2,"status":"Available"}"#)
        journal.call("6", "StatusNotification", #"{"connectorId":1,"status":"Charging"}"#)
        journal.measure(42)
        journal.call("7", "DataTransfer", #"{"vendorId":"V"}"#)
        journal.call("8", "BootNotification", #"{"n":2}"#)
        journal.stop(42)
        var observer = Observer()
        observer.hear(journal.frames, at: journal.now.adding(seconds: 3600))
        #expect(observer.actions == ["StartTransaction", "MeterValues", "DataTransfer", "StopTransaction"])
        #expect(observer.book.nextOwed(bootsOnly: true)?.place.key.sequence == 11)
        let progress = observer.book.takeProgress()
        #expect(progress.outdated == 2)
        #expect(
            progress.owed.mapValues(\.key.sequence) == [
                "BootNotification": 11, "StatusNotification/1": 8, "StatusNotification/2": 7,
            ]
        )
        var fresh = Observer()
        fresh.hear(journal.frames)
        #expect(fresh.told.count == journal.frames.count - 1, "all but the answer")
        #expect(fresh.book.owed.isEmpty)
    }

    @Test func `a state that was told is not owed any more, and an older one does not come back`() {
        var journal = WrittenJournal()
        journal.call("1", "StatusNotification", #"{"connectorId":1,"status":"Faulted"}"#)
        let later = journal.now.adding(seconds: 3600)
        var observer = Observer()
        observer.hear(journal.frames, at: later)
        journal.now = later
        journal.call("2", "StatusNotification", #"{"connectorId":1,"status":"Available"}"#)
        observer.hear(journal.frames, at: later)
        #expect(observer.told.count == 1 && observer.book.owed.isEmpty)
    }

    @Test func `a request for a certificate goes to nobody but the back-office`() {
        var journal = WrittenJournal()
        journal.call("1", "SignCertificate", #"{"csr":"PEM"}"#)
        journal.call("2", "Get15118EVCertificate", "{}")
        journal.call("3", "SecurityEventNotification", #"{"type":"X"}"#)
        var observer = Observer()
        observer.hear(journal.frames)
        #expect(observer.actions == ["SecurityEventNotification"])
    }

    @Test func `events of OCPP 2 pass with the charge point's own numbers`() {
        var journal = WrittenJournal()
        let event = #"{"eventType":"Updated","seqNo":3,"transactionInfo":{"transactionId":"tx-1"}}"#
        journal.call("1", "TransactionEvent", event)
        journal.call("2", "StatusNotification", #"{"evseId":2,"connectorId":1,"connectorStatus":"Occupied"}"#)
        journal.call("3", "MeterValues", #"{"evseId":1,"meterValue":[]}"#)
        var observer = Observer()
        observer.hear(journal.frames)
        #expect(observer.actions == ["TransactionEvent", "StatusNotification", "MeterValues"])
        #expect(observer.text[0].hasSuffix(#","TransactionEvent",\#(event)]"#))
        #expect(observer.transactions().isEmpty)
    }

    @Test func `after a restart nothing is told twice, and what was under way goes on`() {
        var journal = WrittenJournal()
        journal.begin(42)
        journal.measure(42, 1)
        journal.call("s2", "StartTransaction", #"{"connectorId":2,"meterStart":7}"#)
        var first = Observer()
        first.hear(journal.frames)
        let progress = first.book.takeProgress()
        let heard = journal.frames
        journal.answer("s2", #"{"transactionId":43,"idTagInfo":{"status":"Accepted"}}"#)
        journal.add(String(decoding: heard[2].payload, as: UTF8.self), isOutgoing: false)
        journal.measure(42, 2)
        journal.measure(43, 3)
        let record = ObserverRecord(
            places: progress.places,
            owed: progress.owed,
            isIntroduced: true,
            transactions: progress.transactions,
            heard: heard
        )
        var second = Observer(record)
        second.number = 600
        second.hear(journal.frames)
        #expect(second.actions == ["StartTransaction", "MeterValues", "MeterValues"])
        #expect(second.numbers == [nil, 501, 601])
    }

    @Test func `frames of two nodes are dealt with apart`() {
        var journal = WrittenJournal()
        journal.begin(42)
        var other = WrittenJournal()
        other.node = 2
        other.now = journal.now
        other.measure(42)
        other.stop(42)
        var observer = Observer()
        observer.hear(journal.frames + other.frames)
        observer.hear(journal.frames + other.frames)
        #expect(observer.actions == ["StartTransaction", "MeterValues", "StopTransaction"])
    }

    @Test func `a refused boot is told again later, before everything else`() {
        var journal = WrittenJournal()
        journal.call("1", "BootNotification")
        var observer = Observer()
        observer.answer = { _, _ in
            .result(.dictionary(["status": .string("Pending"), "interval": .integer(20)]))
        }
        observer.hear(journal.frames)
        #expect(observer.book.refusal?.status == "Pending")
        #expect(observer.book.refusal?.until == WrittenJournal.start.adding(seconds: 20))
        #expect(observer.book.nextOwed(bootsOnly: true)?.place == journal.frames[0].place)
    }

    @Test func `a session that was refused is told again from its start`() throws {
        var journal = WrittenJournal()
        let start = journal.begin(42)
        journal.measure(42, 1)
        journal.measure(99, 1)
        journal.measure(42, 2)
        journal.stop(42)
        journal.begin(43, meter: 6)
        var observer = Observer()
        let usual = observer.answer
        observer.answer = { _, _ in .error(.internalError) }
        observer.hear(journal.frames)
        var wanted = try #require(observer.transactions()[42])
        #expect(wanted.state == .untold && wanted.skipped == 3)
        wanted.round = 1
        wanted.again = JournalPlace(nodeID: 1, sequence: start.key.sequence - 1, receivedAt: start.receivedAt)
        observer.answer = usual
        observer.told = []
        observer.book.want(wanted)
        let key = try #require(observer.book.nextAgain?.key)
        for frame in journal.frames where !frame.isOutgoing && observer.book.nextAgain != nil {
            if let message = observer.book.takeAgain(frame, for: key) { observer.tell(message, at: journal.now) }
        }
        #expect(observer.actions == ["StartTransaction", "MeterValues", "MeterValues", "StopTransaction"])
        let id = OutboxMessageID(nodeID: 1, sequence: start.key.sequence, round: 1).messageID
        #expect(observer.told[0].id == id, "another id than the first time")
        let known = try #require(observer.transactions()[42])
        #expect(known.state == .stopped && known.skipped == 0 && known.told == 4 && known.again == nil)
    }

    @Test func `what the journal has not come to is not told again before its turn`() throws {
        var journal = WrittenJournal()
        let start = journal.begin(42)
        var observer = Observer()
        let usual = observer.answer
        observer.answer = { _, _ in .nothing }
        observer.hear(journal.frames)
        var wanted = try #require(observer.transactions()[42])
        wanted.round = 1
        wanted.again = JournalPlace(nodeID: 1, sequence: start.key.sequence - 1, receivedAt: start.receivedAt)
        observer.answer = usual
        observer.told = []
        observer.book.want(wanted)
        journal.measure(42)
        for frame in journal.frames where !frame.isOutgoing {
            if let message = observer.book.takeAgain(frame, for: start.key) { observer.tell(message, at: journal.now) }
        }
        #expect(observer.actions == ["StartTransaction"] && observer.book.nextAgain == nil)
        observer.hear(journal.frames)
        #expect(observer.actions == ["StartTransaction", "MeterValues"])
    }
}
