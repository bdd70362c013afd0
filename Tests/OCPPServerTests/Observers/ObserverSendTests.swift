import OCPP
import OCPPServer
import TestSupport
import Testing
import Values

/// What a charge point of OCPP 2.1 says without asking for an answer.
struct ObserverSendTests {
    private static let stream =
        #"[6, "s-1","NotifyPeriodicEventStream",{"id":1,"pending":0,"data":[{"t":1.50,"v":"2"}]}]"#

    @Test(arguments: ["ocpp2.1", "ocpp2.0.1"])
    func `it is said to observers that know such messages, unchanged, and nobody waits for an answer`(
        _ spoken: String
    ) async throws {
        let port = try FreePort.find()
        let store = try ObserverRoomTests.store(port)
        store.change { state in
            state.assignment.target.subprotocol = spoken
            state.journal.add(Self.stream, isOutgoing: false)
            state.journal.add(#"[3,"x",{}]"#, isOutgoing: false)
            state.journal.call("t", "TransactionEvent", #"{"eventType":"Started"}"#)
        }
        let office = ObservingOffice()
        try await BackOffice.run(port, office.decide) {
            try await ObserverRoomTests.run(store) { _ in
                try await ObserverRoomTests.eventually("the event is told") { office.actions == ["TransactionEvent"] }
                try await ObserverRoomTests.eventually("kept") { store.now.told + store.now.outdated == 2 }
            }
        }
        let knows = spoken == "ocpp2.1"
        #expect(store.now.outdated == (knows ? 0 : 1))
        // Said before the event, under an id of ours.
        #expect(office.answers.count == (knows ? 1 : 0))
        let said = try office.answers.first.map {
            try #require(FrameText(Array($0.utf8)).replacing(id: MessageID("s-1")))
        }
        #expect(said.map { String(decoding: $0.bytes, as: UTF8.self) } == (knows ? Self.stream : nil))
    }

    @Test func `it is worth nothing later`() {
        var journal = WrittenJournal()
        journal.add(Self.stream, isOutgoing: false)
        journal.add("[6,1]", isOutgoing: false)
        var book = ObserverBook(ObserverRecord())
        for frame in journal.frames {
            let message = book.take(frame, at: frame.place.receivedAt.adding(seconds: 61))
            #expect(message == nil)
        }
        #expect(book.takeProgress().outdated == 1)
    }
}
