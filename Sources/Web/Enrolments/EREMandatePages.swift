import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// The mandate: reading, signing, keeping, ending.
package enum EREMandateFlowPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(Route.customerEREShow, for: .customers, show)
        endpoints.get(Route.customerEREMandate, for: .customers, mandate)
        endpoints.post(Route.customerEREMandate, for: .customers, sendCode)
        endpoints.get(Route.customerERESignature, for: .customers, signature)
        endpoints.post(Route.customerERESignature, for: .customers, sign)
        endpoints.get(Route.customerEREDocument, for: .customers, document)
        endpoints.post(Route.customerEREProof, for: .customers, bodyBytes: EREFlowPages.bodyBytes, handIn)
        endpoints.get(Route.customerEREEvidence, for: .customers, evidence)
        endpoints.get(Route.customerEREOff, for: .customers, askOff)
        endpoints.post(Route.customerEREOff, for: .customers, turnOff)
    }

    // MARK: Reading

    private static func wording(_ visit: MemberVisit) async throws -> EREMandateWords {
        EREMandateWords(try await visit.programme(), visit.visitor.brand, zone: visit.say.zone)
    }

    private static func mandate(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        let form = FormReader(["years": visit.request.query["years"] ?? ""])
        return try await mandate(visit, id, form, nil)
    }

    private static func mandate(
        _ visit: MemberVisit,
        _ id: EREEnrolmentID,
        _ form: FormReader,
        _ problem: Text?
    ) async throws -> Response {
        let words = try await wording(visit)
        let (enrolment, choices) = try await visit.read { tx in
            let enrolment = try await EREEnrolments.find(visit.scope, id, in: tx)
            var choices: [ClosedRange<Int>] = []
            if let ean = enrolment.draft.connection?.ean {
                choices = try await EREEnrolments.years(ean, on: visit.today, in: tx)
            }
            return (enrolment, choices)
        }
        if let away = EREFlowModels.away(visit, enrolment, from: .mandate) { return away }
        let asked = choices.first { EREMandatePage.value($0) == form.typed("years") }
        let chosen = asked ?? choices.first
        let model = EREMandatePage.Model(
            text: try chosen.map { try words.text(enrolment, years: $0, issuedOn: visit.today) },
            choices: choices,
            years: Field(chosen.map(EREMandatePage.value) ?? "", error: form["years"].error),
            agreed: form["agreed"],
            email: visit.session.user.details.email,
            isThisYearTaken: choices.first?.lowerBound != max(visit.today.yearMonth.year, EREYears.first),
            lacksEvidence: enrolment.draft.lacksEvidence,
            problem: choices.isEmpty ? EREWords.text(EREEnrolmentRejection.connectionTaken) : problem
        )
        let isFine = problem == nil && form.isValid && !choices.isEmpty
        return try await visit.page(status: isFine ? .ok : .unprocessableContent) {
            EREMandatePage.view(EREFlowModels.way(enrolment), model, frame: $0)
        }
    }

    private static func sendCode(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        let enrolment = try await visit.read { try await EREEnrolments.find(visit.scope, id, in: $0) }
        if let away = EREFlowModels.away(visit, enrolment, from: .mandate) { return away }
        var form = try visit.form()
        if !form.isTicked("agreed") { form.reject("agreed", .required) }
        let parts = form.typed("years").split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2, parts[0] <= parts[1] else {
            form.reject("years", .notAChoice)
            return try await mandate(visit, id, form, nil)
        }
        guard form.isValid else { return try await mandate(visit, id, form, nil) }
        let programme = try await visit.programme()
        do {
            try programme.requireOpen()
            let isSent = try await visit.write { tx in
                // Where the account is asked for now, or no more, the steps go on from there.
                let model = programme.payoutModel
                if try await EREEnrolments.follow(visit.scope, id, payingOut: model, at: visit.now, in: tx) {
                    return false
                }
                try await sendCode(visit, id, parts[0]...parts[1], programme, tx)
                return true
            }
            return visit.redirect(to: isSent ? .customerERESignature(id) : .customerEREShow(id))
        } catch EREEnrolmentRejection.programmeEnded {
            return try await mandate(visit, id, form, EREWords.text(EREEnrolmentRejection.programmeEnded))
        } catch let rejection as EREMandateRejection {
            return try await mandate(visit, id, form, EREWords.text(rejection))
        } catch is EREEnrolmentRejection {
            return visit.redirect(to: .customerEREShow(id))
        }
    }

    private static func sendCode(
        _ visit: MemberVisit,
        _ id: EREEnrolmentID,
        _ years: ClosedRange<Int>,
        _ programme: EREProgramme,
        _ tx: Transaction
    ) async throws {
        let words = EREMandateWords(programme, visit.visitor.brand, zone: visit.say.zone)
        let user = visit.session.user.details
        let name = EREFlowModels.address(try await EREEnrolments.find(visit.scope, id, in: tx))
        try await EREMandates.sendCode(
            visit.scope,
            of: id,
            years: years,
            language: visit.say.language.code,
            to: user.email,
            on: visit.today,
            at: visit.now,
            in: tx
        ) {
            try words.document($0, $1)
        } composing: {
            try words.mail($0, to: user, name)
        }
    }

    // MARK: Signing

    private static func signature(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        try await signature(visit, id, FormReader([:]), nil)
    }

    private static func signature(
        _ visit: MemberVisit,
        _ id: EREEnrolmentID,
        _ form: FormReader,
        _ problem: Text?
    ) async throws -> Response {
        let (enrolment, offer) = try await visit.read { tx in
            let enrolment = try await EREEnrolments.find(visit.scope, id, in: tx)
            return (enrolment, try await EREMandates.offer(visit.scope, of: id, at: visit.now, in: tx))
        }
        let words = try await wording(visit)
        if let away = EREFlowModels.away(visit, enrolment, from: .mandate) { return away }
        guard let offer else {
            guard problem != nil else { return visit.redirect(to: .customerEREMandate(id)) }
            return try await mandate(visit, id, FormReader([:]), problem)
        }
        let day = visit.say.zone.date(of: offer.sentAt)
        let model = ERESignaturePage.Model(
            text: try words.text(enrolment, years: offer.years, issuedOn: day),
            fields: EREFields(ERESignaturePage.names) { form[$0] },
            email: offer.email,
            signer: enrolment.draft.holder?.signatory ?? "",
            expiresAt: offer.expiresAt,
            problem: problem
        )
        return try await visit.page(status: form.isValid && problem == nil ? .ok : .unprocessableContent) {
            ERESignaturePage.view(EREFlowModels.way(enrolment), model, frame: $0)
        }
    }

    private static func sign(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        _ = try await visit.read { try await EREEnrolments.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let name = form.text("name", atMost: EREHolder.nameLength)
        let typed = form.text("code", atMost: 20)
        guard form.isValid else { return try await signature(visit, id, form, nil) }
        let code = EREMailCode(typed)
        let trace = visit.trace.remoteAddress
        let entered = EREMandateSignature(name: name, code: code, remoteAddress: trace)
        let programme = try await visit.programme()
        guard programme.isOpen else {
            let problem = EREWords.text(EREEnrolmentRejection.programmeEnded)
            return try await mandate(visit, id, FormReader([:]), problem)
        }
        let words = EREMandateWords(programme, visit.visitor.brand, zone: visit.say.zone)
        do {
            let outcome = try await visit.write { tx in
                try await EREMandates.sign(
                    visit.scope,
                    entered,
                    of: id,
                    in: visit.say.zone,
                    at: visit.now,
                    in: tx
                ) { try words.papers($0, $1, signedBy: name, at: visit.now) }
            }
            guard case .refused(let rejection) = outcome else { return visit.redirect(to: .customerEREShow(id)) }
            return try await refuse(visit, id, &form, rejection)
        } catch EREMandateRejection.yearTaken {
            return try await mandate(visit, id, FormReader([:]), EREWords.text(EREMandateRejection.yearTaken))
        }
    }

    private static func refuse(
        _ visit: MemberVisit,
        _ id: EREEnrolmentID,
        _ form: inout FormReader,
        _ rejection: EREMandateRejection
    ) async throws -> Response {
        let text = EREWords.text(rejection)
        switch rejection {
        case .name: form.reject("name", text)
        case .codeWrong(let left) where left > 0: form.reject("code", text)
        case .changed: return try await mandate(visit, id, FormReader([:]), text)
        case .incomplete: return visit.redirect(to: .customerEREShow(id))
        default: return try await signature(visit, id, form, text)
        }
        return try await signature(visit, id, form, nil)
    }

    // MARK: Afterwards

    private static func show(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        try await show(visit, id, nil)
    }

    private static func show(
        _ visit: MemberVisit,
        _ id: EREEnrolmentID,
        _ problem: EREShowPage.Problem?
    ) async throws -> Response {
        let (enrolment, mandate, evidence, table) = try await visit.read { tx in
            (
                try await EREEnrolments.find(visit.scope, id, in: tx),
                try await EREMandates.find(visit.scope, of: id, in: tx),
                try await EREEvidenceBook.list(visit.scope, of: id, in: tx),
                try await EREFactorBook.table(.netherlands, in: tx)
            )
        }
        guard let mandate else {
            if enrolment.state == .discarded { return visit.redirect(to: .customerERE) }
            return visit.redirect(to: EREFlowModels.step(enrolment.draft.next).route(id))
        }
        let programme = try await visit.programme()
        let renewal = try await visit.read { try await ERERenewals.find(visit.scope, id, on: visit.today, in: $0) }
        let model = EREFlowModels.show(
            visit,
            enrolment,
            mandate,
            evidence,
            (table, programme),
            problem: problem,
            renewableAfter: renewal?.endsOn
        )
        return try await visit.page(status: problem == nil ? .ok : .unprocessableContent) {
            EREShowPage.view(model, frame: $0)
        }
    }

    private static func document(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        let pdf = try await visit.read { try await EREMandates.pdf(visit.scope, of: id, in: $0) }
        return Response.of(type: "application/pdf", bytes: pdf).download(as: "ere-mandate-\(id).pdf")
    }

    private static func handIn(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        _ = try await visit.read { try await EREEnrolments.find(visit.scope, id, in: $0) }
        let form = try visit.request.form()
        let isAuthority = form["kind"] == EREEvidenceKind.authority.rawValue
        let charger = isAuthority ? nil : EREChargerID(text: form["charger"] ?? "")
        func refuse(_ text: Text) async throws -> Response {
            try await show(visit, id, EREShowPage.Problem(charger: charger, text: text))
        }
        guard isAuthority || charger != nil else { return try await refuse(.notAChoice) }
        guard let sent = form.files.first else { return try await refuse(.required) }
        var reader = FormReader(form)
        let until = charger.flatMap { EREFlowForms.evidenceEnd("until_\($0)", &reader) }
        guard reader.isValid else { return try await refuse(wrongDay) }
        do {
            let file = try EREEvidenceFile(sent.bytes)
            try await visit.write { tx in
                try await EREEvidenceBook.add(
                    visit.scope,
                    file,
                    isAuthority ? .authority : .meter,
                    of: charger,
                    until: until,
                    to: id,
                    at: visit.now,
                    in: tx
                )
            }
            return visit.redirect(to: .customerEREShow(id), .saved)
        } catch let fault as EREEvidenceFault {
            return try await refuse(EREWords.text(fault))
        } catch let rejection as EREEnrolmentRejection {
            return try await refuse(EREWords.text(rejection))
        }
    }

    private static let wrongDay = Text(
        en: "Until when it holds is not a day of this century.",
        nl: "Tot wanneer het geldt, is geen dag van deze eeuw."
    )

    private static func evidence(_ visit: MemberVisit, _ id: EREEvidenceID) async throws -> Response {
        try await EREEvidenceAnswer.file(visit, id)
    }

    // MARK: Turning off

    private static func askOff(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        let (enrolment, mandate) = try await visit.read { tx in
            (
                try await EREEnrolments.find(visit.scope, id, in: tx),
                try await EREMandates.find(visit.scope, of: id, in: tx)
            )
        }
        let end = enrolment.history.endsAfter
        guard let off = ERETurningOff(enrolment.state, mandate: mandate?.years, endsAfter: end, on: visit.today) else {
            return visit.redirect(to: .customerERE)
        }
        let model = EREOffPage.Model(
            id: id,
            standing: EREWords.standing(enrolment, mandate?.years, on: visit.today),
            lastYear: off.lastYear
        )
        return try await visit.page { EREOffPage.view(model, frame: $0) }
    }

    private static func turnOff(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        do {
            try await visit.write { tx in
                try await EREEnrolments.turnOff(visit.scope, id, on: visit.today, at: visit.now, in: tx)
            }
        } catch is EREEnrolmentRejection {
            // Off already, by another window.
        }
        return visit.redirect(to: .customerERE)
    }
}

/// A photo or paper as an answer: always a download, so that nothing in it runs on our pages.
enum EREEvidenceAnswer {
    static func file(_ visit: MemberVisit, _ id: EREEvidenceID) async throws -> Response {
        let found = try await visit.read { try await EREEvidenceBook.file(visit.scope, id, in: $0) }
        return Response.of(type: found.type.rawValue, bytes: found.bytes).download(as: "ere-\(id).\(found.type.ending)")
    }
}
