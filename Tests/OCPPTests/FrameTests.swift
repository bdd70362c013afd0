import OCPP
import Testing
import Values

struct FrameTests {
    private func read(_ text: String) -> Frame { Frame(reading: Array(text.utf8)) }

    private func unreadable(_ text: String) -> UnreadableFrame? {
        if case .unreadable(let frame) = read(text) { frame } else { nil }
    }

    @Test func `a call is read with its id, action and payload`() {
        #expect(
            read(#"[2,"19223201","Authorize",{"idTag":"B4"}]"#)
                == .call(MessageID("19223201"), "Authorize", .dictionary(["idTag": .string("B4")]))
        )
    }

    @Test func `results and errors are read`() {
        #expect(read(#"[3,"a",{}]"#) == .callResult(MessageID("a"), .object([])))
        let error = CallError(id: MessageID("a"), code: .notSupported, reason: "why", details: .object([]))
        #expect(read(#"[4,"a","NotSupported","why",{}]"#) == .callError(error))
    }

    @Test func `a code that the specification does not have is kept`() {
        guard case .callError(let error) = read(#"[4,"a","FormatViolation"]"#) else {
            Issue.record("no error was read")
            return
        }
        #expect(error.code.rawValue == "FormatViolation")
        #expect(!error.code.isSpecified)
        #expect(error.reason == "")
    }

    @Test(arguments: [#"[2,"1","Heartbeat"]"#, #"[2,"1","Heartbeat",null]"#, #" [ 2 , "1" , "Heartbeat" , {} ] "#])
    func `a payload that is left out is an empty one`(text: String) {
        #expect(read(text) == .call(MessageID("1"), "Heartbeat", .object([])))
    }

    @Test func `a message type written as a string is taken`() {
        #expect(read(#"["2","1","Heartbeat",{}]"#) == .call(MessageID("1"), "Heartbeat", .object([])))
    }

    @Test func `an id written as a number is answered with a number`() {
        guard case .call(let call) = read(#"[2,12345678901234567890,"Heartbeat",{}]"#) else {
            Issue.record("no call was read")
            return
        }
        let answer = CallResult(id: call.id, payload: .object([]))
        #expect(String(decoding: answer.bytes, as: UTF8.self) == "[3,12345678901234567890,{}]")
    }

    @Test func `an id that is too long is kept and flagged`() {
        let id = String(repeating: "x", count: 300)
        let frame = read(#"[2,"\#(id)","Heartbeat",{}]"#)
        #expect(frame.id?.text == id)
        #expect(frame.id?.isOverlong == true)
        #expect(!MessageID(String(repeating: "x", count: 36)).isOverlong)
    }

    @Test func `message types of later versions are kept`() {
        let frame = unreadable(#"[6,"a","NotifyPeriodicEventStream",{}]"#)
        #expect(frame?.reason == .unknownMessageType(6))
        #expect(frame?.id == MessageID("a"))
        #expect(frame?.answerCode == nil)
    }

    @Test(arguments: ["", "hello", "{}", "[]", "null", "[\"a\"]", "[true,\"1\"]"])
    func `a text that is no message asks for no answer`(text: String) {
        #expect(unreadable(text) != nil)
        #expect(unreadable(text)?.answerCode == nil)
    }

    @Test func `id and action are read from a call that breaks off`() {
        let frame = unreadable(#"[2,"abc,1","MeterValues",{"connectorId":1,"meterValue":[{"#)
        #expect(frame?.id == MessageID("abc,1"))
        #expect(frame?.action == "MeterValues")
        #expect(frame?.answerCode == .formationViolation)
    }

    @Test func `a result that breaks off is not answered`() {
        #expect(unreadable(#"[3,"abc",{"status":"#)?.answerCode == nil)
    }

    @Test func `a call without an action is answered with a protocol error`() {
        #expect(unreadable(#"[2,"abc"]"#)?.answerCode == .protocolError)
    }

    @Test func `a call without an id cannot be answered`() {
        #expect(unreadable(#"[2]"#)?.reason == .withoutID)
        #expect(unreadable(#"[2,{},"Heartbeat",{}]"#)?.answerCode == nil)
    }

    @Test func `messages are written compactly and read back`() {
        let call = Call(id: MessageID("1"), action: "Reset", payload: .dictionary(["type": .string("Soft")]))
        #expect(String(decoding: call.bytes, as: UTF8.self) == #"[2,"1","Reset",{"type":"Soft"}]"#)
        let error = CallError(id: MessageID("\"1\""), code: .occurenceConstraintViolation, reason: "a\nb")
        #expect(Frame(reading: error.bytes) == .callError(error))
    }

    @Test func `the description of an error is cut to its limit`() {
        let error = CallError(id: MessageID("1"), code: .genericError, reason: String(repeating: "é", count: 300))
        guard case .callError(let read) = Frame(reading: error.bytes) else {
            Issue.record("no error was read")
            return
        }
        #expect(read.reason.count == 255)
    }
}
