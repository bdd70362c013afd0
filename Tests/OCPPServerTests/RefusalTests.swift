import HTTPServer
import OCPPServer
import TestSupport
import Testing
import Values

/// Takes whatever comes.
private final class Deaf: WebSocketHandler {
    func opened(_ socket: WebSocketConnection) {}
    func received(_ message: WebSocketMessage) {}
    func closed(code: WebSocketCloseCode, reason: String) {}
    func writabilityChanged(_ isWritable: Bool) {}
}

struct RefusalTests {
    @Test func `why a charge point is turned away is handed over, counted and without its secret`() async throws {
        let ports = MemoryPorts([.named("CP1"), .named("CP2", id: 2)])
        try await TestStation.run(ports) { station in
            let port = station.port
            for _ in 0..<2 {
                _ = try? await TestCharger.connect(port, "/ocpp/CP1", user: "CP1", key: Array("guess".utf8))
            }
            _ = try? await TestCharger.connect(port, "/ocpp/CP1", user: "CP1", credential: "Bearer x")
            _ = try? await TestCharger.connect(port, "/ocpp/cp1", user: "cp1")
            _ = try await TestCharger.connect(port, "/ocpp/CP2", user: "CP2", protocols: "ocpp1.5, soap")
            _ = try await TestCharger.connect(port, "/ocpp/CP2", user: "CP2", protocols: nil)
            try await station.eventually("all refusals are handed over") {
                ports.refusals.reduce(0) { $0 + $1.count } == 6
            }
            func found(_ reason: RefusalReason) -> [HandshakeRefusal] { ports.refusals.filter { $0.reason == reason } }
            #expect(found(.wrongKey).reduce(0) { $0 + $1.count } == 2)
            #expect(found(.wrongKey).allSatisfy { $0.chargePoint?.id == ChargePointID(1) })
            #expect(found(.noCredentials).count == 1)
            #expect(found(.unknownIdentity).map(\.identity) == ["cp1"])
            #expect(found(.unknownIdentity).allSatisfy { $0.chargePoint == nil })
            #expect(found(.otherSubprotocol).map(\.detail) == ["ocpp1.5, soap"])
            #expect(found(.noSubprotocol).count == 1)
            #expect(ports.refusals.allSatisfy { !"\($0)".contains("guess") && $0.remoteAddress == "127.0.0.1" })
        }
    }

    @Test func `what a back-office says at the door is handed over with the charge point`() async throws {
        let upstream = try FreePort.find()
        let ports = MemoryPorts([.relayed("CP1", id: 1, to: upstream)])
        try await TestStation.run(ports) { station in
            @Sendable func come() async { _ = try? await TestCharger.connect(station.port, "/ocpp/CP1", user: "CP1") }
            func found(_ reason: RefusalReason, _ detail: String) -> Bool {
                ports.refusals.contains {
                    $0.reason == reason && $0.detail == detail && $0.chargePoint?.id == ChargePointID(1)
                        && $0.identity == "CP1" && $0.remoteAddress == "127.0.0.1"
                }
            }
            await come()
            try await station.eventually("nobody there") { found(.upstreamUnreachable, "unreachable") }
            try await BackOffice.answering(upstream, .notFound) { await come() }
            try await station.eventually("not known there") { found(.upstreamRefused, "404") }
            try await BackOffice.answering(upstream, .serviceUnavailable) { await come() }
            try await station.eventually("too busy there") { found(.upstreamRefused, "503") }
            #expect(!ports.refusals.contains { $0.reason == .upstreamNoProtocol })
            try await BackOffice.run(upstream, { _ in .accept(subprotocol: nil) { Deaf() } }) { await come() }
            try await station.eventually("another language there") { found(.upstreamNoProtocol, "ocpp1.6") }
        }
    }

    @Test func `who came too often is told apart`() async throws {
        let ports = MemoryPorts([.named("CP1")])
        try await TestStation.run(ports) { station in
            for _ in 0..<7 {
                _ = try? await TestCharger.connect(station.port, "/ocpp/CP1", user: "CP1", key: [1])
            }
            try await station.eventually("both kinds are handed over") {
                ports.refusals.filter { $0.reason == .tooMany }.reduce(0) { $0 + $1.count } == 2
            }
            #expect(ports.refusals.filter { $0.reason == .wrongKey }.reduce(0) { $0 + $1.count } == 5)
        }
    }
}
