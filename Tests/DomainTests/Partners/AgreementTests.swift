import Crypto
import Domain
import Postgres
import TestSupport
import Testing
import Values

struct AgreementTests {
    private static let now = Timestamp(seconds: 1_760_000_000)
    private static let values: [AgreementBlank: String] = [
        .platform: "Platform {{partner}}", .partner: "Voltaria", .serviceFee: "20%",
    ]
    private static let signature = AcceptanceSignature(
        name: "Noor de Wit",
        position: "Director",
        remoteAddress: "192.0.2.7"
    )

    private func offer(_ world: PartnersWorld, _ kind: AgreementKind = .agreement) async throws -> PartnerDocumentID {
        let scope = world.across.forPartner(world.parties.voltaria.id)
        return try await world.database.write(scope) {
            try await Agreements.offer(scope, kind, in: "en", Self.values, at: Self.now, in: $0)
        }
    }

    private func accept(
        _ world: PartnersWorld,
        _ scope: Scope,
        _ id: PartnerDocumentID,
        shown: [UInt8]? = nil,
        _ signature: AcceptanceSignature = signature
    ) async throws {
        try await world.database.write(scope) { tx in
            let document = try await Agreements.document(scope, id, in: tx)
            try await Agreements.accept(
                scope,
                id,
                shown: shown ?? document.sha256,
                signature,
                at: Self.now,
                in: tx
            ) { _ in Array("%PDF".utf8) }
        }
    }

    @Test func `a text is filled in once, and what is filled in is not read again`() async throws {
        try await PartnersWorld.lend { world in
            let id = try await offer(world)
            let scope = world.partnerAdmin
            let document = try await world.database.read(scope) { try await Agreements.document(scope, id, in: $0) }
            #expect(document.text.body.contains("Platform {{partner}}, of …"))
            #expect(document.text.body.contains("the platform keeps 20%, VAT included"))
            #expect(
                document.sha256
                    == Array(SHA256.hash(data: Array((document.text.title + "\n" + document.text.body).utf8)))
            )
            #expect(document.version == 1 && document.acceptance == nil)
        }
    }

    @Test func `a document is accepted once by who may, and kept with name, time and file`() async throws {
        try await PartnersWorld.lend { world in
            let id = try await offer(world)
            for scope in [world.partnerSupport, world.parties.voltaria.financeScope, world.across] {
                await #expect(throws: NotPermitted()) { try await accept(world, scope, id) }
            }
            await #expect(throws: NotFound("partner_document")) {
                try await accept(world, world.parties.ampère.scope, id)
            }
            let scope = world.partnerAdmin
            await #expect(throws: AgreementRejection.changed) { try await accept(world, scope, id, shown: [1]) }
            let nameless = AcceptanceSignature(name: "N", position: "Director", remoteAddress: "")
            await #expect(throws: AgreementRejection.signatureName) { try await accept(world, scope, id, nameless) }
            let placeless = AcceptanceSignature(name: "Noor", position: "", remoteAddress: "")
            await #expect(throws: AgreementRejection.signaturePosition) {
                try await accept(world, scope, id, placeless)
            }
            try await accept(world, scope, id)
            await #expect(throws: AgreementRejection.alreadyAccepted) { try await accept(world, scope, id) }
            let (found, file) = try await world.database.read(scope) { tx in
                (try await Agreements.document(scope, id, in: tx), try await Agreements.pdf(scope, id, in: tx))
            }
            #expect(found.acceptance?.name == "Noor de Wit" && found.acceptance?.at == Self.now)
            #expect(found.acceptance?.remoteAddress == "192.0.2.7")
            #expect(found.acceptance?.pdfSHA256 == Array(SHA256.hash(data: file)))
        }
    }

    @Test func `a new version leaves the old one, which can be accepted no longer`() async throws {
        try await PartnersWorld.lend { world in
            let first = try await offer(world)
            let admin = Scope.user(world.administrator, role: .platformAdmin, of: world.platform)
            try await world.database.write(admin) { tx in
                let text = AgreementText(title: "New", body: "{{partner}} agrees.")
                try await Agreements.publish(admin, text, as: .agreement, in: "en", at: Self.now, in: tx)
            }
            let second = try await offer(world)
            await #expect(throws: AgreementRejection.notNewest) { try await accept(world, world.partnerAdmin, first) }
            try await accept(world, world.partnerAdmin, second)
            let scope = world.partnerAdmin
            let all = try await world.database.read(scope) { try await Agreements.documents(scope, in: $0) }
            #expect(all.map(\.version) == [2, 1] && all.first?.text.body == "Voltaria agrees.")
        }
    }

    @Test(arguments: ["{{unknown}}", "{{partner", "{{}}"])
    func `a text with something that nobody can fill in is not published`(_ body: String) async throws {
        try await PartnersWorld.lend { world in
            let admin = Scope.user(world.administrator, role: .platformAdmin, of: world.platform)
            await #expect(throws: AgreementRejection.unknownBlank) {
                try await world.database.write(admin) { tx in
                    let text = AgreementText(title: "T", body: body)
                    try await Agreements.publish(admin, text, as: .agreement, in: "en", at: Self.now, in: tx)
                }
            }
        }
    }

    @Test func `the texts of the installation leave open only what is known, in both languages`() async throws {
        try await PartnersWorld.lend { world in
            let scope = Scope.user(world.verifier, role: .verifier, of: world.platform)
            let all = try await world.database.read(scope) { try await Agreements.templates(scope, in: $0) }
            #expect(all.count == 4)
            for template in all {
                #expect(template.text.blanks.allSatisfy { AgreementBlank(rawValue: $0) != nil })
                #expect(!template.text.blanks.isEmpty)
            }
        }
    }

    @Test func `a partner is active once both documents are accepted`() async throws {
        try await PartnersWorld.lend { world in
            func state() async throws -> PartnerState? {
                let list = try await world.database.read(world.across) { tx in
                    let day = LocalDate(daysSinceEpoch: 0)
                    return try await Partners.list(
                        world.across,
                        ListRequest(sort: .since, search: "voltaria"),
                        on: day,
                        in: tx
                    )
                }
                return list.rows.first?.state
            }
            var states = [try await state()]
            for kind in AgreementKind.allCases {
                let id = try await offer(world, kind)
                states.append(try await state())
                try await accept(world, world.partnerAdmin, id)
                states.append(try await state())
            }
            #expect(states == [.onboarding, .onboarding, .onboarding, .onboarding, .active])
            _ = try await offer(world)
            let again = try await state()
            #expect(again == .onboarding)
        }
    }
}
