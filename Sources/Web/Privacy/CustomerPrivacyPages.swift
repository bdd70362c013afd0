import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// What is kept of one customer: a copy for it, its wish to be forgotten, holds.
package enum CustomerPrivacyPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(Route.customerPrivacy, for: .partnerManagers) { try await show($0, $1, FormReader([:]), nil) }
        endpoints.get(Route.customerData, for: .customerDesk, export)
        endpoints.get(.ownData, for: .customers, exportOwn)
        endpoints.post(Route.customerErasure, for: .partnerManagers, ask)
        endpoints.post(Route.customerErasureDecision, for: .partnerManagers, decide)
        endpoints.post(Route.customerHold, for: .partnerManagers, hold)
    }

    // MARK: The copy

    private static func exportOwn(_ visit: MemberVisit) async throws -> Response {
        guard let id = visit.scope.customerID else { throw NotFound("customer") }
        return try await export(visit, id)
    }

    private static func export(_ visit: MemberVisit, _ id: CustomerID) async throws -> Response {
        _ = try await visit.write { try await PersonalRecords.open(visit.scope, of: id, in: $0) }
        let (privacy, operatorID) = (visit.shell.privacy, try visit.scope.requireOperator())
        let response = Response.stream(type: "application/zip") { writer in
            try await privacy.export(operatorID, id) { try await writer.write($0) }
        }
        return response.download(as: "\(visit.say(en: "data", nl: "gegevens"))-\(id)-\(visit.today).zip")
    }

    // MARK: The page

    private static func show(
        _ visit: MemberVisit,
        _ id: CustomerID,
        _ form: FormReader,
        _ problem: Text?
    ) async throws -> Response {
        // The preview is done and taken back, which only a transaction that writes can do.
        let model = try await visit.write { try await CustomerPrivacyModels.show(visit, id, form, problem, $0) }
        let isGood = form.isValid && problem == nil
        return try await visit.page(status: isGood ? .ok : .unprocessableContent) {
            CustomerPrivacy.view(model, frame: $0)
        }
    }

    private static func ask(_ visit: MemberVisit, _ id: CustomerID) async throws -> Response {
        _ = try await visit.read { try await Customers.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let asker = form.text("asked_by", atMost: 140)
        let day = form.day("asked_on")
        let reason = form.text("reason", isRequired: false, atMost: 400)
        if let day, day > visit.today { form.reject("asked_on", future) }
        guard form.isValid, let day else { return try await show(visit, id, form, nil) }
        return try await attempt(visit, id, form) { tx in
            _ = try await Erasures.ask(
                visit.scope,
                for: id,
                by: asker,
                on: day,
                reason: reason,
                at: visit.now,
                in: tx
            )
        }
    }

    private static let future = Text(en: "This day is still to come.", nl: "Deze dag moet nog komen.")

    private static func decide(_ visit: MemberVisit, _ id: CustomerID) async throws -> Response {
        _ = try await visit.read { try await Customers.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let outcome = form.choice("outcome", as: ErasureOutcome.self)
        let reason = form.text("answer", isRequired: outcome == .refused, atMost: 400)
        guard form.isValid, let outcome else { return try await show(visit, id, form, nil) }
        return try await attempt(visit, id, form) { tx in
            if outcome == .carriedOut {
                _ = try await Erasures.carryOut(visit.scope, of: id, at: visit.now, in: tx)
            } else {
                try await Erasures.close(visit.scope, of: id, as: outcome, reason: reason, at: visit.now, in: tx)
            }
        }
    }

    private static func hold(_ visit: MemberVisit, _ id: CustomerID) async throws -> Response {
        _ = try await visit.read { try await Customers.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        if form.isTicked("lift") {
            return try await attempt(visit, id, form) {
                try await Erasures.lift(visit.scope, id, at: visit.now, in: $0)
            }
        }
        let reason = form.text("hold_reason", atMost: 400)
        guard form.isValid else { return try await show(visit, id, form, nil) }
        return try await attempt(visit, id, form) {
            try await Erasures.hold(visit.scope, id, reason: reason, at: visit.now, in: $0)
        }
    }

    private static func attempt(
        _ visit: MemberVisit,
        _ id: CustomerID,
        _ form: FormReader,
        _ work: nonisolated(nonsending) (Transaction) async throws -> Void
    ) async throws -> Response {
        do {
            try await visit.write(work)
            return visit.redirect(to: .customerPrivacy(id), .saved)
        } catch let rejection as ErasureRejection {
            return try await show(visit, id, form, PrivacyWords.text(rejection))
        }
    }
}

/// What the page about a customer's privacy shows.
enum CustomerPrivacyModels {
    static func show(
        _ visit: MemberVisit,
        _ id: CustomerID,
        _ form: FormReader,
        _ problem: Text?,
        _ tx: Transaction
    ) async throws -> CustomerPrivacy.Model {
        let customer = try await Customers.find(visit.scope, id, in: tx)
        let file = try await Erasures.file(visit.scope, of: id, in: tx)
        let preview = try await Erasures.preview(visit.scope, of: id, on: visit.today, at: visit.now, in: tx)
        return CustomerPrivacy.Model(
            id: id,
            name: customer.details.name,
            erasedAt: file.erasedAt,
            isOpen: file.open != nil,
            isHeld: file.hold != nil,
            requests: file.requests.map(request),
            holds: file.holds.map(hold),
            obstacles: file.erasedAt == nil ? preview.obstacles.map(PrivacyWords.text) : [],
            removed: (file.erasedAt == nil ? preview.removed : file.removed).map {
                CustomerPrivacy.Count(PrivacyWords.text($0.kind), $0.count)
            },
            kept: preview.kept.map { CustomerPrivacy.Count(PrivacyWords.text($0.kind), $0.count, until: $0.until) },
            remains: file.remains.map {
                CustomerPrivacy.Remains(
                    name: $0.name,
                    email: $0.email,
                    address: AddressForm.shown($0.address),
                    keptUntil: $0.keptUntil
                )
            },
            fields: fields(form, visit.today),
            problem: problem
        )
    }

    private static func fields(_ form: FormReader, _ today: LocalDate) -> CustomerPrivacy.Fields {
        var fields = CustomerPrivacy.Fields()
        let filled = form.filled(with: ["asked_on": "\(today)"])
        fields.askedBy = form["asked_by"]
        fields.askedOn = filled["asked_on"]
        fields.reason = form["reason"]
        fields.outcome = form["outcome"]
        fields.answer = form["answer"]
        fields.hold = form["hold_reason"]
        return fields
    }

    static func request(_ request: ErasureRequest) -> CustomerPrivacy.Request {
        CustomerPrivacy.Request(
            askedBy: request.askedBy,
            askedOn: request.askedOn,
            answerBy: request.answerBy,
            reason: request.reason,
            recordedBy: request.recordedBy,
            outcome: request.outcome.map(PrivacyWords.text),
            outcomeReason: request.outcomeReason,
            decidedBy: request.decidedBy,
            decidedAt: request.decidedAt
        )
    }

    private static func hold(_ hold: LegalHold) -> CustomerPrivacy.Hold {
        CustomerPrivacy.Hold(
            reason: hold.reason,
            placedBy: hold.placedBy,
            placedAt: hold.placedAt,
            liftedBy: hold.liftedBy,
            liftedAt: hold.liftedAt
        )
    }
}
