import Postgres
import Synchronization
import TestSupport
import Testing
import Values

@testable import Domain

private typealias TestCustomer = PartiesWorld.TestCustomer

/// Enrolments with a database.
struct EREEnrolmentTests {
    static let start = Timestamp(seconds: 1_796_000_000)
    static let today = Zone.utc.date(of: start)
    static let photo: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]
    private static let provider = EREProvider(name: "Voltaria", companyNumber: "12345678", address: EREDrafts.address)

    /// What was said of an enrolment as its document.
    @Sendable private static func write(
        _ enrolment: EREEnrolment,
        _ offer: EREMandateOffer
    ) throws -> EREMandateDocument {
        let content = try EREMandateContent(
            enrolment.draft,
            for: provider,
            years: offer.years,
            issuedOn: Zone.utc.date(of: offer.sentAt)
        )
        return EREMandateDocument(template: "test", language: "nl", bytes: Array("\(content)".utf8))
    }

    /// Says everything but the signature.
    private static func fill(
        _ customer: TestCustomer,
        _ world: PartiesWorld,
        ean: String
    ) async throws -> EREEnrolmentID {
        let scope = customer.scope
        let draft = try EREDrafts.person()
        var connection = try #require(draft.connection)
        connection.ean = try #require(EAN18(ean))
        let (said, holder, account) = (connection, try #require(draft.holder), try #require(draft.account))
        let file = try EREEvidenceFile(photo)
        return try await world.write(scope) { tx in
            let id = try await EREEnrolments.begin(scope, at: start, in: tx)
            try await EREEnrolments.say(scope, id, holder: holder, at: start, in: tx)
            try await EREEnrolments.say(scope, id, connection: said, on: today, at: start, in: tx)
            try await EREEnrolments.add(scope, EREDrafts.charger, with: file, to: id, at: start, in: tx)
            try await EREEnrolments.say(scope, id, account: account, at: start, in: tx)
            return id
        }
    }

    /// Has a code sent; the code itself comes only by mail.
    private static func code(
        _ customer: TestCustomer,
        _ id: EREEnrolmentID,
        _ world: PartiesWorld,
        years: ClosedRange<Int> = 2026...2026,
        at now: Timestamp = start
    ) async throws -> EREMailCode {
        let sent = Mutex<EREMailCode?>(nil)
        let recipient = try #require(MailAddress("a@home.example"))
        try await world.write(customer.scope) { tx in
            try await EREMandates.sendCode(
                customer.scope,
                of: id,
                years: years,
                language: "nl",
                to: "a@home.example",
                on: today,
                at: now,
                in: tx,
                writing: write
            ) { code in
                sent.withLock { $0 = code }
                return MailDraft(to: recipient, subject: "Code", body: code.text)
            }
        }
        return try #require(sent.withLock { $0 })
    }

    @discardableResult
    private static func sign(
        _ customer: TestCustomer,
        _ id: EREEnrolmentID,
        _ world: PartiesWorld,
        _ code: EREMailCode?,
        name: String = "Anna de Vries",
        at now: Timestamp = start
    ) async throws -> EREMandateOutcome {
        let signature = EREMandateSignature(name: name, code: code, remoteAddress: "192.0.2.1")
        return try await world.write(customer.scope) { tx in
            try await EREMandates.sign(customer.scope, signature, of: id, in: .utc, at: now, in: tx) {
                enrolment,
                offer in
                EREMandatePapers(document: try write(enrolment, offer), pdf: Array("%PDF-".utf8))
            }
        }
    }

    private static func find(
        _ customer: TestCustomer,
        _ id: EREEnrolmentID,
        _ world: PartiesWorld
    ) async throws -> EREEnrolment {
        try await world.database.read(customer.scope) { try await EREEnrolments.find(customer.scope, id, in: $0) }
    }

    @Test func `what is said is kept step by step, and a signed mandate is what was read`() async throws {
        try await PartiesWorld.lend { world in
            let customer = try await world.customer(of: world.voltaria, "a")
            let id = try await Self.fill(customer, world, ean: "871685900000000004")
            let draft = try await Self.find(customer, id, world)
            #expect(draft.draft.next == .mandate && draft.state == .draft)
            #expect(draft.chargers.map(\.charger.serial) == ["ACE0012345"] && draft.chargers[0].charger.evidence == 1)
            #expect(draft.draft.account == (try EREDrafts.person().account))
            let code = try await Self.code(customer, id, world)
            let outcome = try await Self.sign(customer, id, world, code)
            #expect(outcome == .signed)
            let signed = try await Self.find(customer, id, world)
            #expect(signed.state == .waiting && signed.history.signedAt == Self.start)
            let mandate = try await world.database.read(customer.scope) {
                try await EREMandates.find(customer.scope, of: id, in: $0)
            }
            #expect(mandate?.years == 2026...2026 && mandate?.signerEmail == "a@home.example")
            let again = try await Self.sign(customer, id, world, code)
            #expect(again == .signedBefore)
            await #expect(throws: EREEnrolmentRejection.notDraft) {
                let holder = EREHolder(kind: .person, name: "Somebody else")
                try await world.write(customer.scope) {
                    try await EREEnrolments.say(customer.scope, id, holder: holder, at: Self.start, in: $0)
                }
            }
        }
    }

    @Test func `a wrong code is counted, an old one works no more, and neither does one for another document`()
        async throws
    {
        try await PartiesWorld.lend { world in
            let customer = try await world.customer(of: world.voltaria, "a")
            let id = try await Self.fill(customer, world, ean: "871685900000000004")
            let none = try await Self.sign(customer, id, world, EREMailCode("000000"))
            #expect(none == .refused(.codeExpired))
            let code = try await Self.code(customer, id, world)
            let other = try #require(EREMailCode(code.text == "111111" ? "222222" : "111111"))
            let named = try await Self.sign(customer, id, world, code, name: "Bea de Vries")
            #expect(named == .refused(.name))
            let slip = try await Self.sign(customer, id, world, nil)
            #expect(slip == .refused(.codeWrong(attemptsLeft: 5)))
            for left in [4, 3, 2, 1, 0] {
                let wrong = try await Self.sign(customer, id, world, other)
                #expect(wrong == .refused(.codeWrong(attemptsLeft: left)))
            }
            let spent = try await Self.sign(customer, id, world, code)
            #expect(spent == .refused(.codeExpired))
            let second = try await Self.code(customer, id, world)
            let late = try await Self.sign(customer, id, world, second, at: Self.start.adding(seconds: 1_800))
            #expect(late == .refused(.codeExpired))
            let third = try await Self.code(customer, id, world)
            let holder = EREHolder(kind: .person, name: "Anna de Vries-Bos")
            try await world.write(customer.scope) {
                try await EREEnrolments.say(customer.scope, id, holder: holder, at: Self.start, in: $0)
            }
            let changed = try await Self.sign(customer, id, world, third, name: "Anna de Vries-Bos")
            #expect(changed == .refused(.changed))
            _ = try await Self.code(customer, id, world)
            _ = try await Self.code(customer, id, world)
            await #expect(throws: EREMandateRejection.tooManyCodes) { _ = try await Self.code(customer, id, world) }
            let fresh = try await Self.code(customer, id, world, at: Self.start.adding(seconds: 3_601))
            let signed = try await Self.sign(
                customer,
                id,
                world,
                fresh,
                name: "anna de vries bos",
                at: Self.start.adding(seconds: 3_602)
            )
            #expect(signed == .signed)
        }
    }

    @Test func `of two operators that take one connection at the same time exactly one gets it`() async throws {
        try await PartiesWorld.lend { world in
            let ean = "871685900000000004"
            var takers: [(TestCustomer, EREEnrolmentID, EREMailCode)] = []
            for (tenant, name) in [
                (world.voltaria, "a"), (world.ampère, "b"), (world.voltaria, "c"), (world.ampère, "d"),
            ] {
                let customer = try await world.customer(of: tenant, name)
                let id = try await Self.fill(customer, world, ean: ean)
                takers.append((customer, id, try await Self.code(customer, id, world)))
            }
            let all = takers
            let outcomes = await withTaskGroup(of: String.self) { group in
                for (customer, id, code) in all {
                    group.addTask {
                        do {
                            return "\(try await Self.sign(customer, id, world, code))"
                        } catch {
                            return "\((error as? EREMandateRejection)?.code ?? "\(error)")"
                        }
                    }
                }
                return await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(
                outcomes.sorted() == [
                    "ere_mandate.year_taken", "ere_mandate.year_taken", "ere_mandate.year_taken", "signed",
                ]
            )
            // Who lost has nothing left of it, and may begin next year.
            let loser = try #require(all.first { $0.0.id != all[0].0.id })
            let years = try await world.database.read(loser.0.scope) {
                try await EREEnrolments.years(try #require(EAN18(ean)), on: Self.today, in: $0)
            }
            #expect(years == [2027...2027, 2027...2028, 2027...2029])
        }
    }

    @Test func `a taken connection is told at its step, and nothing about whose it is`() async throws {
        try await PartiesWorld.lend { world in
            let first = try await world.customer(of: world.voltaria, "a")
            let id = try await Self.fill(first, world, ean: "871685900000000004")
            let code = try await Self.code(first, id, world, years: 2026...2028)
            try await Self.sign(first, id, world, code)
            let second = try await world.customer(of: world.ampère, "b")
            await #expect(throws: EREEnrolmentRejection.connectionTaken) {
                _ = try await Self.fill(second, world, ean: "871685900000000004")
            }
            // Even whoever writes statements of its own finds no claims.
            await #expect(throws: PostgresFault.self) { try await world.database.all(.system, AllClaims()) }
        }
    }

    @Test func `turned off while nothing counts, a connection is free at once; an active one at the end of its year`()
        async throws
    {
        try await PartiesWorld.lend { world in
            let ean = try #require(EAN18("871685900000000004"))
            let customer = try await world.customer(of: world.voltaria, "a")
            let years: @Sendable () async throws -> ClosedRange<Int>? = {
                try await world.database.read(customer.scope) {
                    try await EREEnrolments.years(ean, on: Self.today, in: $0).first
                }
            }
            let id = try await Self.fill(customer, world, ean: ean.text)
            try await Self.sign(customer, id, world, try await Self.code(customer, id, world, years: 2026...2028))
            #expect(try await years() == nil)
            try await Self.turnOff(customer, id, world)
            #expect(try await Self.find(customer, id, world).state == .ended)
            #expect(try await years() == 2026...2026)
            let next = try await Self.fill(customer, world, ean: ean.text)
            try await Self.sign(customer, next, world, try await Self.code(customer, next, world, years: 2026...2028))
            try await Self.accept(customer, next, world)
            try await Self.turnOff(customer, next, world)
            let ending = try await Self.find(customer, next, world)
            #expect(ending.state == .active && ending.history.endsAfter == 2026)
            #expect(try await years() == 2027...2027)
            await #expect(throws: EREEnrolmentRejection.notOn) { try await Self.turnOff(customer, next, world) }
            let newYear = try #require(LocalDate("2027-01-01"))
            #expect(ending.state(on: Self.today, years: 2026...2028) == .active)
            #expect(ending.state(on: newYear, years: 2026...2028) == .ended)
        }
    }

    private static func turnOff(_ customer: TestCustomer, _ id: EREEnrolmentID, _ world: PartiesWorld) async throws {
        try await world.write(customer.scope) {
            try await EREEnrolments.turnOff(customer.scope, id, on: today, at: start, in: $0)
        }
    }

    /// Looks at what was handed in and lets it count.
    private static func accept(_ customer: TestCustomer, _ id: EREEnrolmentID, _ world: PartiesWorld) async throws {
        let desk = world.voltaria.scope
        try await world.write(desk) { tx in
            for proof in try await EREEvidenceBook.list(desk, of: id, in: tx) {
                try await EREReviews.judge(desk, proof.id, of: id, .accepted, reason: "", at: start, in: tx)
            }
            try await EREReviews.accept(desk, id, at: start, in: tx)
        }
    }

    @Test func `nothing counts before its evidence is accepted, and a refusal has a reason`() async throws {
        try await PartiesWorld.lend { world in
            let (customer, desk) = (try await world.customer(of: world.voltaria, "a"), world.voltaria.scope)
            let id = try await Self.fill(customer, world, ean: "871685900000000004")
            try await Self.sign(customer, id, world, try await Self.code(customer, id, world))
            await #expect(throws: EREEnrolmentRejection.evidenceMissing) {
                try await world.write(desk) { try await EREReviews.accept(desk, id, at: Self.start, in: $0) }
            }
            let proof = try #require(
                try await world.database.read(desk) { try await EREEvidenceBook.list(desk, of: id, in: $0) }.first
            )
            #expect(proof.type == .jpeg && proof.sha256.starts(with: [0x47, 0x4e, 0xbe, 0x26]))
            await #expect(throws: EREEnrolmentRejection.reasonLength) {
                try await world.write(desk) {
                    try await EREReviews.judge(desk, proof.id, of: id, .refused, reason: "", at: Self.start, in: $0)
                }
            }
            try await world.write(desk) { tx in
                try await EREReviews.judge(desk, proof.id, of: id, .refused, reason: "Blurred", at: Self.start, in: tx)
                try await EREReviews.refuse(desk, id, reason: "Please send a sharp photo", at: Self.start, in: tx)
            }
            let refused = try await Self.find(customer, id, world)
            #expect(refused.state == .refused && refused.history.refusal == "Please send a sharp photo")
            #expect(refused.chargers[0].charger.evidence == 0)
            let charger = refused.chargers[0].id
            let file = try EREEvidenceFile(Self.photo)
            try await world.write(customer.scope) {
                try await EREEvidenceBook.add(customer.scope, file, .meter, of: charger, to: id, at: Self.start, in: $0)
            }
            #expect(try await Self.find(customer, id, world).state == .waiting)
            try await Self.accept(customer, id, world)
            #expect(try await Self.find(customer, id, world).state == .active)
            await #expect(throws: NotPermitted()) {
                try await world.write(customer.scope) {
                    try await EREReviews.accept(customer.scope, id, at: Self.start, in: $0)
                }
            }
        }
    }

    @Test func `another's enrolment, charger and evidence are found by nobody`() async throws {
        try await PartiesWorld.lend { world in
            let owner = try await world.customer(of: world.voltaria, "a")
            let id = try await Self.fill(owner, world, ean: "871685900000000004")
            let proof = try #require(
                try await world.database.read(owner.scope) {
                    try await EREEvidenceBook.list(owner.scope, of: id, in: $0)
                }.first
            )
            for stranger in [
                try await world.customer(of: world.voltaria, "b"), try await world.customer(of: world.ampère, "c"),
            ] {
                let scope = stranger.scope
                await #expect(throws: NotFound("enrolment")) {
                    try await world.database.read(scope) { try await EREEnrolments.find(scope, id, in: $0) }
                }
                await #expect(throws: NotFound("evidence")) {
                    try await world.database.read(scope) { try await EREEvidenceBook.file(scope, proof.id, in: $0) }
                }
                await #expect(throws: NotFound("mandate")) {
                    try await world.database.read(scope) { try await EREMandates.pdf(scope, of: id, in: $0) }
                }
                await #expect(throws: NotFound("enrolment")) { try await Self.turnOff(stranger, id, world) }
            }
            await #expect(throws: NotFound("enrolment")) {
                let desk = world.ampère.scope
                try await world.write(desk) {
                    try await EREReviews.judge(desk, proof.id, of: id, .accepted, reason: "", at: Self.start, in: $0)
                }
            }
        }
    }

    private static let files: [([UInt8], EREEvidenceType?)] = [
        ([0xFF, 0xD8, 0xFF, 0xE0], .jpeg), ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png),
        (Array("%PDF-1.7".utf8), .pdf), (Array("RIFF0000WEBPVP8 ".utf8), .webp),
        (Array("0000ftypheic".utf8), .heic), (Array("<svg xmlns=".utf8), nil), (Array("<html>".utf8), nil),
        (Array("RIFF0000WAVE".utf8), nil), (Array("0000ftypmp42".utf8), nil),
    ]

    @Test(arguments: files)
    func `a file is what its bytes say`(bytes: [UInt8], type: EREEvidenceType?) {
        #expect(EREEvidenceType(of: bytes) == type)
    }

    @Test func `a file is neither empty nor too large`() throws {
        #expect(throws: EREEvidenceFault.empty) { try EREEvidenceFile([]) }
        let most = [0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0, count: EREEvidenceFile.mostBytes - 3)
        #expect(try EREEvidenceFile(most).type == .jpeg)
        #expect(throws: EREEvidenceFault.tooLarge) { try EREEvidenceFile(most + [0]) }
        #expect(throws: EREEvidenceFault.unknownType) { try EREEvidenceFile(Array("<html>".utf8)) }
    }
}

/// What nobody may read.
private struct AllClaims: Statement {
    static let sql = "SELECT ean FROM ere_claims"
    static let sample = AllClaims()

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
