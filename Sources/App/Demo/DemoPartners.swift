import Domain
import Postgres
import Templates
import Values
import Web

/// The platform of the demo world with three partners: their terms, documents, brands, people and customers.
struct DemoPartners {
    /// Somebody of the cast.
    struct Person {
        let name: String
        let mailbox: String
        let role: Role
    }

    /// A partner of the cast.
    struct Cast {
        let reference: String
        /// `nil` for an operator that is there already.
        let organisation: OperatorDetails?
        let terms: PartnerTerms
        let brand: BrandDetails
        /// Whether it has accepted what was laid before it.
        let hasAccepted: Bool
        let customers: [CustomerDetails]
    }

    private let database: Database
    private let now: Timestamp
    private let password: PasswordHash

    /// All people of the cast get the one password of the demo.
    init(database: Database, now: Timestamp, password: PasswordHash) {
        self.database = database
        self.now = now
        self.password = password
    }

    /// Fills once; what is there stays.
    ///
    /// - Throws: What contexts, the database and the drawing of documents throw.
    func fill() async throws {
        try await database.write(.system) { tx in
            guard try await BookingPlatform.find(.system, in: tx) == nil else { return }
            let platform = try await Operators.create(
                .system,
                reference: DemoPartnersCast.platform,
                DemoPartnersCast.platformDetails,
                in: tx
            )
            try await BookingPlatform.appoint(.system, platform, in: tx)
            let people = try await users(DemoPartnersCast.platformPeople, of: platform, in: tx)
            guard let administrator = people.first else { return }
            let across = Scope.acrossPartners(administrator, role: .platformAdmin)
            for partner in DemoPartnersCast.partners(now) { try await add(partner, across, in: tx) }
        }
    }

    private func users(
        _ people: [Person],
        of operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> [UserID] {
        let (scope, domain) = (Scope.system(for: operatorID), try await reference(of: operatorID, in: tx))
        var ids: [UserID] = []
        for person in people {
            let details = UserDetails(
                email: "\(person.mailbox)@\(domain).example",
                name: person.name,
                role: person.role,
                language: "nl"
            )
            let id = try await Users.create(scope, details, in: tx)
            try await Users.setPassword(scope, of: id, password, at: now, in: tx)
            ids.append(id)
        }
        return ids
    }

    private func reference(of operatorID: OperatorID, in tx: Transaction) async throws -> String {
        try await Operators.own(.system(for: operatorID), in: tx).reference
    }

    private func add(_ partner: Cast, _ across: Scope, in tx: Transaction) async throws {
        let known = try await Operators.find(.system, reference: partner.reference, in: tx)?.id
        let id: OperatorID
        if let known {
            id = known
        } else if let details = partner.organisation {
            id = try await Operators.create(.system, reference: partner.reference, details, in: tx)
        } else {
            return
        }
        let scope = across.forPartner(id)
        try await Partners.join(scope, partner.terms, at: now, in: tx)
        let people = try await users(DemoPartnersCast.partnerPeople, of: id, in: tx)
        try await Brands.set(scope, partner.brand, at: now, in: tx)
        try await Brands.setLogo(scope, DemoLogo.image(partner.brand.colour), at: now, in: tx)
        try await documents(partner, scope, people.first, in: tx)
        try await customers(partner.customers, of: id, in: tx)
    }

    private func documents(
        _ partner: Cast,
        _ scope: Scope,
        _ signer: UserID?,
        in tx: Transaction
    ) async throws {
        let own = try await Operators.own(scope, in: tx).details
        let values = AgreementFilling.values(
            partner: own,
            platform: DemoPartnersCast.platformDetails,
            partner.terms,
            language: "nl"
        )
        for kind in Domain.AgreementKind.allCases {
            let id = try await Agreements.offer(scope, kind, in: "nl", values, at: now, in: tx)
            guard partner.hasAccepted, let signer, let operatorID = scope.operatorID else { continue }
            let admin = Scope.user(signer, role: .partnerAdmin, of: operatorID)
            let shown = try await Agreements.document(admin, id, in: tx).sha256
            let signature = AcceptanceSignature(
                name: DemoPartnersCast.partnerPeople[0].name,
                position: "Directeur",
                remoteAddress: "192.0.2.10"
            )
            try await Agreements.accept(admin, id, shown: shown, signature, at: now, in: tx) { document in
                let reader = Reader(language: .dutch, zone: Zone.named("Europe/Amsterdam") ?? .utc)
                let email = "\(DemoPartnersCast.partnerPeople[0].mailbox)@\(partner.reference).example"
                return try AgreementPDF(document, signature, email: email, at: now, reader).bytes()
            }
        }
    }

    /// The first customer of each partner signs in.
    private func customers(_ all: [CustomerDetails], of operatorID: OperatorID, in tx: Transaction) async throws {
        let scope = Scope.system(for: operatorID)
        for (index, details) in all.enumerated() {
            let id = try await Customers.create(scope, details, at: now, in: tx)
            guard index < 2 else { continue }
            try await Customers.noteInvited(scope, id, at: now, in: tx)
            let user = try await Customers.addUser(
                scope,
                to: id,
                email: details.email,
                name: details.name,
                language: details.language,
                in: tx
            )
            if index == 0 { try await Users.setPassword(scope, of: user, password, at: now, in: tx) }
        }
    }
}
