import NIOCore
import OCPP
import Testing
import Values

@testable import OCPPServer

/// What is told of the calls by which back-offices change who speaks to a charge point.
struct RelayWatchTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let action: String
        let payload: String
        /// `code` or `code: detail`; empty when people are not told.
        let told: String

        var testDescription: String { name }

        init(_ name: String, _ action: String, _ payload: String, _ told: String) {
            (self.name, self.action, self.payload, self.told) = (name, action, payload, told)
        }
    }

    private static func set(_ key: String, _ value: String) -> String { #"{"key":"\#(key)","value":"\#(value)"}"# }

    private static func variable(_ component: String, _ name: String, _ value: String) -> String {
        #"{"attributeValue":"\#(value)","component":{"name":"\#(component)"},"variable":{"name":"\#(name)"}}"#
    }

    private static func variables(_ entries: String...) -> String {
        #"{"setVariableData":[\#(entries.joined(separator: ","))]}"#
    }

    static let settings = [
        Row("a new key, never told", "ChangeConfiguration", set("AuthorizationKey", "K1"), "key_rotation"),
        Row("in any case of letters", "ChangeConfiguration", set("AUTHORIZATIONKEY", "K1"), "key_rotation"),
        Row("under the name of 2.0.1", "ChangeConfiguration", set("BasicAuthPassword", "K1"), "key_rotation"),
        Row(
            "a key that looks like an address",
            "ChangeConfiguration",
            set("AuthorizationKey", "ws://k"),
            "key_rotation"
        ),
        Row("a profile", "ChangeConfiguration", set("SecurityProfile", "2"), "security_profile: 2"),
        Row("a profile in lower case", "ChangeConfiguration", set("securityprofile", "3"), "security_profile: 3"),
        Row("an address under any name", "ChangeConfiguration", set("X", "ws://a/"), "moved: X = ws://a/"),
        Row("with TLS, in capitals", "ChangeConfiguration", set("X", "WSS://A/"), "moved: X = WSS://A/"),
        Row(
            "an address in other words",
            "ChangeConfiguration",
            set("CentralSystemURL", "b:80"),
            "moved: CentralSystemURL = b:80"
        ),
        Row("a host alone", "ChangeConfiguration", set("CentralSystemAddress", "b"), "moved: CentralSystemAddress = b"),
        Row("a server", "ChangeConfiguration", set("OcppServer", "b"), "moved: OcppServer = b"),
        Row("a server's URL", "ChangeConfiguration", set("OCPPServerURL", "b"), "moved: OCPPServerURL = b"),
        Row("a CSMS", "ChangeConfiguration", set("CsmsUrl", "b"), "moved: CsmsUrl = b"),
        Row("a backend", "ChangeConfiguration", set("BackendURL", "b"), "moved: BackendURL = b"),
        Row("any server", "ChangeConfiguration", set("ServerURL", "b"), "moved: ServerURL = b"),
        Row(
            "the order of networks",
            "ChangeConfiguration",
            set("NetworkConfigurationPriority", "1"),
            "moved: NetworkConfigurationPriority = 1"
        ),
        Row("an address of another kind", "ChangeConfiguration", set("X", "https://a/"), ""),
        Row("an address in the middle", "ChangeConfiguration", set("X", "see ws://a/"), ""),
        Row("any other setting", "ChangeConfiguration", set("HeartbeatInterval", "300"), ""),
        Row("a setting without a value", "ChangeConfiguration", #"{"key":"HeartbeatInterval"}"#, ""),
        Row("a key without a value", "ChangeConfiguration", #"{"key":"AuthorizationKey"}"#, "key_rotation"),
        Row("nothing at all", "ChangeConfiguration", "{}", ""),
        Row("a value that is no text", "ChangeConfiguration", #"{"key":"X","value":7}"#, ""),
    ]

    static let others = [
        Row(
            "a key of 2.0.1",
            "SetVariables",
            variables(variable("SecurityCtrlr", "BasicAuthPassword", "K1")),
            "key_rotation"
        ),
        Row(
            "a profile of 2.0.1",
            "SetVariables",
            variables(variable("SecurityCtrlr", "SecurityProfile", "2")),
            "security_profile: 2"
        ),
        Row(
            "other networks",
            "SetVariables",
            variables(variable("OCPPCommCtrlr", "NetworkConfigurationPriority", "2,1")),
            "moved: NetworkConfigurationPriority = 2,1"
        ),
        Row(
            "all that matter of several",
            "SetVariables",
            variables(
                variable("A", "Interval", "1"),
                variable("B", "X", "wss://a"),
                variable("C", "SecurityProfile", "2")
            ),
            "moved: X = wss://a, security_profile: 2"
        ),
        Row("variables that do not matter", "SetVariables", variables(variable("A", "Interval", "1")), ""),
        Row("no variables", "SetVariables", "{}", ""),
        Row(
            "a network",
            "SetNetworkProfile",
            #"{"connectionData":{"ocppCsmsUrl":"wss://a/"}}"#,
            "moved: SetNetworkProfile = wss://a/"
        ),
        Row("a network without an address", "SetNetworkProfile", "{}", "moved: SetNetworkProfile = "),
        Row(
            "firmware of 1.6",
            "UpdateFirmware",
            #"{"location":"ftp://a/f","retrieveDate":"2026-01-01T00:00:00Z"}"#,
            "firmware: ftp://a/f"
        ),
        Row(
            "firmware of 2.0.1",
            "UpdateFirmware",
            #"{"firmware":{"location":"https://a/f"}}"#,
            "firmware: https://a/f"
        ),
        Row("firmware from nowhere", "UpdateFirmware", "{}", "firmware"),
        Row(
            "signed firmware",
            "SignedUpdateFirmware",
            #"{"firmware":{"location":"https://a/s"}}"#,
            "firmware: https://a/s"
        ),
        Row("signed firmware says it inside only", "SignedUpdateFirmware", #"{"location":"https://a/s"}"#, "firmware"),
        Row("a hard reset", "Reset", #"{"type":"Hard"}"#, "hard_reset"),
        Row("a soft reset", "Reset", #"{"type":"Soft"}"#, ""),
        Row("a reset of 2.0.1", "Reset", #"{"type":"Immediate"}"#, ""),
        Row("a reset of no kind", "Reset", "{}", ""),
        Row("another action with the same words", "DataTransfer", set("AuthorizationKey", "K1"), ""),
        Row("actions are told apart by case", "changeconfiguration", set("AuthorizationKey", "K1"), ""),
    ]

    private func call(_ row: Row) throws -> Call {
        let text = #"[2,"1","\#(row.action)",\#(row.payload)]"#
        guard case .call(let call) = Frame(reading: Array(text.utf8)) else { throw NoCall() }
        return call
    }

    private struct NoCall: Error {}

    @Test(arguments: settings + others) func `a call is told of by what it changes`(row: Row) throws {
        let findings = RelayWatch.watched(in: try call(row)).map(\.finding)
        let words = findings.map { $0.detail.isEmpty ? $0.code : $0.code + ": " + $0.detail }
        #expect(words.joined(separator: ", ") == row.told)
        // All other actions pass unread.
        #expect(findings.isEmpty || RelayWatch.actions.contains(row.action))
    }

    @Test func `every action that is looked at can be told of`() {
        let told = Set((Self.settings + Self.others).filter { !$0.told.isEmpty }.map(\.action))
        #expect(told == RelayWatch.actions)
    }

    @Test func `a new key is handed on for the charge point's sake`() throws {
        let row = Row("", "ChangeConfiguration", Self.set("AuthorizationKey", "K1"), "")
        #expect(RelayWatch.watched(in: try call(row)).map(\.finding) == [.keyRotation("K1")])
    }

    @Test func `of several variables those are told that the charge point took`() {
        func accepts(_ variable: String?) -> Bool {
            let answer = #"""
                [3,"1",{"setVariableResult":[
                {"attributeStatus":"Rejected","component":{"name":"A"},"variable":{"name":"SecurityProfile"}},
                {"attributeStatus":"RebootRequired","component":{"name":"A"},"variable":{"name":"BasicAuthPassword"}}]}]
                """#
            return RelayFrames.accepts(ByteBuffer(string: answer), variable: variable)
        }
        #expect(!accepts("SecurityProfile") && accepts("BasicAuthPassword") && !accepts("Other") && !accepts(nil))
    }

    @Test(arguments: [
        Row("a setting", "ChangeConfiguration", set("AuthorizationKey", "K1"), set("AuthorizationKey", "(redacted)")),
        Row(
            "further members stay",
            "ChangeConfiguration",
            #"{"key":"AuthorizationKey","value":"K1","x":1.50}"#,
            #"{"key":"AuthorizationKey","value":"(redacted)","x":1.50}"#
        ),
        Row(
            "a variable among others",
            "SetVariables",
            variables(variable("A", "Interval", "1"), variable("S", "basicAuthPassword", "K1")),
            variables(variable("A", "Interval", "1"), variable("S", "basicAuthPassword", "(redacted)"))
        ),
        Row(
            "a key behind something else that matters",
            "SetVariables",
            variables(variable("A", "SecurityProfile", "2"), variable("S", "BasicAuthPassword", "K1")),
            variables(variable("A", "SecurityProfile", "2"), variable("S", "BasicAuthPassword", "(redacted)"))
        ),
        Row(
            "the passwords of a network",
            "SetNetworkProfile",
            #"{"connectionData":{"basicAuthPassword":"K1","apn":{"apn":"a","apnPassword":"K1"},"vpn":{"key":"K1","password":"K1"}}}"#,
            #"{"connectionData":{"basicAuthPassword":"(redacted)","apn":{"apn":"a","apnPassword":"(redacted)"},"#
                + #""vpn":{"key":"(redacted)","password":"(redacted)"}}}"#
        ),
        Row(
            "two keys at once",
            "SetVariables",
            variables(variable("S", "BasicAuthPassword", "K1"), variable("S", "AuthorizationKey", "K1")),
            variables(variable("S", "BasicAuthPassword", "(redacted)"), variable("S", "AuthorizationKey", "(redacted)"))
        ),
    ])
    func `the copy has all but the key`(row: Row) throws {
        let copy = String(decoding: try #require(RelayWatch.copy(of: try call(row))), as: UTF8.self)
        #expect(copy == #"[2,"1","\#(row.action)",\#(row.told)]"#)
        #expect(!copy.contains("K1"))
    }

    @Test(arguments: [
        Row("no value, nothing to hide", "ChangeConfiguration", #"{"key":"AuthorizationKey"}"#, ""),
        Row("another setting", "ChangeConfiguration", set("HeartbeatInterval", "300"), ""),
        Row("another variable", "SetVariables", variables(variable("A", "SecurityProfile", "2")), ""),
        Row("a network without passwords", "SetNetworkProfile", #"{"connectionData":{"ocppCsmsUrl":"wss://a/"}}"#, ""),
        Row("another action", "UpdateFirmware", #"{"location":"ftp://a/f"}"#, ""),
    ])
    func `without a key it is kept as it passed`(row: Row) throws {
        #expect(RelayWatch.copy(of: try call(row)) == nil)
    }
}
