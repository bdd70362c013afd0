import OCPP
import Testing
import Values

@testable import OCPPServer

/// What is remembered of back-offices, so that charge points can be answered in their place.
struct UpstreamMemoryTests {
    private static let now = Timestamp(seconds: 1_750_000_000)
    private static let office = UpstreamID(1)
    private static let place = OutboxPlace(chargePointID: ChargePointID(1), upstreamID: office)

    private static func verdict(
        _ memory: UpstreamMemory,
        _ token: String,
        after seconds: Int64 = 0,
        acceptsUnknown: Bool = false,
        of office: UpstreamID = office
    ) -> Open<OCPP16.AuthorizationStatus> {
        let moment = now.adding(seconds: seconds)
        return memory.verdict(on: token, of: office, at: moment, acceptsUnknown: acceptsUnknown).status
    }

    private static func learn(_ memory: UpstreamMemory, _ token: String, _ text: String) {
        let info = try? JSON(parsing: Array(text.utf8))
        memory.learn(token, info, of: office, for: OperatorID(1), at: now)
    }

    @Test func `a verdict holds until it expires, for its own back-office, whatever the case of letters`() {
        let memory = UpstreamMemory()
        Self.learn(memory, "Friend", #"{"status":"Accepted","expiryDate":"2025-06-15T16:06:40Z"}"#)
        #expect(Self.verdict(memory, "FRIEND") == .known(.accepted))
        #expect(Self.verdict(memory, "friend", after: 3_599) == .known(.accepted))
        #expect(Self.verdict(memory, "friend", after: 3_600) == .known(.expired))
        #expect(Self.verdict(memory, "friend", of: UpstreamID(2)) == .known(.invalid))
    }

    @Test(arguments: [false, true])
    func `only tokens of which nothing is known are the policy's to judge`(_ acceptsUnknown: Bool) {
        let memory = UpstreamMemory()
        Self.learn(memory, "BLOCKED", #"{"status":"Blocked"}"#)
        Self.learn(memory, "BUSY", #"{"status":"ConcurrentTx"}"#)
        Self.learn(memory, "ODD", #"{"status":"Whatever"}"#)
        Self.learn(memory, "NONE", "{}")
        Self.learn(memory, "", #"{"status":"Blocked"}"#)
        #expect(Self.verdict(memory, "BLOCKED", acceptsUnknown: acceptsUnknown) == .known(.blocked))
        for token in ["BUSY", "ODD", "NONE", "", "STRANGER"] {
            let said = Self.verdict(memory, token, acceptsUnknown: acceptsUnknown)
            #expect(said == (acceptsUnknown ? .known(.accepted) : .known(.invalid)), "\(token)")
        }
    }

    @Test func `a later verdict counts, and charging elsewhere does not undo it`() {
        let memory = UpstreamMemory()
        Self.learn(memory, "CARD", #"{"status":"Accepted"}"#)
        Self.learn(memory, "CARD", #"{"status":"ConcurrentTx"}"#)
        #expect(Self.verdict(memory, "CARD") == .known(.accepted))
        Self.learn(memory, "CARD", #"{"status":"Blocked"}"#)
        #expect(Self.verdict(memory, "CARD") == .known(.blocked))
    }

    @Test func `a charge point is let in for thirty days, with what it showed where that is asked for`() {
        let memory = UpstreamMemory()
        func trusts(_ field: String?, asking: Bool, after seconds: Int64) -> Bool {
            memory.trusts(Self.place, showing: field, asksCredentials: asking, at: Self.now.adding(seconds: seconds))
        }
        #expect(!trusts("Basic x", asking: false, after: 0))
        memory.accepted(Self.place, of: OperatorID(1), showing: "Basic x", at: Self.now)
        #expect(trusts("Basic x", asking: true, after: 30 * 86_400))
        #expect(!trusts("Basic x", asking: true, after: 30 * 86_400 + 1))
        #expect(!trusts("Basic y", asking: true, after: 0) && !trusts(nil, asking: true, after: 0))
        #expect(trusts("Basic y", asking: false, after: 0))
        // Let in once more, the days count anew.
        memory.accepted(Self.place, of: OperatorID(1), showing: "Basic y", at: Self.now.adding(seconds: 86_400))
        #expect(trusts("Basic y", asking: true, after: 31 * 86_400))
    }

    @Test func `only an accepted boot gives the interval, and letting in does not lose it`() throws {
        let memory = UpstreamMemory()
        func booted(_ text: String, _ model: String = "M") throws {
            memory.booted(Self.place, try JSON(parsing: Array(text.utf8)), to: .string(model))
        }
        try booted(#"{"status":"Accepted","interval":300}"#)
        #expect(memory.bootInterval(Self.place) == nil, "it was never let in")
        memory.accepted(Self.place, of: OperatorID(1), showing: nil, at: Self.now)
        try booted(#"{"status":"Pending","interval":10}"#)
        #expect(memory.bootInterval(Self.place) == nil)
        try booted(#"{"status":"Accepted","interval":300}"#)
        memory.accepted(Self.place, of: OperatorID(1), showing: nil, at: Self.now.adding(seconds: 1))
        try booted(#"{"status":"Rejected","interval":10}"#, "N")
        #expect(memory.bootInterval(Self.place) == 300 && memory.boot(Self.place) == .string("M"))
    }

    @Test func `what was agreed to last is agreed to again`() {
        let memory = UpstreamMemory()
        #expect(memory.subprotocol(Self.place) == nil)
        for spoken in ["ocpp1.6", "ocpp2.0.1"] {
            memory.accepted(Self.place, of: OperatorID(1), showing: nil, speaking: spoken, at: Self.now)
            #expect(memory.subprotocol(Self.place) == spoken)
        }
    }

    @Test(arguments: [
        ("Accepted", OCPP16.AuthorizationStatus.accepted as OCPP16.AuthorizationStatus?), ("Blocked", .blocked),
        ("NoCredit", .invalid), ("Unknown", .invalid), ("NotAtThisTime", nil), ("NotAtThisLocation", nil),
        ("NotAllowedTypeEVSE", nil), ("ConcurrentTx", nil),
    ])
    func `what OCPP 2 says of a card is learned as far as it holds tomorrow`(
        _ status: String,
        _ learned: OCPP16.AuthorizationStatus?
    ) throws {
        let memory = UpstreamMemory()
        let text = #"{"idTokenInfo":{"status":"\#(status)","groupIdToken":{"idToken":"FLEET","type":"Central"}}}"#
        let info = OutboxAnswer.idTagInfo(in: try JSON(parsing: Array(text.utf8)))
        memory.learn("TOKEN", info, of: Self.place.upstreamID, for: OperatorID(1), at: Self.now)
        let verdict = memory.verdict(on: "token", of: Self.place.upstreamID, at: Self.now, acceptsUnknown: false)
        #expect(verdict.status.rawValue == (learned ?? .invalid).rawValue)
        #expect(verdict.parentIdTag == (learned == nil ? nil : "FLEET"))
    }
}
