import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// The toggle in a customer's own environment, and the steps from there to a signed mandate.
package enum EREFlowPages: PageFeature {
    /// Larger than a file may be, so that one that is somewhat too large is told at its field.
    static let bodyBytes = 12 << 20

    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.customerERE, for: .customers, toggle)
        endpoints.post(.customerERE, for: .customers, begin)
        endpoints.get(Route.customerEREWho, for: .customers, who)
        endpoints.post(Route.customerEREWho, for: .customers, sayWho)
        endpoints.get(Route.customerEREConnection, for: .customers, connection)
        endpoints.post(Route.customerEREConnection, for: .customers, sayConnection)
        endpoints.get(Route.customerEREChargers, for: .customers, chargers)
        endpoints.post(Route.customerEREChargers, for: .customers, bodyBytes: bodyBytes, addCharger)
        endpoints.post(Route.customerEREChargerRemoval, for: .customers, removeCharger)
        endpoints.get(Route.customerEREPayout, for: .customers, payout)
        endpoints.post(Route.customerEREPayout, for: .customers, sayPayout)
    }

    // MARK: The toggle

    private static func toggle(_ visit: MemberVisit) async throws -> Response {
        try await toggle(visit, nil)
    }

    private static func toggle(_ visit: MemberVisit, _ problem: Text?) async throws -> Response {
        let rows = try await visit.read { tx in
            var rows: [EREToggle.Row] = []
            for enrolment in try await EREEnrolments.own(visit.scope, in: tx) {
                let years = try await EREMandates.find(visit.scope, of: enrolment.id, in: tx)?.years
                let isOver = years.map {
                    ERERenewals.isOpen($0, endsAfter: enrolment.history.endsAfter, on: visit.today)
                }
                let isRenewable =
                    isOver == true
                    ? try await ERERenewals.find(visit.scope, enrolment.id, on: visit.today, in: tx) != nil : false
                rows.append(EREFlowModels.row(enrolment, years, isRenewable: isRenewable, visit))
            }
            return rows
        }
        let model = EREToggle.Model(rows: rows, problem: problem)
        return try await visit.page(status: problem == nil ? .ok : .unprocessableContent) {
            EREToggle.view(model, frame: $0)
        }
    }

    private static func begin(_ visit: MemberVisit) async throws -> Response {
        let programme = try await visit.programme()
        do {
            try programme.requireOpen()
            let model = programme.payoutModel
            let id = try await visit.write {
                try await EREEnrolments.turnOn(visit.scope, payingOut: model, at: visit.now, in: $0)
            }
            return visit.redirect(to: .customerEREWho(id))
        } catch let rejection as EREEnrolmentRejection {
            return try await toggle(visit, EREWords.text(rejection))
        }
    }

    // MARK: Who

    private static func who(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        try await step(visit, id, .who) { enrolment, customer in
            FormReader(EREFlowForms.initial(enrolment.draft.holder, customer))
        } page: { way, form, _, frame in
            EREWhoPage.view(way, EREFields(EREWhoPage.names) { form[$0] }, frame: frame)
        }
    }

    private static func sayWho(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        try await say(visit, id, .who, EREFlowForms.holder) { holder, tx in
            try await EREEnrolments.say(visit.scope, id, holder: holder, at: visit.now, in: tx)
        } page: { way, form, _, frame in
            EREWhoPage.view(way, EREFields(EREWhoPage.names) { form[$0] }, frame: frame)
        }
    }

    // MARK: Connection

    private static func connection(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        try await step(visit, id, .connection) { enrolment, customer in
            FormReader(EREFlowForms.initial(enrolment.draft.connection, customer))
        } page: { way, form, enrolment, frame in
            let hint = EREWords.hint(enrolment.draft.connection?.ean)
            return EREConnectionPage.view(
                way,
                EREFields(EREConnectionPage.names) { form[$0] },
                hint: hint,
                frame: frame
            )
        }
    }

    private static func sayConnection(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        try await say(visit, id, .connection, EREFlowForms.connection) { connection, tx in
            try await EREEnrolments.say(
                visit.scope,
                id,
                connection: connection,
                on: visit.today,
                at: visit.now,
                in: tx
            )
        } page: { way, form, _, frame in
            let hint = EREWords.hint(EAN18(form.typed("ean")))
            return EREConnectionPage.view(
                way,
                EREFields(EREConnectionPage.names) { form[$0] },
                hint: hint,
                frame: frame
            )
        }
    }

    // MARK: Account

    private static func payout(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        try await step(visit, id, .payout) { enrolment, customer in
            FormReader(EREFlowForms.initial(enrolment.draft.account, customer))
        } page: { way, form, _, frame in
            EREPayoutPage.view(way, EREFields(EREPayoutPage.names) { form[$0] }, frame: frame)
        }
    }

    private static func sayPayout(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        try await say(visit, id, .payout, EREFlowForms.account) { account, tx in
            try await EREEnrolments.say(visit.scope, id, account: account, at: visit.now, in: tx)
        } page: { way, form, _, frame in
            EREPayoutPage.view(way, EREFields(EREPayoutPage.names) { form[$0] }, frame: frame)
        }
    }

    // MARK: Chargers

    private static func chargers(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        let enrolment = try await visit.read { try await EREEnrolments.find(visit.scope, id, in: $0) }
        if let away = EREFlowModels.away(visit, enrolment, from: .charger) { return away }
        let connected = try await EREFlowModels.connected(visit)
        let first = connected.first.map { "\($0.chargePoint)" } ?? ""
        let form = FormReader(["charge_point": enrolment.chargers.isEmpty ? first : "", "meter_place": "in_charger"])
        let isAdding = enrolment.chargers.isEmpty || visit.request.query["more"] != nil
        let model = try await EREFlowModels.chargers(visit, enrolment, connected, form, isAdding: isAdding)
        return try await visit.page { EREChargersPage.view(EREFlowModels.way(enrolment), model, frame: $0) }
    }

    private static func addCharger(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        let enrolment = try await visit.read { try await EREEnrolments.find(visit.scope, id, in: $0) }
        if let away = EREFlowModels.away(visit, enrolment, from: .charger) { return away }
        let connected = try await EREFlowModels.connected(visit)
        var form = try visit.form()
        let file = try proof(visit, on: &form)
        let chosen = form.typed("charge_point")
        let known = connected.first { "\($0.chargePoint)" == chosen }
        if known == nil, !chosen.isEmpty { form.reject("charge_point", .notAChoice) }
        let construct = enrolment.draft.connection?.construct ?? .meteredDeliveryPoint
        let charger = EREFlowForms.charger(&form, known, behind: construct, hasFile: file != nil, visit.shell.meters)
        if let charger {
            do {
                try await visit.write { tx in
                    try await EREEnrolments.add(
                        visit.scope,
                        charger,
                        of: known?.chargePoint,
                        with: file,
                        to: id,
                        at: visit.now,
                        in: tx
                    )
                }
                return visit.redirect(to: enrolment.chargers.isEmpty ? .customerEREShow(id) : .customerEREChargers(id))
            } catch let rejection as EREEnrolmentRejection {
                form.reject("serial", EREWords.text(rejection))
            }
        }
        let model = try await EREFlowModels.chargers(visit, enrolment, connected, form, isAdding: true)
        return try await visit.page(status: .unprocessableContent) {
            EREChargersPage.view(EREFlowModels.way(enrolment), model, frame: $0)
        }
    }

    /// The file that came along; `nil` when none did, or when it is not taken, which the form then says.
    private static func proof(_ visit: MemberVisit, on form: inout FormReader) throws -> EREEvidenceFile? {
        guard let file = try visit.request.form().file("proof") else { return nil }
        do throws(EREEvidenceFault) {
            return try EREEvidenceFile(file.bytes)
        } catch {
            form.reject("proof", EREWords.text(error))
            return nil
        }
    }

    private static func removeCharger(
        _ visit: MemberVisit,
        _ id: EREEnrolmentID,
        _ charger: EREChargerID
    ) async throws -> Response {
        do {
            try await visit.write {
                try await EREEnrolments.remove(visit.scope, charger, from: id, at: visit.now, in: $0)
            }
        } catch is EREEnrolmentRejection {
            return visit.redirect(to: .customerEREShow(id))
        }
        return visit.redirect(to: .customerEREChargers(id))
    }

    // MARK: Shared

    private typealias Page = (EREWay, FormReader, EREEnrolment, PageFrame) -> HTML

    /// Shows a step with what was said before, or what is known of the customer; goes where the enrolment is otherwise.
    private static func step(
        _ visit: MemberVisit,
        _ id: EREEnrolmentID,
        _ step: EREStep,
        form: (EREEnrolment, CustomerDetails) -> FormReader,
        page: Page
    ) async throws -> Response {
        let (enrolment, customer) = try await visit.read { tx in
            let enrolment = try await EREEnrolments.find(visit.scope, id, in: tx)
            return (enrolment, try await Customers.find(visit.scope, enrolment.customer, in: tx).details)
        }
        if let away = EREFlowModels.away(visit, enrolment, from: step) { return away }
        let filled = form(enrolment, customer)
        return try await visit.page { page(EREFlowModels.way(enrolment), filled, enrolment, $0) }
    }

    /// Keeps what was said at a step and goes on, or shows what is wrong with it.
    private static func say<Said: Sendable>(
        _ visit: MemberVisit,
        _ id: EREEnrolmentID,
        _ step: EREStep,
        _ read: (inout FormReader) -> Said?,
        keeping keep: @escaping @Sendable (Said, Transaction) async throws -> Void,
        page: Page
    ) async throws -> Response {
        let enrolment = try await visit.read { try await EREEnrolments.find(visit.scope, id, in: $0) }
        if let away = EREFlowModels.away(visit, enrolment, from: step) { return away }
        var form = try visit.form()
        if let said = read(&form) {
            do {
                try await visit.write { try await keep(said, $0) }
                return visit.redirect(to: .customerEREShow(id))
            } catch EREEnrolmentRejection.notDraft {
                return visit.redirect(to: .customerEREShow(id))
            } catch let rejection as EREEnrolmentRejection {
                form.reject("ean", EREWords.text(rejection))
            }
        }
        let read = form
        return try await visit.page(status: .unprocessableContent) {
            page(EREFlowModels.way(enrolment), read, enrolment, $0)
        }
    }
}
