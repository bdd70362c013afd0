import Foundation
import OCPP
import TestSupport
import Testing
import Values

/// A version of the protocol with its table of actions.
struct ProtocolVersion: Sendable, CustomTestStringConvertible {
    let name: String
    let golden: String
    let actions: [ActionEntry]

    static let all = [
        ProtocolVersion(name: "1.6", golden: "ocpp16.jsonl", actions: OCPP16.actions),
        ProtocolVersion(name: "2.0.1", golden: "ocpp201.jsonl", actions: OCPP201.actions),
    ]

    var testDescription: String { name }

    func entry(_ action: String) throws -> ActionEntry {
        try #require(actions.first { $0.name == action }, "\(action) is not in the table")
    }
}

/// Every action has types, a golden frame each way, and agrees with the schemas of an independent implementation.
struct ActionTableTests {
    @Test func `the table has every action of the protocol once`() {
        #expect(OCPP16.actions.map(\.name).sorted() == OCPP16.ActionName.allCases.map(\.rawValue).sorted())
        #expect(Set(OCPP201.actions.map(\.name)).count == OCPP201.actions.count)
    }

    @Test func `thirteen actions are called by charge points alone, and data goes both ways`() {
        let up = OCPP16.actions.filter { $0.callers == [.chargePoint] }
        #expect(up.count == 13, "nine of the core and four of the security extension")
        #expect(OCPP16.actions.filter { $0.callers.count == 2 }.map(\.name) == ["DataTransfer"])
    }

    // MARK: Goldens

    @Test(arguments: ProtocolVersion.all)
    func `golden frames are read and written alike`(version: ProtocolVersion) throws {
        let file = Goldens.folder.appendingPathComponent(version.golden)
        let agreed = try String(contentsOf: file, encoding: .utf8)
        let written = try agreed.split(separator: "\n").map { try rewrite(String($0), version) }.joined(separator: "\n")
        if Goldens.isUpdating { try Data((written + "\n").utf8).write(to: file) }
        #expect(written + "\n" == agreed, "run with UPDATE_GOLDENS=1 and look at the difference")
    }

    @Test(arguments: ProtocolVersion.all)
    func `every action has a golden call and a golden answer`(version: ProtocolVersion) throws {
        let lines = try goldenLines(version).map(\.action)
        #expect(lines.sorted() == (version.actions + version.actions).map(\.name).sorted())
    }

    private func rewrite(_ line: String, _ version: ProtocolVersion) throws -> String {
        let message = try Golden(line)
        let entry = try version.entry(message.action)
        let type = message.isRequest ? entry.request : entry.confirmation
        let (json, remarks) = try type.rewritten(message.payload)
        #expect(remarks == [], "\(message.action)")
        let id = MessageID(message.action)
        let frame = message.isRequest ? Frame.call(id, message.action, json) : Frame.callResult(id, json)
        return String(decoding: frame.bytes ?? [], as: UTF8.self)
    }

    private func goldenLines(_ version: ProtocolVersion) throws -> [Golden] {
        let file = Goldens.folder.appendingPathComponent(version.golden)
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { try Golden(String($0)) }
    }

    // MARK: The other implementation

    @Test(.enabled(if: SchemaPeer.isThere, "LAADBOEK_VENV names no Python environment"))
    func `the peer knows the same actions`() async throws {
        #expect(try await SchemaPeer.run(["actions", "1.6"]).lines == OCPP16.actions.map(\.name).sorted())
    }

    @Test(
        .enabled(if: SchemaPeer.isThere, "LAADBOEK_VENV names no Python environment"),
        arguments: ProtocolVersion.all
    )
    func `what we write is valid by the peer's schemas`(version: ProtocolVersion) async throws {
        let lines = try goldenLines(version).map { message in
            let entry = try version.entry(message.action)
            let type = message.isRequest ? entry.request : entry.confirmation
            return SchemaPeer.line(message.action, message.isRequest, try type.rewritten(message.payload).json)
        }
        let verdict = try await SchemaPeer.run(["check", version.name], input: lines.joined(separator: "\n"))
        #expect(verdict.status == 0, "\(verdict.lines)")
        #expect(verdict.lines.last == "\(lines.count) payloads, 0 faults")
    }

    @Test(.enabled(if: SchemaPeer.isThere, "LAADBOEK_VENV names no Python environment"))
    func `the peer finds a payload against its schema`() async throws {
        let wrong = SchemaPeer.line("Reset", true, .dictionary(["type": .string("Gentle")]))
        #expect(try await SchemaPeer.run(["check", "1.6"], input: wrong).status == 1)
    }

    @Test(
        .enabled(if: SchemaPeer.isThere, "LAADBOEK_VENV names no Python environment"),
        arguments: ProtocolVersion.all
    )
    func `what the peer makes is read without loss`(version: ProtocolVersion) async throws {
        let seed = ProcessInfo.processInfo.environment["SEED"] ?? String(Int.random(in: 1...1_000_000))
        let arguments = ["generate", version.name, seed, "6"] + version.actions.map(\.name)
        let made = try await SchemaPeer.run(arguments)
        try #require(made.status == 0, "\(made.lines)")
        #expect(made.lines.count == version.actions.count * 2 * 6)
        for line in made.lines {
            let message = try JSON(parsing: Array(line.utf8))
            let payload = try #require(message["payload"])
            let entry = try version.entry(message["action"]?.stringValue ?? "")
            let type = message["kind"] == .string("request") ? entry.request : entry.confirmation
            let (json, remarks) = try type.rewritten(payload)
            #expect(json.sorted == payload.sorted && remarks == [], "SEED=\(seed): \(line) gave \(json) \(remarks)")
        }
    }
}

/// A golden frame, its message id being the action's name.
private struct Golden {
    let action: String
    let isRequest: Bool
    let payload: JSON

    init(_ line: String) throws {
        switch Frame(reading: Array(line.utf8)) {
        case .call(let call): (action, isRequest, payload) = (call.action, true, call.payload)
        case .callResult(let result): (action, isRequest, payload) = (result.id.text, false, result.payload)
        default: throw Unreadable(line: line)
        }
    }

    struct Unreadable: Error { let line: String }
}

private enum Goldens {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")
    static var isUpdating: Bool {
        let environment = ProcessInfo.processInfo.environment
        return environment["UPDATE_GOLDENS"] == "1" && environment["CI"] != "true"
    }
}

extension JSON {
    /// The same value with its members in order of their names.
    fileprivate var sorted: JSON {
        switch self {
        case .object(let members):
            .object(
                members.map { JSONMember(name: $0.name, value: $0.value.sorted) }.sorted { $0.name < $1.name }
            )
        case .array(let elements): .array(elements.map(\.sorted))
        default: self
        }
    }
}

/// The schemas of the `ocpp` package, asked through `Tests/Peers/ocpp_schemas.py`.
private enum SchemaPeer {
    private static let environment = ProcessInfo.processInfo.environment["LAADBOEK_VENV"] ?? ""
    static var isThere: Bool { !environment.isEmpty }

    static func line(_ action: String, _ isRequest: Bool, _ payload: JSON) -> String {
        JSON.dictionary([
            "action": .string(action), "kind": .string(isRequest ? "request" : "confirmation"), "payload": payload,
        ]).description
    }

    static func run(_ arguments: [String], input: String = "") async throws -> (status: Int32, lines: [String]) {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Peers/ocpp_schemas.py").path
        let outcome = try await Program.run(
            environment + "/bin/python3",
            [script] + arguments,
            input: Array(input.utf8)
        )
        return (outcome.status, outcome.output.split(separator: "\n").map(String.init))
    }
}
