import HTTPServer
import OCPP
import OCPPServer
import Synchronization
import TestSupport
import Testing
import Values

/// Charge points that nobody registered, with and without a back-office for them.
struct UnknownChargePointTests {
    /// A back-office that answers every text with a word of its own, and remembers who came.
    private final class Upstream: Sendable {
        let port: Int
        let visitors = Mutex<[String]>([])
        let open = Mutex(0)
        let refuses: Bool

        init(refuses: Bool = false) throws {
            port = try FreePort.find()
            self.refuses = refuses
        }

        func run(_ body: @Sendable () async throws -> Void) async throws {
            try await BackOffice.run(
                port,
                { request in
                    self.visitors.withLock { $0.append(request.parameter("identity")) }
                    if self.refuses { return .reject(.text("No.", status: .notFound)) }
                    return .accept(subprotocol: "ocpp1.6") { Echo(self) }
                },
                body
            )
        }

        /// Rules for identities that begin with `VOL-`.
        var rules: DefaultUpstreams {
            let address = UpstreamAddress("ws://127.0.0.1:\(port)/base/")
            let route = address.map { RelayRoute(upstreamID: UpstreamID(1), address: $0) }
            return DefaultUpstreams(
                rules: route.map { [.init(operatorID: OperatorID(5), beginning: "VOL-", route: $0)] } ?? []
            )
        }
    }

    private final class Echo: WebSocketHandler {
        private let upstream: Upstream
        private var socket: WebSocketConnection?

        init(_ upstream: Upstream) {
            self.upstream = upstream
        }

        func opened(_ socket: WebSocketConnection) {
            self.socket = socket
            upstream.open.withLock { $0 += 1 }
        }

        func received(_ message: WebSocketMessage) { socket?.sendText(#"[3,"1",{"from":"upstream"}]"#) }
        func closed(code: WebSocketCloseCode, reason: String) { upstream.open.withLock { $0 -= 1 } }
        func writabilityChanged(_ isWritable: Bool) {}
    }

    private static let heartbeat = #"[2,"1","Heartbeat",{}]"#

    private func refusal(_ station: TestStation, _ identity: String) async throws -> Int? {
        do {
            _ = try await TestCharger.connect(station.port, "/ocpp/" + identity, user: identity)
            return nil
        } catch let refused as TestCharger.Refused {
            return refused.status
        }
    }

    private func expectRefusal(_ station: TestStation, _ identity: String, _ status: Int) async throws {
        let refused = try await refusal(station, identity)
        #expect(refused == status, "\(identity)")
    }

    @Test func `it goes through, is copied and kept, and nobody answers it here`() async throws {
        let (upstream, ports) = (try Upstream(), MemoryPorts([]))
        ports.change { $0.defaults = upstream.rules }
        try await upstream.run {
            try await TestStation.run(ports) { station in
                let charger = try await TestCharger.connect(station.port, "/ocpp/VOL-1", user: "VOL-1")
                charger.send(Self.heartbeat)
                #expect(try await charger.next() == .text(#"[3,"1",{"from":"upstream"}]"#))
                let kept = try #require(ports.kept.first)
                #expect(kept.chargePoint.identity == "VOL-1" && kept.chargePoint.operatorID == OperatorID(5))
                #expect(kept.chargePoint.isUnknown && kept.address == "127.0.0.1" && ports.kept.count == 1)
                try await station.eventually("both frames are copied") { ports.frames.count == 2 }
                #expect(ports.frames.allSatisfy { $0.heading.route == .relayed })
                #expect(ports.frames.allSatisfy { $0.heading.chargePointID == kept.chargePoint.id })
                #expect(ports.frames.allSatisfy { $0.heading.operatorID == OperatorID(5) })
                let command = Command(CommandID(1), to: kept.chargePoint.id, OCPP16.Reset.self, .init(type: .soft))
                #expect(await station.gateway.send(command) == .relayed)
                try await expectRefusal(station, "OTHER-1", 404)
                #expect(upstream.visitors.withLock { $0 } == ["VOL-1"])
            }
        }
    }

    @Test func `who was refused gets 404, and the connection ends; who was approved goes on`() async throws {
        let (upstream, ports) = (try Upstream(), MemoryPorts([]))
        ports.change { $0.defaults = upstream.rules }
        try await upstream.run {
            try await TestStation.run(ports) { station in
                let approved = try await TestCharger.connect(station.port, "/ocpp/VOL-1", user: "VOL-1")
                let refused = try await TestCharger.connect(station.port, "/ocpp/VOL-2", user: "VOL-2")
                var known = try #require(ports.kept.first { $0.chargePoint.identity == "VOL-1" }).chargePoint
                known.isUnknown = false
                ports.change { state in
                    state.chargePoints = [known]
                    state.defaults.closed = ["VOL-2"]
                }
                // Those that came a moment ago outlive one load, which may have begun before they did.
                ports.notifyDirectory()
                approved.send(Self.heartbeat)
                _ = try await approved.next()
                ports.notifyDirectory()
                #expect(try await refused.next() == .closed(1008))
                try await expectRefusal(station, "VOL-2", 404)
                approved.send(Self.heartbeat)
                #expect(try await approved.next() == .text(#"[3,"1",{"from":"upstream"}]"#))
                #expect(upstream.visitors.withLock { $0 } == ["VOL-1", "VOL-2"])
            }
        }
    }

    @Test func `who the back-office does not want is not kept, and gets its words`() async throws {
        let (upstream, ports) = (try Upstream(refuses: true), MemoryPorts([]))
        ports.change { $0.defaults = upstream.rules }
        try await upstream.run {
            try await TestStation.run(ports) { station in
                try await expectRefusal(station, "VOL-1", 404)
                #expect(ports.kept.isEmpty && upstream.visitors.withLock { $0 } == ["VOL-1"])
                try await station.eventually("it is told without an owner") {
                    ports.refusals.contains { $0.reason == .upstreamRefused && $0.chargePoint == nil }
                }
            }
        }
    }

    @Test func `beyond the limit, and while nothing can be kept, nobody comes in and nothing stays open`() async throws
    {
        let (upstream, ports) = (try Upstream(), MemoryPorts([]))
        ports.change { state in
            state.defaults = upstream.rules
            state.room = 1
        }
        try await upstream.run {
            try await TestStation.run(ports) { station in
                let first = try await TestCharger.connect(station.port, "/ocpp/VOL-1", user: "VOL-1")
                try await expectRefusal(station, "VOL-2", 503)
                ports.change { state in
                    state.room = 10
                    state.isAway = true
                }
                try await expectRefusal(station, "VOL-3", 503)
                try await station.eventually("the back-office is left") { upstream.open.withLock { $0 } == 1 }
                ports.change { $0.isAway = false }
                #expect(ports.kept.map(\.chargePoint.identity) == ["VOL-1"])
                first.send(Self.heartbeat)
                #expect(try await first.next() == .text(#"[3,"1",{"from":"upstream"}]"#))
                // Nobody is there for VOL-2 yet; it may come when there is room.
                let second = try await TestCharger.connect(station.port, "/ocpp/VOL-2", user: "VOL-2")
                second.send(Self.heartbeat)
                #expect(try await second.next() == .text(#"[3,"1",{"from":"upstream"}]"#))
            }
        }
    }

    @Test func `without a back-office that can be dialled it is turned away, never answered`() async throws {
        var unknown = RegisteredChargePoint.named("VOL-1")
        unknown.isUnknown = true
        let lost = MemoryPorts([unknown])
        try await TestStation.run(lost) { station in
            try await expectRefusal(station, "VOL-1", 404)
        }
        let free = try FreePort.find()
        let route = UpstreamAddress("ws://127.0.0.1:\(free)/").map {
            RelayRoute(upstreamID: UpstreamID(1), address: $0)
        }
        let ports = MemoryPorts([])
        ports.change {
            $0.defaults = DefaultUpstreams(
                rules: route.map { [.init(operatorID: OperatorID(5), beginning: "VOL-", route: $0)] } ?? []
            )
        }
        try await TestStation.run(ports) { station in
            try await expectRefusal(station, "VOL-1", 503)
            #expect(ports.kept.isEmpty)
        }
    }
}
