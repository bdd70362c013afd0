import Domain
import Templates
import Testing
import Values

@testable import Web

struct FrameFaultWordsTests {
    private static let frames = [
        "", "[", "[2,\"a\",\"Heartbeat\",{}", "{\"a\" 1}", "[2,\"a\",01]", "[1.]", "[\"\\x\"]", "[2] x", "{}",
        "[7,\"a\",{}]",
        "[2]", "[2,\"a\"]", "[2,\"a\",\"StopTransaction\",{}]", "[2,\"a\",\"StopTransaction\",7]",
        "[2,\"a\",\"MeterValues\",{\"connectorId\":\"x\"}]",
    ]

    @Test(arguments: frames)
    func `what is wrong with a message is said in sentences of both languages`(message: String) {
        let frame = StoredFrame(
            operatorID: OperatorID(1),
            chargePointID: ChargePointID(1),
            reference: FrameReference(nodeID: 1, sequence: 1, receivedAt: Timestamp(seconds: 0)),
            connectionID: 1,
            isOutgoing: false,
            payload: Array(message.utf8)
        )
        guard case .fault(let fault) = ProjectionEvent.read(frame) else {
            Issue.record("\(message) is read")
            return
        }
        check(fault.reason)
    }

    @Test(arguments: [
        "MeterValues of connector 2 for a transaction that is not known", "StartTransaction was answered InternalError",
        "the answer to StartTransaction has no id", "StopTransaction: transactionData[0] has too few elements",
        "StopTransaction: meterStop is out of range",
    ])
    func `so is what is wrong with a transaction`(reason: String) { check(reason) }

    private func check(_ reason: String) {
        let text = FrameFaultWords.text(reason)
        let (english, dutch) = (text(.english), text(.dutch))
        #expect(english != reason && english != dutch, "\(reason)")
        for words in [english, dutch] {
            #expect(words.hasSuffix(".") && !words.contains("notJSON") && !words.contains("(line"), "\(words)")
        }
        #expect(!dutch.contains("expected") && !dutch.contains("string"), "\(dutch)")
    }
}
