import Foundation
import HTTPServer
import OCPP
import OCPPServer
import Synchronization
import TestSupport
import Testing
import Values

/// The relay between a real charge point's and a real back-office's WebSocket library.
@Suite struct RelayTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let environment = ProcessInfo.processInfo.environment["LAADBOEK_VENV"]
    private static let grace = 24

    private struct Verdict: Decodable {
        let probe: String
        let ok: Bool
        let detail: String
    }

    private static var limits: RelayLimits {
        var limits = RelayLimits()
        limits.grace = .seconds(grace)
        // However busy the machine is, the older connection is gone before the newer one is dialled.
        (limits.evictionTimeout, limits.dialTimeout) = (.seconds(60), .seconds(20))
        return limits
    }

    /// Plays the probes of a script; every one of them must hold, and there must be so many at least.
    private func play(
        _ script: String,
        _ station: TestStation,
        _ upstream: Int,
        _ further: [String] = [],
        atLeast count: Int
    ) async throws {
        let said = try await Program.output(
            of: (Self.environment ?? "") + "/bin/python3",
            [
                Self.root.appendingPathComponent("Tests/Peers/\(script)").path, "--gateway", "\(station.port)",
                "--upstream", "\(upstream)", "--grace", "\(Self.grace)",
            ]
                + further
        )
        let verdicts = try said.split(separator: "\n").map {
            try JSONDecoder().decode(Verdict.self, from: Data($0.utf8))
        }
        #expect(verdicts.count >= count)
        for verdict in verdicts { #expect(verdict.ok, "\(verdict.probe): \(verdict.detail)") }
    }

    @Test(.enabled(if: environment != nil, "LAADBOEK_VENV names the Python environment of the peers"))
    func `every rule of the wire holds`() async throws {
        let upstream = try FreePort.find()
        let ports = MemoryPorts([
            .relayed("CP-1", id: 1, to: upstream), .relayed("CP two", id: 2, to: upstream),
        ])
        try await TestStation.run(ports, relayLimits: Self.limits) { station in
            try await play("relay_probes.py", station, upstream, atLeast: 38)
            try await checkCopies(station, ports)
        }
    }

    @Test(.enabled(if: environment != nil, "LAADBOEK_VENV names the Python environment of the peers"))
    func `the rules hold over TLS on both sides`() async throws {
        let (upstream, folder) = (try FreePort.find(), TemporaryFolder())
        let tls = try await Self.certificate(in: folder)
        let trusted = try String(contentsOfFile: tls.certificateFile, encoding: .utf8)
        let ports = MemoryPorts([
            .relayed("CP-1", id: 1, to: upstream, trusting: trusted),
            .relayed("CP two", id: 2, to: upstream, trusting: trusted),
            .relayed("CP-DISTRUST", id: 3, to: upstream, trusting: ""), .named("OWN", id: 4),
        ])
        try await TestStation.run(ports, relayLimits: Self.limits, tls: tls) { station in
            let files = ["--certificate", tls.certificateFile, "--key", tls.keyFile]
            // Security profile 2, and the same towards the back-office.
            try await play("relay_probes.py", station, upstream, files, atLeast: 16)
            try await station.eventually("the unknown authority is told") {
                ports.events.contains {
                    $0.code == "unreachable" && $0.detail == "tls" && $0.chargePointID == ChargePointID(3)
                }
            }
        }
    }

    private static func certificate(in folder: TemporaryFolder) async throws -> ServerConfiguration.TLS {
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        let command =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost "
            + "-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout key.pem -out certificate.pem"
        try await Program.output(of: "/bin/sh", ["-c", command], in: folder.path)
        return ServerConfiguration.TLS(
            certificateFile: folder.path + "/certificate.pem",
            keyFile: folder.path + "/key.pem"
        )
    }

    @Test(.enabled(if: environment != nil, "LAADBOEK_VENV names the Python environment of the peers"))
    func `a relay does what it is set to, and tells what back-offices change`() async throws {
        let upstream = try FreePort.find()
        var points = ["CP-1", "CP-REPLACE", "CP-NONE", "CP-QUIET", "CP-GUESS", "CP-MOVED"].enumerated().map {
            RegisteredChargePoint.relayed($1, id: Int64($0 + 1), to: upstream)
        }
        points[1].relay?.authorization = .replace("Basic b3RoZXI6Y3JlZGVudGlhbHM=")
        points[2].relay?.authorization = .none
        points[3].relay?.forwardsQuery = false
        let ports = MemoryPorts(points)
        try await TestStation.run(ports, relayLimits: Self.limits) { station in
            try await play("relay_settings.py", station, upstream, atLeast: 11)
            func told() -> [String] {
                ports.events.filter { $0.chargePointID == ChargePointID(6) }.map { "\($0.code) \($0.detail)" }
            }
            try await station.eventually("four changes are told") { told().count >= 4 }
            #expect(
                told() == [
                    "moved CentralSystemURL = wss://elsewhere.example/", "security_profile 2", "firmware ftp://a/f",
                    "hard_reset ",
                ]
            )
        }
    }

    /// What passed is kept byte for byte, in order, but for a key; and no call was ours.
    private func checkCopies(_ station: TestStation, _ ports: MemoryPorts) async throws {
        let frames = try await station.storedFrames()
        #expect(frames.allSatisfy { $0.heading.route == .relayed })
        let texts = frames.map { String(decoding: $0.payload, as: UTF8.self) }
        #expect(texts.contains("not JSON at all"))
        #expect(texts.contains("[ 2,\n\"2\",\"X\",{\"a\":1.50,\"b\":1e3,\"\\u00e9\":\"\u{e9}\"}]"))
        #expect(frames.contains { $0.payload == Array("\u{0}".utf8) + [0xFF] + Array(" binary".utf8) })
        #expect(!texts.contains { $0.contains("0123456789abcdef0123") })
        #expect(texts.contains { $0.contains("AuthorizationKey") && $0.contains("(redacted)") })
        try await station.eventually("the new key is told") {
            ports.events.contains { $0.code == "key_rotation" && $0.newKey == "0123456789abcdef0123" }
        }
        let tooBig = ports.events.filter { $0.code == "message_too_big" }.map(\.detail)
        #expect(tooBig == ["charge point: At most 1048576 bytes.", "back-office: At most 1048576 bytes."], "\(tooBig)")
        #expect(ports.events.contains { $0.code == "refused" && $0.detail == "401" })
        #expect(ports.events.contains { $0.code == "unreachable" })
    }

    @Test func `a command for a charge point that is not ours is refused`() async throws {
        let upstream = try FreePort.find()
        let ports = MemoryPorts([.relayed("CP-1", id: 1, to: upstream)])
        try await TestStation.run(ports) { station in
            let command = Command(CommandID(1), to: ChargePointID(1), OCPP16.Reset.self, .init(type: .soft))
            #expect(await station.gateway.send(command) == .notConnected)
        }
    }

    @Test func `a node that goes down sends its charge points away with 1012, and tells their back-office`()
        async throws
    {
        let upstream = try FreePort.find()
        let ends = Ends()
        let ports = MemoryPorts([.named("OWN"), .relayed("CP-1", id: 2, to: upstream)])
        let decide: WebSocketDecider = { _ in .accept(subprotocol: "ocpp1.6") { Ending(ends) } }
        try await BackOffice.run(upstream, decide) {
            try await TestStation.run(ports) { station in
                let own = try await TestCharger.connect(station.port, "/ocpp/OWN", user: "OWN")
                let relayed = try await TestCharger.connect(station.port, "/ocpp/CP-1", user: "CP-1")
                try await station.eventually("both are there") { station.gateway.connectionCount == 2 }
                await station.gateway.closeAll()
                #expect(try await own.next() == .closed(1012))
                #expect(try await relayed.next() == .closed(1012))
                try await station.eventually("the back-office is told") { !ends.codes.isEmpty }
                // This charge point hangs up without a Close of its own, so its back-office gets none either.
                #expect(ends.codes == [1006])
            }
        }
    }

    /// How connections ended.
    private final class Ends: Sendable {
        private let all = Mutex<[UInt16]>([])
        var codes: [UInt16] { all.withLock { $0 } }
        func add(_ code: UInt16) { all.withLock { $0.append(code) } }
    }

    /// Says how its connection ended.
    private final class Ending: WebSocketHandler {
        private let ends: Ends

        init(_ ends: Ends) {
            self.ends = ends
        }

        func opened(_ socket: WebSocketConnection) {}
        func received(_ message: WebSocketMessage) {}
        func closed(code: WebSocketCloseCode, reason: String) { ends.add(code.rawValue) }
        func writabilityChanged(_ isWritable: Bool) {}
    }
}

extension RegisteredChargePoint {
    /// A charge point that goes through to a back-office on this machine.
    static func relayed(_ identity: String, id: Int64, to port: Int) -> RegisteredChargePoint {
        var point = RegisteredChargePoint.named(identity, id: id)
        point.relay = UpstreamAddress("ws://127.0.0.1:\(port)/base/").map {
            RelayRoute(upstreamID: UpstreamID(1), address: $0)
        }
        return point
    }

    /// The same over TLS; without certificates to trust those of the system count.
    static func relayed(
        _ identity: String,
        id: Int64,
        to port: Int,
        trusting certificates: String
    ) -> RegisteredChargePoint {
        var point = RegisteredChargePoint.named(identity, id: id)
        point.relay = UpstreamAddress("wss://localhost:\(port)/base/").map {
            RelayRoute(
                upstreamID: UpstreamID(1),
                address: $0,
                trustedAuthorities: certificates.isEmpty ? nil : certificates
            )
        }
        return point
    }
}
