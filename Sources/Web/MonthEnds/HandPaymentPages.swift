import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Payments that no bank file takes: a person says that they were made.
package enum HandPaymentPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.post(Route.monthEndPayments, for: .operators, record)
    }

    private static func record(_ visit: MemberVisit, _ month: YearMonth) async throws -> Response {
        try await MonthEndPages.find(visit, month)
        var form = try visit.form()
        guard let order = HandPaymentForms.order(&form, visit, month), form.isValid else {
            return try await MonthEndPages.page(visit, month, .unprocessableContent, paying: form)
        }
        do {
            try await HandPayments(visit.shell.database).record(visit.scope, order)
            return visit.redirect(to: .monthEnd(month), .paymentsMarked)
        } catch let rejection as HandPaymentRejection {
            HandPaymentForms.reject(rejection, &form)
            return try await MonthEndPages.page(visit, month, .conflict, paying: form)
        }
    }
}

/// The form that marks payments as made.
enum HandPaymentForms {
    /// What the form sends for a payment: its number and what it comes to, which must still be so.
    static func value(_ payment: Payment) -> String { "\(payment.endToEndID) \(payment.amount.minor)" }

    private static func choice(_ value: String) -> HandPaymentOrder.Choice? {
        let parts = value.split(separator: " ")
        guard parts.count == 2, let minor = Int64(parts[1]) else { return nil }
        return HandPaymentOrder.Choice(endToEndID: String(parts[0]), minor: minor)
    }

    static func order(_ form: inout FormReader, _ visit: MemberVisit, _ month: YearMonth) -> HandPaymentOrder? {
        let payments = form.all("payment").map(choice)
        if payments.isEmpty { form.reject("payment", HandPaymentRejection.nothingChosen.text) }
        if payments.contains(nil) { form.reject("payment", .notAChoice) }
        let reference = form.text("reference", atMost: HandPayments.referenceLength)
        guard let day = form.day("paid_on") else { return nil }
        return HandPaymentOrder(
            through: month,
            payments: payments.compactMap(\.self),
            paidOn: day,
            reference: reference,
            now: visit.now,
            today: visit.today
        )
    }

    /// Says what the domain found at the field that it is about.
    static func reject(_ rejection: HandPaymentRejection, _ form: inout FormReader) {
        switch rejection {
        case .dayToCome, .dayBeforeIssue: form.reject("paid_on", rejection.text)
        case .referenceInvalid: form.reject("reference", rejection.text)
        case .needsPerson, .nothingChosen, .outdated: form.reject("payment", rejection.text)
        }
    }

    /// What is to be paid and what was, with the form as typed, or an empty one for today.
    static func model(
        _ visit: MemberVisit,
        _ month: YearMonth,
        _ plan: PaymentPlan,
        _ form: FormReader?,
        in tx: Transaction
    ) async throws -> MonthEndShow.HandPayments {
        let form = form ?? FormReader(["paid_on": visit.today.description])
        let made = try await HandPayments.list(visit.scope, month: month, in: tx)
        return MonthEndShow.HandPayments(
            due: plan.elsewhere.map(row),
            made: made.map(row),
            chosen: Set(form.all("payment")),
            choiceError: form["payment"].error,
            paidOn: form["paid_on"],
            reference: form["reference"]
        )
    }

    private static func row(_ payment: Payment) -> MonthEndShow.PaymentToMake {
        MonthEndShow.PaymentToMake(
            value: value(payment),
            host: payment.creditor.name,
            amount: payment.amount,
            payOn: payment.executionOn,
            credits: payment.credits.map(\.number)
        )
    }

    private static func row(_ payment: HandPayment) -> MonthEndShow.HandPaymentRow {
        MonthEndShow.HandPaymentRow(
            number: payment.endToEndID,
            host: Mention(payment.hostName, .host(payment.hostID)),
            amount: payment.amount,
            paidOn: payment.paidOn,
            reference: payment.reference,
            by: payment.createdBy,
            at: payment.createdAt
        )
    }
}

extension HandPaymentRejection {
    /// Why nothing was marked.
    var text: Text {
        switch self {
        case .needsPerson:
            Text(en: "Only a person can mark payments as made.", nl: "Alleen een mens kan betalingen markeren.")
        case .nothingChosen:
            Text(en: "Tick at least one payment.", nl: "Vink minstens één betaling aan.")
        case .referenceInvalid: .required
        case .outdated:
            Text(
                en: "Nothing was marked: meanwhile a payment was marked or has another amount. Look again.",
                nl: "Er is niets gemarkeerd: intussen is een betaling gemarkeerd of veranderd. Kijk opnieuw."
            )
        case .dayToCome:
            Text(en: "This day is still to come.", nl: "Deze dag moet nog komen.")
        case .dayBeforeIssue:
            Text(
                en: "A credit in it was issued after this day.",
                nl: "Een vergoeding hierin is na deze dag opgemaakt."
            )
        }
    }
}
