import Domain
import HTTPServer
import Postgres
import Values

extension APIResource<APIPayout> {
    fileprivate static let payout = APIResource<APIPayout>("Payout", "What a customer gets of a run.", fields)

    fileprivate static let fields: [APIField<APIPayout>] = [
        .text("id", "Its name here.", APIPayouts.name) { APIPayouts.text($0.key) },
        .text("quarter", "Of the run, such as 2026-Q3.", APIPayouts.quarterForm) { "\($0.quarter)" },
        .id("customer_id", "Whose units were sold.") { $0.summary.customer },
        .maybeText("customer_reference", "Your own name for the customer.") { $0.summary.customerReference },
        .choice("payout_model", "Who is paid: each customer (A), or you in one sum (B).") { $0.model },
        .choice("state", "How far it is.") { $0.state },
        .maybeText("number", "Of its document; of yours where you are paid in one sum.") { $0.summary.number },
        .text("currency", "ISO 4217.", .text(pattern: "^[A-Z]{3}$")) { _ in Currency.eur.code },
        .maybeEnergy("energy_wh", "What was delivered, in watt-hours.") { $0.summary.energy },
        .maybeInteger("units", "Emission reduction units (ERE) that were sold.") { $0.summary.units },
        .text("gross", "What they brought.", .money) { APIPayouts.text($0.summary.gross) },
        .text("service_fee", "What the provider keeps, VAT included.", .money) { APIPayouts.text($0.summary.fee) },
        .text("margin", "What the partner keeps.", .money) { APIPayouts.text($0.summary.margin) },
        .text("net", "What is left: gross less fee and margin.", .money) { APIPayouts.text($0.summary.net) },
        .text("adjustment", "Corrections of earlier payouts, and what is held back or let go.", .money) {
            APIPayouts.text($0.summary.adjustment)
        },
        .text("vat", "On top of net and adjustment, where the customer is registered for it.", .money) {
            APIPayouts.text($0.summary.vat)
        },
        .text("payable", "What is paid: net, adjustment and VAT.", .money) { APIPayouts.text($0.summary.payable) },
        .maybeMoment("paid_at", "When a bank was told to pay it; null while none was.") { $0.summary.paidAt },
        .integer("returns", "How often its payment came back.") { $0.summary.returns },
    ]
}

extension APIResource<EREPayoutSnapshot.Sale> {
    fileprivate static let sale = APIResource<EREPayoutSnapshot.Sale>(
        "SaleShare",
        "What of a sale is a connection's.",
        [
            .text("sale", "The sale's number.") { $0.number },
            .maybeInteger("units", "Units that it took.") { $0.units },
            .text("price_per_unit", "At which price.", .decimal) { $0.price.description },
            .text("gross", "What they brought, after the broker's fee.", .money) { APIPayouts.text($0.gross) },
            .text("service_fee", "What the provider keeps of it.", .money) { APIPayouts.text($0.fee) },
            .text("margin", "What the partner keeps of it.", .money) { APIPayouts.text($0.margin) },
            .text("net", "What is left.", .money) { APIPayouts.text($0.net) },
        ]
    )
}

extension APIResource<EREPayoutSnapshot.Part> {
    fileprivate static let part = APIResource<EREPayoutSnapshot.Part>(
        "ChargerShare",
        "What of a connection's share of a sale is a charger's: by what went through each of them, to the last unit and cent.",
        [
            .maybeText("charger", "Which one; null where a rest went through none that is known.") { $0.charger },
            .maybeEnergy("energy_wh", "What it delivered in the quarter, in watt-hours, whatever was sold of it.") {
                $0.energy
            },
            .text("sale", "The sale's number.") { $0.sale.number },
            .maybeInteger("units", "Units that the sale took.") { $0.sale.units },
            .text("price_per_unit", "At which price.", .decimal) { $0.sale.price.description },
            .text("gross", "What they brought, after the broker's fee.", .money) { APIPayouts.text($0.sale.gross) },
            .text("service_fee", "What the provider keeps of it.", .money) { APIPayouts.text($0.sale.fee) },
            .text("margin", "What the partner keeps of it.", .money) { APIPayouts.text($0.sale.margin) },
            .text("net", "What is left.", .money) { APIPayouts.text($0.sale.net) },
        ]
    )
}

extension APIResource<EREPayoutSnapshot.Connection> {
    fileprivate static let paid = APIResource<EREPayoutSnapshot.Connection>(
        "PaidConnection",
        "What a connection's chargers delivered in a quarter, and what its units brought.",
        [
            .text("ean", "The connection.", .ean) { $0.ean },
            .text("quarter", "Of delivery.", APIPayouts.quarterForm) { "\($0.quarter)" },
            .texts("chargers", "Its chargers.") { $0.chargers.map(\.name) },
            .maybeEnergy("energy_wh", "What they delivered, in watt-hours.") { $0.energy },
            .maybeInteger("credited_units", "Units that the register credited for it.") { $0.credited },
            .list("sales", "Which sales took how many of them.", .sale) { $0.sales },
            .list("by_charger", "The same by charger; it adds up to the sales.", .part) { $0.parts },
        ]
    )
}

extension APIResource<EREPayoutSnapshot.Kept> {
    fileprivate static let kept = APIResource<EREPayoutSnapshot.Kept>(
        "KeptShare",
        "What is kept of a quarter of delivery, and why so much.",
        [
            .text("quarter", "Of delivery.", APIPayouts.quarterForm) { "\($0.quarter)" },
            .text("gross", "What its units brought.", .money) { APIPayouts.text($0.gross) },
            .text("service_fee", "What the provider keeps.", .money) { APIPayouts.text($0.fee) },
            .text("margin", "What the partner keeps.", .money) { APIPayouts.text($0.margin) },
            .text("agreed_percent", "The fee agreed for everybody.", .decimal) { $0.agreedPercent.description },
            .text("service_fee_percent", "The fee that holds for this customer.", .decimal) {
                $0.feePercent.description
            },
            .text("margin_percent", "The partner's share.", .decimal) { $0.marginPercent.description },
            .boolean("is_own_fee", "Whether the fee is this customer's own.") { $0.isOwn },
            .integer("referrals", "Customers that it brought by then.") { $0.referrals },
        ]
    )
}

extension APIResource<EREPayoutAdjustment> {
    fileprivate static let adjustment = APIResource<EREPayoutAdjustment>(
        "PayoutAdjustment",
        "What is held back until a year is verified, let go afterwards, or given back of units that failed.",
        [
            .choice("kind", "Which of the three.") { $0.kind },
            .integer("delivery_year", "Of the units.") { $0.year },
            .text("amount", "Below zero where the customer gets less.", .money) { APIPayouts.text($0.minor) },
            .maybeText("statement", "The code of the verifier's statement behind it.") { $0.statement },
        ]
    )
}

extension APIResource<APIPayoutBreakdown> {
    fileprivate static let breakdown = APIResource<APIPayoutBreakdown>(
        "PayoutBreakdown",
        "A payout with what it pays for, down to each sale.",
        [
            .object("payout", "The payout.", .payout) { $0.payout },
            .list("connections", "By connection and quarter of delivery.", .paid) { $0.connections },
            .list("kept", "By quarter of delivery.", .kept) { $0.kept },
            .list("adjustments", "What the payout's adjustment is made of.", .adjustment) { $0.adjustments },
        ]
    )
}

/// What customers are paid for their units.
enum APIPayouts {
    static let name = APISchema.text(pattern: "^[0-9]{1,18}-[0-9]{1,18}$")
    static let quarterForm = APISchema.text(pattern: "^[0-9]{4}-Q[1-4]$")

    static func text(_ key: APIPayout.Key) -> String { "\(key.run)-\(key.customer)" }
    static func text(_ cents: Int64) -> String { Money(minor: cents, .eur).decimalText }

    private static func key(_ text: some StringProtocol) -> APIPayout.Key? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let run = EREPayoutRunID(text: parts[0]), let customer = CustomerID(text: parts[1])
        else { return nil }
        return APIPayout.Key(run: run, customer: customer)
    }

    private static let customer = APIQuery<CustomerID>.id("customer", "Only those of this customer.")
    private static let quarter = APIQuery<EREQuarter>(
        "quarter",
        "Only those of runs of this quarter.",
        .text(pattern: "^(202[6-9]|20[3-9][0-9]|2100)-Q[1-4]$"),
        expects: "a quarter such as 2026-Q3"
    ) { EREQuarter($0) }
    private static let byRun = APICursor<APIPayout.Key>(
        list: "payouts",
        form: "(3[0-9]){1,18}2d(3[0-9]){1,18}",
        write: { text($0) },
        read: { key($0) }
    )

    static let endpoints: [APIEndpoint] = [
        .list(
            "/payouts",
            "listPayouts",
            in: "Payouts",
            "Payouts of your customers, run by run, those that nobody has approved too.",
            needs: .payoutsRead,
            .payout,
            by: byRun,
            [customer.parameter, quarter.parameter]
        ) { call, after, limit in
            let (customer, quarter) = (try call.value(customer), try call.value(quarter))
            return try await call.read {
                try await APIRecords.payouts(
                    call.scope,
                    of: customer,
                    quarter: quarter,
                    after: after,
                    limit: limit,
                    in: $0
                )
            }
        },
        .one(
            "/payouts/{payout}",
            "getPayout",
            in: "Payouts",
            "One payout with what it pays for.",
            needs: .payoutsRead,
            .breakdown,
            [.path("payout", "Its name.", name)]
        ) { call in
            guard let key = key(call.request.parameter("payout")) else { throw NotFound("payout") }
            return try await call.read { try await APIRecords.payout(call.scope, key, in: $0) }
        },
    ]
}
