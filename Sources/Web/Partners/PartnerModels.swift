import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Turns what contexts know of partners into what pages show.
enum PartnerModels {
    static func model(_ model: EREPayoutModel) -> Templates.PayoutModel {
        switch model {
        case .customers: .customers
        case .partner: .partner
        }
    }

    static func kind(_ kind: Domain.AgreementKind) -> Templates.AgreementKind {
        switch kind {
        case .agreement: .agreement
        case .processing: .processing
        }
    }

    static func state(_ state: Domain.PartnerState) -> Templates.PartnerState {
        switch state {
        case .onboarding: .onboarding
        case .active: .active
        case .ended: .ended
        }
    }

    static func row(_ partner: PartnerSummary) -> PartnerIndex.Row {
        PartnerIndex.Row(
            partner: Mention(partner.name, .partner(partner.id)),
            reference: partner.reference,
            town: partner.town,
            state: state(partner.state),
            model: partner.terms.map { model($0.model) },
            serviceFeePercent: partner.terms?.serviceFeePercent,
            customerCount: partner.customerCount,
            since: partner.createdAt
        )
    }

    static func row(_ recorded: RecordedPartnerTerms) -> PartnerTermsRow {
        PartnerTermsRow(
            validFrom: recorded.terms.validFrom,
            model: model(recorded.terms.model),
            serviceFeePercent: recorded.terms.serviceFeePercent,
            marginPercent: recorded.terms.marginPercent,
            recordedAt: recorded.recordedAt,
            recordedBy: recorded.recordedBy,
            isReplaced: recorded.isReplaced
        )
    }

    /// Documents, the newest first; all but the first of a kind are replaced.
    static func rows(
        _ documents: [PartnerDocument],
        _ route: (PartnerDocumentID) -> Route
    ) -> [PartnerDocumentRow] {
        var seen: Set<Domain.AgreementKind> = []
        return documents.map { document in
            PartnerDocumentRow(
                document: Mention(document.text.title, route(document.id)),
                kind: kind(document.kind),
                version: Int(document.version),
                offeredAt: document.offeredAt,
                acceptedAt: document.acceptance?.at,
                acceptedBy: document.acceptance?.name ?? "",
                isReplaced: !seen.insert(document.kind).inserted
            )
        }
    }

    static func show(
        _ scope: Scope,
        _ forms: PartnerShow.Forms,
        on today: LocalDate,
        _ tx: Transaction
    ) async throws -> PartnerShow.Model {
        let partner = try await Partners.own(scope, in: tx)
        let details = partner.organisation.details
        let people = try await Users.list(scope, ListRequest(sort: .name, limit: Customers.userLimit), in: tx)
        let customers = try await Customers.counts(scope, on: today, in: tx)
        return PartnerShow.Model(
            id: partner.id,
            name: details.name,
            legalName: details.legalName,
            reference: partner.organisation.reference,
            companyNumber: details.companyNumber,
            vatID: details.vatID,
            email: details.email,
            address: AddressForm.shown(details.address),
            since: partner.createdAt,
            endedAt: partner.endedAt,
            endReason: partner.endReason,
            customerCount: customers.values.reduce(0, +),
            terms: try await Partners.allTerms(scope, in: tx).map(row),
            documents: rows(try await Agreements.documents(scope, in: tx)) { .partnerDocument(partner.id, $0) },
            people: people.rows.map(person),
            forms: forms
        )
    }

    private static func person(_ user: User) -> PartnerShow.Person {
        PartnerShow.Person(
            name: user.details.name,
            email: user.details.email,
            role: user.details.role,
            lastSeenAt: user.lastSeenAt,
            isDisabled: user.disabledAt != nil,
            hasPassword: user.hasPassword
        )
    }

    static func document(
        _ document: PartnerDocument,
        isReplaced: Bool,
        partner: Partner?,
        form: PartnerDocumentPage.Form?
    ) -> PartnerDocumentPage.Model {
        PartnerDocumentPage.Model(
            id: document.id,
            kind: kind(document.kind),
            title: document.text.title,
            body: document.text.body,
            version: Int(document.version),
            sha256: Hex.text(document.sha256),
            offeredAt: document.offeredAt,
            acceptance: document.acceptance.map { acceptance in
                PartnerDocumentPage.Acceptance(
                    at: acceptance.at,
                    name: acceptance.name,
                    position: acceptance.position,
                    email: acceptance.email,
                    remoteAddress: acceptance.remoteAddress,
                    pdfSHA256: Hex.text(acceptance.pdfSHA256)
                )
            },
            partner: partner.map { Mention($0.organisation.details.name, .partner($0.id)) },
            partnerID: partner?.id,
            isReplaced: isReplaced,
            form: form
        )
    }
}

extension MemberVisit {
    /// On behalf of the person across all partners; for people of the platform, who ask for it by this name.
    ///
    /// - Throws: ``NotPermitted`` for everybody else.
    func acrossPartners() throws(NotPermitted) -> Scope {
        try scope.require(.platformAdmin, .platformFinance, .verifier)
        guard let user = scope.userID, let role = scope.role else { throw NotPermitted() }
        return .acrossPartners(user, role: role)
    }

    /// Runs context functions that only read, on behalf of somebody of the platform at work for one partner.
    ///
    /// - Throws: ``NotFound`` for an operator that is no partner.
    func read<Result: Sendable>(
        of partner: OperatorID,
        _ body: nonisolated(nonsending) (Scope, Transaction) async throws -> Result
    ) async throws -> Result {
        let scope = try acrossPartners().forPartner(partner)
        return try await shell.database.read(scope) { tx in
            _ = try await Partners.own(scope, in: tx)
            return try await body(scope, tx)
        }
    }

    /// Runs context functions in one transaction, on behalf of somebody of the platform at work for one partner.
    ///
    /// - Throws: ``NotFound`` for an operator that is no partner.
    func write<Result: Sendable>(
        of partner: OperatorID,
        _ body: nonisolated(nonsending) (Scope, Transaction) async throws -> Result
    ) async throws -> Result {
        let scope = try acrossPartners().forPartner(partner)
        return try await shell.database.write(scope) { tx in
            _ = try await Partners.own(scope, in: tx)
            return try await body(scope, tx)
        }
    }
}
