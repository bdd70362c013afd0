import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Enrolments and their evidence, looked at by the operator's people.
package enum EREReviewPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.ereEnrolments, for: .customerDesk, export: export, list)
        endpoints.get(Route.ereEnrolment, for: .customerDesk, show)
        endpoints.post(Route.ereEnrolmentVerdict, for: .customerDesk, decide)
        endpoints.post(Route.ereEnrolmentChargePoints, for: .operators, connect)
        endpoints.get(Route.ereEnrolmentDocument, for: .customerDesk, document)
        endpoints.post(Route.ereEvidenceVerdict, for: .customerDesk, judge)
        endpoints.get(Route.ereEvidenceFile, for: .customerDesk, EREEvidenceAnswer.file)
    }

    // MARK: List

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(EREEnrolmentIndex.rules)
        let found = try await visit.read { try await page(visit, query, query.request(by: .changed), $0) }
        let rows = found.rows.map { row($0, visit) }
        let model = EREEnrolmentIndex.Model(query: query, total: found.total, rows: rows)
        return try await visit.page { EREEnrolmentIndex.view(model, frame: $0) }
    }

    private static func page(
        _ visit: MemberVisit,
        _ query: ListQuery,
        _ request: ListRequest<EREEnrolmentSort>,
        _ tx: Transaction
    ) async throws -> Listing<EREEnrolmentSummary> {
        try await EREReviews.list(
            visit.scope,
            request,
            state: EREEnrolmentState(rawValue: query.filter("state")),
            in: tx
        )
    }

    private static func row(_ row: EREEnrolmentSummary, _ visit: MemberVisit) -> EREEnrolmentIndex.Row {
        let isOver =
            row.state == .active && visit.today.yearMonth.year > (row.endsAfter ?? row.years?.upperBound ?? .max)
        return EREEnrolmentIndex.Row(
            enrolment: Mention(row.customerName, .ereEnrolment(row.id)),
            standing: isOver ? .ended : EREWords.standing(row.state, endsAfter: row.endsAfter),
            ean: row.ean,
            town: row.town,
            chargers: row.chargers,
            unseen: row.unseen,
            years: row.years,
            changedAt: row.changedAt,
            signedAt: row.signedAt
        )
    }

    private static let export = Export<EREEnrolmentSummary>(
        "ere-enrolments",
        columns: [
            ("enrolment", { .string("\($0.id)") }), ("customer", { .string($0.customerName) }),
            ("state", { .string($0.state.rawValue) }), ("ean", { .string($0.ean) }), ("town", { .string($0.town) }),
            ("chargers", { .integer($0.chargers) }), ("to_look_at", { .integer($0.unseen) }),
            ("first_year", { $0.years.map { .integer($0.lowerBound) } ?? .null }),
            ("last_year", { $0.years.map { .integer($0.upperBound) } ?? .null }),
            ("ends_after", { $0.endsAfter.map { .integer($0) } ?? .null }),
            ("signed_at", { $0.signedAt.map { .string("\($0)") } ?? .null }),
        ]
    ) { visit, tx, emit in
        let query = visit.listQuery(EREEnrolmentIndex.rules)
        try await Export.pages(visit, query.request(by: .changed), { try await page(visit, query, $0, tx) }, emit)
    }

    // MARK: One

    private static func show(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        try await show(visit, id, FormReader([:]), nil)
    }

    static func show(
        _ visit: MemberVisit,
        _ id: EREEnrolmentID,
        _ form: FormReader,
        _ problem: Text?,
        file: Text? = nil
    ) async throws -> Response {
        let model = try await visit.read { tx in
            let enrolment = try await EREEnrolments.find(visit.scope, id, in: tx)
            let customer = try await Customers.find(visit.scope, enrolment.customer, in: tx)
            let mandate = try await EREMandates.find(visit.scope, of: id, in: tx)
            let evidence = try await EREEvidenceBook.list(visit.scope, of: id, in: tx)
            let beside = EREReviewModels.Beside(
                imported: try await EREImports.find(visit.scope, of: id, in: tx),
                paper: try await paper(visit, enrolment, form, file, tx),
                elsewhere: try await EREReviews.elsewhere(visit.scope, id, in: tx)
            )
            return EREReviewModels.show(visit, enrolment, customer, mandate, evidence, beside, form, problem)
        }
        return try await visit.page(status: form.isValid && problem == nil && file == nil ? .ok : .unprocessableContent)
        {
            EREEnrolmentShow.view(model, frame: $0)
        }
    }

    /// The form for a mandate on paper, as long as nothing is signed.
    private static func paper(
        _ visit: MemberVisit,
        _ enrolment: EREEnrolment,
        _ form: FormReader,
        _ file: Text?,
        _ tx: Transaction
    ) async throws -> EREPaperForm.Model? {
        guard enrolment.state == .draft, let ean = enrolment.draft.connection?.ean else { return nil }
        let years = try await EREEnrolments.years(ean, on: visit.today, in: tx)
        return EREPaperForm.Model(
            id: enrolment.id,
            years: years.map { ("\($0.lowerBound)-\($0.upperBound)", EREYearWords.range($0)) },
            signatory: enrolment.draft.holder?.signatory ?? "",
            fields: EREFields(EREPaperForm.names) { form[$0] },
            fileProblem: file,
            isOpen: !form.isValid || file != nil
        )
    }

    private static func document(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        let pdf = try await visit.read { try await EREMandates.pdf(visit.scope, of: id, in: $0) }
        return Response.of(type: "application/pdf", bytes: pdf).download(as: "ere-mandate-\(id).pdf")
    }

    private static func decide(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        _ = try await visit.read { try await EREEnrolments.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let isRefusal = form.typed("verdict") == "refused"
        let field = isRefusal ? "reason" : "acceptance_reason"
        let reason = form.text(field, isRequired: isRefusal, atMost: EREEnrolmentRejection.reasonLimit)
        guard form.isValid else { return try await show(visit, id, form, nil) }
        do {
            try await visit.write { tx in
                if isRefusal {
                    try await EREReviews.refuse(visit.scope, id, reason: reason, at: visit.now, in: tx)
                } else {
                    try await EREReviews.accept(visit.scope, id, reason: reason, at: visit.now, in: tx)
                }
            }
            return visit.redirect(to: .ereEnrolment(id), .saved)
        } catch let rejection as EREEnrolmentRejection {
            return try await show(visit, id, form, EREWords.text(rejection))
        }
    }

    private static func judge(
        _ visit: MemberVisit,
        _ id: EREEnrolmentID,
        _ evidence: EREEvidenceID
    ) async throws -> Response {
        _ = try await visit.read { try await EREEnrolments.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let verdict = form.choice("verdict", as: EREEvidenceVerdict.self)
        let reason = form.text("reason_\(evidence)", isRequired: false, atMost: EREEnrolmentRejection.reasonLimit)
        guard form.isValid, let verdict else { return try await show(visit, id, form, .notAChoice) }
        let until = EREFlowForms.evidenceEnd("until_\(evidence)", &form)
        guard form.isValid else { return try await show(visit, id, form, nil) }
        do {
            try await visit.write { tx in
                try await EREReviews.judge(
                    visit.scope,
                    evidence,
                    of: id,
                    verdict,
                    reason: reason,
                    until: until,
                    at: visit.now,
                    in: tx
                )
            }
            return visit.redirect(to: .ereEnrolment(id), .saved)
        } catch let rejection as EREEnrolmentRejection {
            return try await show(visit, id, form, EREWords.text(rejection))
        }
    }

    private static func connect(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        let enrolment = try await visit.read { try await EREEnrolments.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let identity = form.text("identity", atMost: 255)
        let isAssigned = try await visit.write { tx in
            guard form.isValid, let found = try await ChargePoints.find(visit.scope, identity: identity, in: tx) else {
                return false
            }
            try await EREConnectedChargers.assign(visit.scope, found.id, to: enrolment.customer, at: visit.now, in: tx)
            return true
        }
        if isAssigned { return visit.redirect(to: .ereEnrolment(id), .saved) }
        form.reject("identity", unknown)
        return try await show(visit, id, form, nil)
    }

    private static let unknown = Text(
        en: "There is no charge point with this identity.",
        nl: "Er is geen laadpunt met deze identiteit."
    )
}

/// What the page of an enrolment shows to the operator's people.
enum EREReviewModels {
    /// What stands beside what the customer said.
    struct Beside {
        let imported: EREImportRecord?
        let paper: EREPaperForm.Model?
        let elsewhere: [EREElsewhere]
    }

    static func show(
        _ visit: MemberVisit,
        _ enrolment: EREEnrolment,
        _ customer: Customer,
        _ mandate: EREMandate?,
        _ evidence: [EREProof],
        _ beside: Beside,
        _ form: FormReader,
        _ problem: Text?
    ) -> EREEnrolmentShow.Model {
        EREEnrolmentShow.Model(
            id: enrolment.id,
            customer: Mention(customer.details.name, .customer(customer.id)),
            standing: EREWords.standing(enrolment, mandate?.years, on: visit.today),
            refusal: enrolment.history.refusal,
            said: said(enrolment, mandate, visit.say),
            gridHint: enrolment.draft.connection.flatMap { GridOperatorHint($0.ean) }?.rawValue ?? "",
            chargers: enrolment.chargers.map { EREFlowModels.charger($0, evidence, visit.say) },
            papers: evidence.filter { $0.charger == nil }.map { EREFlowModels.file($0, visit.say) },
            isSigned: mandate != nil,
            isProven: enrolment.isProven(by: evidence),
            elsewhere: elsewhere(beside.elsewhere, enrolment),
            acceptanceReason: form["acceptance_reason"],
            reason: form["reason"],
            chargePoint: form["identity"],
            imported: beside.imported.map {
                EREPaperForm.Imported(
                    at: $0.recordedAt,
                    issuedOn: $0.elsewhere.issuedOn,
                    until: $0.elsewhere.until,
                    evidence: $0.elsewhere.evidence
                )
            },
            paper: beside.paper,
            problem: problem,
            untils: Dictionary(
                evidence.compactMap { proof in
                    let field = form["until_\(proof.id)"]
                    return field.error == nil ? nil : (proof.id, field)
                }
            ) { first, _ in first }
        )
    }

    private static func elsewhere(
        _ found: [EREElsewhere],
        _ enrolment: EREEnrolment
    ) -> [EREEnrolmentShow.Elsewhere] {
        let names = Dictionary(
            enrolment.chargers.map { ($0.id, "\($0.charger.brand) \($0.charger.model) \($0.charger.serial)") }
        ) { first, _ in first }
        return found.map {
            EREEnrolmentShow.Elsewhere(charger: names[$0.charger] ?? "", year: $0.year, enrolment: $0.enrolment)
        }
    }

    private static func said(
        _ enrolment: EREEnrolment,
        _ mandate: EREMandate?,
        _ say: Reader
    ) -> [(name: Text, value: String)] {
        let (holder, connection) = (enrolment.draft.holder, enrolment.draft.connection)
        return [
            (Text(en: "Holder", nl: "Houder"), holder?.name ?? ""),
            (Text(en: "Company number", nl: "KvK-nummer"), holder?.companyNumber ?? ""),
            (Text(en: "VAT number", nl: "Btw-id"), holder.map(vatID) ?? ""),
            (Text(en: "Signs", nl: "Tekent"), holder?.representative ?? ""),
            (Text(verbatim: "EAN"), connection?.ean.text ?? ""),
            (Text(en: "Address", nl: "Adres"), connection.map { AddressForm.shown($0.address).oneLine } ?? ""),
            (Text(en: "Behind it", nl: "Erachter"), connection.map { say(construct($0.construct)) } ?? ""),
            (
                Text(verbatim: "IBAN"),
                enrolment.draft.account.map { CustomerModels.shortened(iban: $0.iban.text) } ?? ""
            ),
            (Text(en: "Paid to", nl: "Uitbetaald aan"), say(PartnerModels.model(enrolment.draft.payoutModel).title)),
            (Text(en: "Years", nl: "Jaren"), mandate.map { EREYearWords.range($0.years) } ?? ""),
            (Text(en: "Signed by", nl: "Getekend door"), mandate.map { "\($0.signerName) (\($0.signerEmail))" } ?? ""),
            (Text(en: "Signed at", nl: "Getekend op"), mandate.map { say.dateTimeWithSeconds($0.signedAt) } ?? ""),
            (Text(verbatim: "SHA-256"), mandate.map { Hex.text($0.documentSHA256) } ?? ""),
        ]
    }

    /// A sole trader's number may tell the citizen's number, so it is not printed whole.
    private static func vatID(_ holder: EREHolder) -> String {
        guard holder.isSoleTrader, let vatID = DutchVATID(holder.vatID) else { return holder.vatID }
        return vatID.description
    }

    private static func construct(_ construct: EREConstruct) -> Text {
        switch construct {
        case .meteredDeliveryPoint:
            Text(en: "Other things too; MID meter in the charger", nl: "Ook ander verbruik; MID-meter in de lader")
        case .exclusive: Text(en: "Nothing but charging", nl: "Alleen laden")
        }
    }
}
