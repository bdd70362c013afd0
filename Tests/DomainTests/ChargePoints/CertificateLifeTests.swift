import Certificates
import Domain
import Foundation
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

/// From a charge point's request to its certificate.
struct CertificateLifeTests {
    private let now = Timestamp(seconds: 1_750_000_000)
    private let seal = KeySeal(secret: Array(repeating: 7, count: 32))

    private func request() async throws -> String {
        try await Program.output(
            of: "openssl",
            [
                "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                "/dev/null", "-subj", "/CN=CP-1",
            ]
        ).components(separatedBy: "-----BEGIN").last.map { "-----BEGIN" + $0 } ?? ""
    }

    @Test func `a request is projected once, approved once, delivered and noted`() async throws {
        try await PartiesWorld.lend { world in
            let scope = world.voltaria.scope
            let point = try await world.database.write(scope) {
                let details = ChargePointDetails(identity: "CP-1")
                return try await ChargePoints.create(scope, details, at: world.voltaria.site, key: .random(), in: $0)
            }
            let call = JSON.array([
                .integer(2), .string("1"), .string("SignCertificate"),
                .dictionary(["csr": .string(try await request())]),
            ])
            let feed = try await FrameFeed.make(on: world.database)
            let run = ChargingRun(
                operatorID: world.voltaria.id,
                chargePoint: point,
                from: now,
                until: now,
                wh: 0
            )
            try await feed.send(call.compactBytes, of: run, at: now)
            try await FrameFeed.settle(world.database)
            try await FrameFeed.settle(world.database)
            func requests(_ scope: Scope) async throws -> [CertificateRequest] {
                try await world.database.read(scope) { try await CertificateRequests.list(scope, in: $0) }
            }
            let waiting = try await requests(scope)
            #expect(waiting.map(\.state) == [.waiting] && waiting[0].identity == "CP-1")
            #expect(try await requests(world.ampère.scope).isEmpty)
            func approve() async throws {
                try await world.database.write(scope) {
                    try await CertificateRequests.approve(scope, waiting[0].id, sealedBy: seal, at: now, in: $0)
                }
            }
            await #expect(throws: CertificateFault.noAuthority) { try await approve() }
            _ = try await world.database.write(scope) {
                try await CertificateAuthorities.make(scope, named: "Ours", sealedBy: seal, at: now, in: $0)
            }
            try await approve()
            await #expect(throws: NotFound("certificate request")) { try await approve() }
            let sent = try await world.database.write(.system) {
                try await Commands.claim(.system, of: [point], at: now, in: $0)
            }
            #expect(sent.map(\.request.action) == ["CertificateSigned"])
            let chain = sent[0].request.payload["certificateChain"]?.stringValue ?? ""
            #expect(chain.hasPrefix("-----BEGIN CERTIFICATE-----"))
            let answer = CommandAnswer(
                operatorID: world.voltaria.id,
                id: sent[0].id,
                state: .answered,
                answer: .dictionary(["status": .string("Accepted")]),
                at: now
            )
            try await world.database.write(.system) { try await Commands.record(.system, [answer], in: $0) }
            #expect(try await requests(scope).map(\.state) == [.installed])
            try await checkDirectory(world, point)
        }
    }

    private func checkDirectory(_ world: PartiesWorld, _ point: ChargePointID) async throws {
        let scope = world.voltaria.scope
        try await world.database.write(scope) {
            try await CertificateRequests.require(scope, true, of: point, in: $0)
        }
        func snapshot() async throws -> ChargePointDirectorySnapshot {
            try await world.database.read(.system) { try await ChargePointDirectorySnapshot.load(.system, in: $0) }
        }
        let known = try await snapshot()
        #expect(known.chargePoints.first { $0.id == point }?.needsCertificate == true)
        #expect(known.authorities[world.voltaria.id]?.count == 1 && known.authorities[world.ampère.id] == nil)
        let authority = try await world.database.read(scope) {
            try await CertificateAuthorities.list(scope, in: $0)
        }[0]
        try await world.database.write(scope) {
            try await CertificateAuthorities.trust(scope, false, authority.id, in: $0)
        }
        #expect(try await snapshot().authorities.isEmpty)
        let other = world.ampère.scope
        await #expect(throws: NotFound("authority")) {
            try await world.database.write(other) {
                try await CertificateAuthorities.trust(other, true, authority.id, in: $0)
            }
        }
    }

    @Test func `a key opens only with the secret that sealed it`() async throws {
        try await PartiesWorld.lend { world in
            let scope = world.voltaria.scope
            let ours = try Authority.make(named: "Theirs", at: now)
            let id = try await world.database.write(scope) {
                try await CertificateAuthorities.add(
                    scope,
                    named: "Theirs",
                    certificate: ours.certificate,
                    privateKey: ours.privateKey,
                    sealedBy: seal,
                    in: $0
                )
            }
            let listed = try await world.database.read(scope) { try await CertificateAuthorities.list(scope, in: $0) }
            #expect(listed.map(\.id) == [id] && listed[0].canSign)
            await #expect(throws: CertificateFault.noAuthority) {
                try await world.database.write(scope) {
                    _ = try await CertificateAuthorities.add(
                        scope,
                        named: "No authority",
                        certificate: "PEM",
                        privateKey: nil,
                        sealedBy: seal,
                        in: $0
                    )
                }
            }
        }
    }
}
