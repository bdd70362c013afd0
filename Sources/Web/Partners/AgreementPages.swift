package import Domain
import Formats
import HTTPServer
import Postgres
package import Templates
package import Values

/// Model texts of agreements, what is laid before partners, and accepting it.
package enum AgreementPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.agreementTemplates, for: .platform) { try await templates($0, nil) }
        endpoints.post(.agreementTemplates, for: .platformManagers, publish)
        endpoints.post(Route.partnerOffers, for: .platformManagers, offer)
        endpoints.get(Route.partnerDocument, for: .platform, showForPlatform)
        endpoints.get(Route.partnerDocumentFile, for: .platform) { visit, partner, id in
            file(try await visit.read(of: partner) { scope, tx in try await Agreements.pdf(scope, id, in: tx) }, id)
        }
        endpoints.get(Route.ownDocument, for: .partners) { try await show($0, $1, FormReader([:])) }
        endpoints.post(Route.ownDocument, for: .partnerManagers, accept)
        endpoints.get(Route.ownDocumentFile, for: .partners) { visit, id in
            file(try await visit.read { try await Agreements.pdf(visit.scope, id, in: $0) }, id)
        }
    }

    private static func file(_ bytes: [UInt8], _ id: PartnerDocumentID) -> Response {
        Response.of(type: "application/pdf", bytes: bytes).download(as: "agreement-\(id).pdf")
    }

    // MARK: Model texts

    private static func templates(
        _ visit: MemberVisit,
        _ refused: AgreementTemplates.Form?
    ) async throws -> Response {
        let rows = try await visit.read { try await Agreements.templates(visit.scope, in: $0) }
        let model = AgreementTemplates.Model(
            rows: rows.map { row in
                AgreementTemplates.Row(
                    kind: PartnerModels.kind(row.kind),
                    language: Language(rawValue: row.language) ?? .english,
                    version: Int(row.version),
                    title: row.text.title,
                    body: row.text.body,
                    publishedAt: row.publishedAt
                )
            },
            refused: refused,
            blanks: AgreementBlank.allCases.map(\.rawValue)
        )
        return try await visit.page(status: refused == nil ? .ok : .unprocessableContent) {
            AgreementTemplates.view(model, frame: $0)
        }
    }

    private static func publish(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        guard let kind = form.choice("kind", as: Domain.AgreementKind.self),
            let language = form.choice("language", as: Language.self)
        else { throw HTTPError(.badRequest, "There is no such text.") }
        let place = "\(kind.rawValue)_\(language.code)"
        let title = form.text("title_" + place, atMost: 140)
        let body = form.lines("body_" + place, atMost: 60_000)
        if form.isValid {
            do {
                try await visit.write { tx in
                    let text = AgreementText(title: title, body: body)
                    try await Agreements.publish(
                        visit.scope,
                        text,
                        as: kind,
                        in: language.code,
                        at: visit.now,
                        in: tx
                    )
                }
                return visit.redirect(to: .agreementTemplates, .saved)
            } catch AgreementRejection.unknownBlank {
                form.reject("body_" + place, unknownBlank)
            } catch AgreementRejection.bodyLength {
                form.reject("body_" + place, .tooLong(60_000))
            } catch AgreementRejection.titleLength {
                form.reject("title_" + place, .tooLong(140))
            }
        }
        let refused = AgreementTemplates.Form(
            kind: PartnerModels.kind(kind),
            language: language,
            title: form["title_" + place],
            body: form["body_" + place]
        )
        return try await templates(visit, refused)
    }

    private static let unknownBlank = Text(
        en: "Something between {{ and }} that is not in the list below.",
        nl: "Er staat iets tussen {{ en }} dat niet in de lijst hieronder staat."
    )

    private static func offer(_ visit: MemberVisit, _ partner: OperatorID) async throws -> Response {
        _ = try await visit.read(of: partner) { scope, tx in try await Partners.own(scope, in: tx) }
        var form = try visit.form()
        guard let kind = form.choice("kind", as: Domain.AgreementKind.self) else {
            throw HTTPError(.badRequest, "There is no such text.")
        }
        let (today, platform) = (visit.today, try await visit.bookingPlatform())
        try await visit.write(of: partner) { scope, tx in
            let own = try await Operators.own(scope, in: tx).details
            let newest = try await Partners.allTerms(scope, in: tx).first?.terms
            guard let terms = try await Partners.terms(scope, on: today, in: tx) ?? newest else {
                throw NotFound("partner_terms")
            }
            let values = AgreementFilling.values(
                partner: own,
                platform: platform,
                terms,
                language: own.language
            )
            _ = try await Agreements.offer(scope, kind, in: own.language, values, at: visit.now, in: tx)
        }
        return visit.redirect(to: .partner(partner), .documentOffered)
    }

    // MARK: Documents

    private static func showForPlatform(
        _ visit: MemberVisit,
        _ partner: OperatorID,
        _ id: PartnerDocumentID
    ) async throws -> Response {
        let model = try await visit.read(of: partner) { scope, tx in
            let document = try await Agreements.document(scope, id, in: tx)
            let newest = try await Agreements.documents(scope, in: tx).first { $0.kind == document.kind }
            return PartnerModels.document(
                document,
                isReplaced: newest?.id != id,
                partner: try await Partners.own(scope, in: tx),
                form: nil
            )
        }
        return try await visit.page { PartnerDocumentPage.view(model, frame: $0) }
    }

    private static func show(
        _ visit: MemberVisit,
        _ id: PartnerDocumentID,
        _ form: FormReader,
        _ status: Status = .ok
    ) async throws -> Response {
        let mayAccept = [.operatorAdmin, .partnerAdmin].contains(visit.session.user.details.role)
        let model = try await visit.read { tx in
            let document = try await Agreements.document(visit.scope, id, in: tx)
            let newest = try await Agreements.documents(visit.scope, in: tx).first { $0.kind == document.kind }
            let isReplaced = newest?.id != id
            let fields = PartnerDocumentPage.Form(
                name: form["signature_name"],
                position: form["position"],
                agreed: form["agreed"]
            )
            let isOpen = mayAccept && document.acceptance == nil && !isReplaced
            return PartnerModels.document(
                document,
                isReplaced: isReplaced,
                partner: nil,
                form: isOpen ? fields : nil
            )
        }
        return try await visit.page(status: status) { PartnerDocumentPage.view(model, frame: $0) }
    }

    private static func accept(_ visit: MemberVisit, _ id: PartnerDocumentID) async throws -> Response {
        _ = try await visit.read { try await Agreements.document(visit.scope, id, in: $0) }
        var form = try visit.form()
        let signature = AcceptanceSignature(
            name: form.text("signature_name", atMost: 140),
            position: form.text("position", atMost: 140),
            remoteAddress: visit.request.remoteAddress
        )
        if !form.isTicked("agreed") { form.reject("agreed", .required) }
        guard form.isValid, let shown = Hex.bytes(form.typed("sha256")) else {
            return try await show(visit, id, form, .unprocessableContent)
        }
        do {
            try await store(signature, shown, visit, id)
        } catch AgreementRejection.signatureName {
            form.reject("signature_name", .tooShort(2))
            return try await show(visit, id, form, .unprocessableContent)
        } catch AgreementRejection.signaturePosition {
            form.reject("position", .tooShort(2))
            return try await show(visit, id, form, .unprocessableContent)
        } catch is AgreementRejection {
            return visit.redirect(to: .ownDocument(id), .documentChanged)
        }
        return visit.redirect(to: .ownDocument(id), .documentAccepted)
    }

    private static func store(
        _ signature: AcceptanceSignature,
        _ shown: [UInt8],
        _ visit: MemberVisit,
        _ id: PartnerDocumentID
    ) async throws {
        let person = visit.session.user.details
        try await visit.write { tx in
            try await Agreements.accept(visit.scope, id, shown: shown, signature, at: visit.now, in: tx) { document in
                try AgreementPDF(document, signature, email: person.email, at: visit.now, visit.say).bytes()
            }
        }
    }
}

/// What a model text leaves open, in words.
package enum AgreementFilling {
    /// The values for a text in a language (BCP 47).
    package static func values(
        partner: OperatorDetails,
        platform: OperatorDetails,
        _ terms: PartnerTerms,
        language: String
    ) -> [AgreementBlank: String] {
        let say = Reader(language: Language(rawValue: language) ?? .english, zone: .utc)
        return [
            .platform: platform.legalName, .platformAddress: AddressForm.shown(platform.address).oneLine,
            .platformCompanyNumber: platform.companyNumber.isEmpty ? "–" : platform.companyNumber,
            .partner: partner.legalName, .partnerAddress: AddressForm.shown(partner.address).oneLine,
            .partnerCompanyNumber: partner.companyNumber.isEmpty ? "–" : partner.companyNumber,
            .serviceFee: say.percent(terms.serviceFeePercent), .margin: say.percent(terms.marginPercent),
            .payoutModel: say(PartnerModels.model(terms.model).explanation),
        ]
    }
}

extension MemberVisit {
    /// The operator that is the platform.
    ///
    /// - Throws: ``NotFound`` while there is none.
    func bookingPlatform() async throws -> OperatorDetails {
        let scope = try acrossPartners()
        let found = try await shell.database.read(scope) { try await BookingPlatform.find(scope, in: $0) }
        guard let found else { throw NotFound("platform") }
        return found.details
    }
}
