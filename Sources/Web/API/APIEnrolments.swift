import Domain
import Values

extension APIResource<EREHolder> {
    fileprivate static let holder = APIResource<EREHolder>(
        "Holder",
        "Who holds the connection and gives the mandate.",
        [
            .choice("kind", "What the holder is before the law.") { $0.kind },
            .text("name", "Of a person, or as registered.") { $0.name },
            .maybeText("company_number", "In the company register (KvK).") { $0.companyNumber },
            .maybeText("representative", "Who signs for a company or association.") { $0.representative },
        ]
    )
}

extension APIResource<EREConnection> {
    fileprivate static let place = APIResource<EREConnection>(
        "ConnectionPlace",
        "The connection to the grid.",
        [
            .text("ean", "Its number.", .ean) { $0.ean.text },
            .object("address", "Where it is.", .address) { $0.address },
            .choice("construct", "How energy for vehicles is told apart from other energy.") { $0.construct },
        ]
    )
}

extension APIResource<EREChargerRecord> {
    fileprivate static let charger = APIResource<EREChargerRecord>(
        "Charger",
        "A charger behind the connection.",
        [
            .id("id", "Its number here.") { $0.id },
            .maybeID("charge_point_id", "The connected charge point that it is, where it is one.") { $0.chargePoint },
            .text("brand", "The maker.") { $0.charger.brand },
            .text("model", "The model.") { $0.charger.model },
            .text("serial", "The serial number.") { $0.charger.serial },
            .choice("meter_place", "Where its MID meter is.") { $0.charger.meterPlace },
            .maybeBoolean("feeds_back", "Whether it can give energy back (V2G); null where nobody was asked.") {
                $0.charger.feedsBack
            },
            .integer("evidence", "Photos and papers that were handed in and not refused.") { $0.charger.evidence },
        ]
    )
}

extension APIResource<ClosedRange<Int>> {
    static let years = APIResource<ClosedRange<Int>>(
        "MandateYears",
        "The calendar years of a mandate, first and last included.",
        [
            .integer("first_year", "The first one.") { $0.lowerBound },
            .integer("last_year", "The last one.") { $0.upperBound },
        ]
    )
}

/// Something that an enrolment lacks.
struct APIMissing: Sendable {
    let step: EREStep
    let code: String
    let detail: String
    let charger: EREChargerID?

    /// Before it is signed what the steps lack, afterwards the photos and papers.
    static func of(_ row: APIEnrolment) -> [APIMissing] {
        let (enrolment, draft) = (row.enrolment, row.enrolment.draft)
        if enrolment.state == .draft {
            return draft.steps.flatMap { step in
                draft.problems(at: step).map { problem in
                    APIMissing(step: step, code: problem.code, detail: APIProblems.detail(problem), charger: nil)
                }
            }
        }
        guard [.waiting, .refused].contains(enrolment.state) else { return [] }
        return (enrolment.needsAuthority && !row.hasAuthority ? [authority] : []) + photos(enrolment)
    }

    private static let authority = APIMissing(
        step: .who,
        code: EREEnrolmentRejection.authorityMissing.code,
        detail: "A paper that the signatory may sign: a power of attorney, or the owners' decision.",
        charger: nil
    )

    private static func photos(_ enrolment: EREEnrolment) -> [APIMissing] {
        if enrolment.draft.connection?.construct == .exclusive { return [] }
        return enrolment.chargers.filter { $0.charger.evidence == 0 }.map {
            let code = EREEnrolmentRejection.evidenceMissing.code
            return APIMissing(step: .charger, code: code, detail: "A photo of the meter's marks.", charger: $0.id)
        }
    }
}

extension APIResource<APIMissing> {
    fileprivate static let missing = APIResource<APIMissing>(
        "Missing",
        "Something that is still to be said or handed in.",
        [
            .choice("step", "At which step.") { $0.step },
            .text("code", "Stable, for programs.") { $0.code },
            .text("detail", "For people.") { $0.detail },
            .maybeID("charger_id", "Of which charger, where it is about one.") { $0.charger },
        ]
    )
}

extension APIResource<APIEnrolment> {
    static let enrolment = APIResource<APIEnrolment>(
        "Enrolment",
        "One way from the toggle to a mandate, for one connection.",
        [
            .id("id", "Its number here.") { $0.enrolment.id },
            .id("customer_id", "Whose it is.") { $0.enrolment.customer },
            .choice("state", "Where it stands.") { $0.enrolment.state },
            .choice("payout_model", "Who is paid: each customer (A), or you in one sum (B).") {
                $0.enrolment.draft.payoutModel
            },
            .maybeObject("holder", "Who holds the connection; null until it was said.", .holder) {
                $0.enrolment.draft.holder
            },
            .maybeObject("connection", "The connection; null until it was said.", .place) {
                $0.enrolment.draft.connection
            },
            .list("chargers", "In the order in which they were named.", .charger) { $0.enrolment.chargers },
            .boolean("has_account", "Whether it was said where the customer is paid; the account itself is not told.") {
                $0.enrolment.draft.account != nil
            },
            .maybeChoice("next_step", "The first step that is not done; null once it is signed or given up.") {
                $0.enrolment.state == .draft ? $0.enrolment.draft.next : nil
            },
            .list("missing", "What is still to be said or handed in.", .missing) { APIMissing.of($0) },
            .maybeObject("mandate", "Which years were signed for; null until then.", .years) { $0.years },
            .moment("created_at", "When it was begun.") { $0.enrolment.history.createdAt },
            .moment("changed_at", "When something of it changed last.") { $0.enrolment.history.changedAt },
            .maybeMoment("signed_at", "When the mandate was signed.") { $0.enrolment.history.signedAt },
            .maybeText("refusal", "Why it was refused.") { $0.enrolment.history.refusal },
            .maybeMoment("turned_off_at", "When the customer turned it off.") { $0.enrolment.history.turnedOffAt },
            .maybeInteger("ends_after", "The last calendar year that counts, where it was turned off.") {
                $0.enrolment.history.endsAfter.map(Int64.init)
            },
        ]
    )
}

/// Ways to mandates.
enum APIEnrolments {
    private static let customer = APIQuery<CustomerID>.id("customer", "Only those of this customer.")

    static let endpoints: [APIEndpoint] = [
        .list(
            "/enrolments",
            "listEnrolments",
            in: "Enrolments",
            "The enrolments of your customers, by number.",
            needs: .enrolmentsRead,
            .enrolment,
            by: .id("enrolments"),
            [customer.parameter]
        ) { call, after, limit in
            let wanted = try call.value(customer)
            return try await call.read {
                try await APIRecords.enrolments(call.scope, of: wanted, after: after, limit: limit, in: $0)
            }
        },
        .one(
            "/enrolments/{enrolment}",
            "getEnrolment",
            in: "Enrolments",
            "One enrolment.",
            needs: .enrolmentsRead,
            .enrolment,
            [.path("enrolment", "Its number.")]
        ) { call in
            let id: EREEnrolmentID = try call.id("enrolment")
            return try await call.read { try await APIRecords.enrolment(call.scope, id, in: $0) }
        },
    ]
}
