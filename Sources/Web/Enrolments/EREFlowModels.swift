import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// What the pages of an enrolment show, made from what the contexts know.
enum EREFlowModels {
    static func way(_ enrolment: EREEnrolment) -> EREWay {
        EREWay(id: enrolment.id, steps: enrolment.draft.steps.map(step), next: step(enrolment.draft.next))
    }

    static func step(_ step: EREStep) -> EREPageStep {
        switch step {
        case .who: .who
        case .connection: .connection
        case .charger: .charger
        case .payout: .payout
        case .mandate: .mandate
        }
    }

    /// Where a step is not to be done: it is signed or given up, or something before is missing.
    static func away(_ visit: MemberVisit, _ enrolment: EREEnrolment, from step: EREStep) -> Response? {
        switch enrolment.state {
        case .draft where enrolment.draft.mayOpen(step): nil
        case .draft: visit.redirect(to: self.step(enrolment.draft.next).route(enrolment.id))
        case .discarded: visit.redirect(to: .customerERE)
        default: visit.redirect(to: .customerEREShow(enrolment.id))
        }
    }

    static func row(
        _ enrolment: EREEnrolment,
        _ years: ClosedRange<Int>?,
        isRenewable: Bool,
        _ visit: MemberVisit
    ) -> EREToggle.Row {
        EREToggle.Row(
            id: enrolment.id,
            standing: EREWords.standing(enrolment, years, on: visit.today),
            address: address(enrolment),
            ean: enrolment.draft.connection?.ean.text ?? "",
            years: years,
            isRenewable: isRenewable
        )
    }

    static func address(_ enrolment: EREEnrolment) -> String {
        guard let address = enrolment.draft.connection?.address else { return "" }
        return "\(address.street) \(address.houseNumber), \(address.town)"
    }

    // MARK: Chargers

    /// The connected charge points of the customer; it sees no charge points itself, so the installation looks.
    static func connected(_ visit: MemberVisit) async throws -> [EREConnectedCharger] {
        let ids = try await visit.read { try await EREConnectedChargers.own(visit.scope, in: $0) }
        guard !ids.isEmpty, let operatorID = visit.scope.operatorID else { return [] }
        let scope = Scope.system(for: operatorID)
        return try await visit.shell.database.read(scope) { tx in
            try await EREConnectedChargers.describe(scope, ids, by: visit.shell.meters, in: tx)
        }
    }

    static func chargers(
        _ visit: MemberVisit,
        _ enrolment: EREEnrolment,
        _ connected: [EREConnectedCharger],
        _ form: FormReader,
        isAdding: Bool
    ) async throws -> EREChargersPage.Model {
        let taken = Set(enrolment.chargers.compactMap(\.chargePoint))
        let known = visit.shell.meters.models.map(\.brand)
        return EREChargersPage.Model(
            rows: enrolment.chargers.map(row),
            connected: connected.filter { !taken.contains($0.chargePoint) }.map { charger in
                let detail = [charger.brand, charger.model, charger.serial].filter { !$0.isEmpty }
                return Choice("\(charger.chargePoint)", charger.name, detail: detail.joined(separator: " · "))
            },
            brands: Array(Set(known)).sorted(),
            fields: EREFields(EREChargersPage.names) { form[$0] },
            needsMeter: enrolment.draft.connection?.construct != .exclusive,
            finding: nil,
            isAdding: isAdding,
            mostMegabytes: EREEvidenceFile.mostBytes >> 20
        )
    }

    private static func row(_ record: EREChargerRecord) -> EREChargersPage.Row {
        let verdict = EREWords.verdict(record.charger)
        return EREChargersPage.Row(
            id: record.id,
            name: "\(record.charger.brand) \(record.charger.model)",
            serial: record.charger.serial,
            meter: verdict.text,
            tone: verdict.tone,
            files: record.charger.evidence
        )
    }

    // MARK: After signing

    static func show(
        _ visit: MemberVisit,
        _ enrolment: EREEnrolment,
        _ mandate: EREMandate,
        _ evidence: [EREProof],
        _ known: (table: EREFactorTable, programme: EREProgramme),
        problem: EREShowPage.Problem?,
        renewableAfter: LocalDate?
    ) -> EREShowPage.Model {
        EREShowPage.Model(
            id: enrolment.id,
            standing: EREWords.standing(enrolment, mandate.years, on: visit.today),
            refusal: enrolment.history.refusal,
            address: address(enrolment),
            ean: mandate.ean,
            years: mandate.years,
            signedAt: mandate.signedAt,
            documentSHA256: Hex.text(mandate.documentSHA256),
            countsFrom: EREYears.countsFrom(mandate.years),
            paidFrom: EREYears.earliestPayout(mandate.years, signedOn: visit.say.zone.date(of: mandate.signedAt)),
            needsEvidence: enrolment.draft.lacksEvidence,
            needsAuthority: enrolment.needsAuthority,
            chargers: enrolment.chargers.map { charger($0, evidence, visit.say) },
            papers: evidence.filter { $0.charger == nil }.map { file($0, visit.say) },
            isPartnerPaid: enrolment.draft.payoutModel == .partner,
            figures: figures(enrolment, known.table, known.programme, visit.today),
            problem: problem,
            mostMegabytes: EREEvidenceFile.mostBytes >> 20,
            renewableAfter: renewableAfter
        )
    }

    static func charger(_ record: EREChargerRecord, _ evidence: [EREProof], _ say: Reader) -> EREShowPage.Charger {
        EREShowPage.Charger(
            id: record.id,
            name: "\(record.charger.brand) \(record.charger.model)"
                + (record.charger.feedsBack == true ? " (V2G)" : ""),
            serial: record.charger.serial,
            files: evidence.filter { $0.charger == record.id }.map { file($0, say) }
        )
    }

    static func file(_ proof: EREProof, _ say: Reader) -> EREShowPage.File {
        let kind =
            switch proof.kind {
            case .meter: say(en: "Photo of the meter", nl: "Foto van de meter")
            case .certificate: say(en: "Certificate", nl: "Certificaat")
            case .holder: say(en: "Proof of the holder", nl: "Bewijs van de houder")
            case .authority: say(en: "Proof of authority", nl: "Bewijs van tekenbevoegdheid")
            }
        return EREShowPage.File(
            id: proof.id,
            name: "\(kind) (\(proof.type.ending), \(max(1, proof.byteCount >> 10)) kB)",
            at: proof.createdAt,
            isAccepted: proof.verdict.map { $0 == .accepted },
            reason: proof.reason,
            until: proof.validUntil,
            isOfMeter: proof.kind == .meter || proof.kind == .certificate
        )
    }

    /// An estimate on the operator's terms; `nil` where nobody knows the factors, or where the operator is paid and
    /// settles by its own.
    private static func figures(
        _ enrolment: EREEnrolment,
        _ table: EREFactorTable,
        _ programme: EREProgramme,
        _ today: LocalDate
    ) -> EREFigures? {
        guard enrolment.draft.payoutModel == .customers, let kept = try? programme.keptPercent(),
            let year = table.nearestYear(to: today.yearMonth.year), let factors = table.factors(of: year, .grid)
        else { return nil }
        let usual = ERETerms.usual(factors)
        let terms = ERETerms(
            kWhPerCharger: usual.kWhPerCharger,
            price: usual.price,
            feePercent: kept,
            factors: factors
        )
        // Fifty chargers on usual terms are far from any overflow.
        guard let estimate = try? EREEstimate(chargers: Int64(enrolment.chargers.count), terms) else { return nil }
        return try? EREFigures(estimate, terms, .eur)
    }
}

extension MemberVisit {
    /// Under what the customers of the person's operator take part today; a customer sees no terms, so the installation
    /// looks.
    func programme() async throws -> EREProgramme {
        guard let operatorID = scope.operatorID else { throw NotPermitted() }
        let own = Scope.system(for: operatorID)
        return try await shell.database.read(.system) { try await EREProgramme.find(own, on: today, in: $0) }
    }
}
