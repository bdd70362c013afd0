import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// By which rules, from which account and on which terms customers are paid, for the operator's people.
package enum EREPayoutRulesPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.erePayoutRule(.rules), for: .operators) { try await rules($0, nil) }
        endpoints.post(.erePayoutRule(.rules), for: .operators, setRules)
        endpoints.post(.erePayoutRule(.account), for: .operators, setAccount)
        endpoints.get(Route.customerERETerms, for: .operators) { try await terms($0, $1, nil) }
        endpoints.post(Route.customerERETerms, for: .operators, setTerms)
    }

    // MARK: Rules

    private static func rules(_ visit: MemberVisit, _ form: FormReader?) async throws -> Response {
        let model = try await visit.read { tx in
            let now = try await EREPayoutSettings.rules(visit.scope, on: visit.today, in: tx)
            let shown = (form ?? FormReader([:])).filled(with: usual(now, visit))
            return EREPayoutRulesPage.Model(
                rows: try await EREPayoutSettings.allRules(visit.scope, in: tx).map(row),
                rules: EREPayoutRulesPage.Rules(
                    minimum: shown["minimum"],
                    reserve: shown["reserve"],
                    step: shown["step"],
                    floor: shown["floor"],
                    validFrom: shown["rules_from"]
                ),
                paysFrom: try await EREPayoutSettings.account(visit.scope, on: visit.today, in: tx)
                    .map { "\($0.holder), \($0.iban.grouped)" } ?? "",
                account: EREPayoutRulesPage.Account(
                    holder: shown["holder"],
                    iban: shown["iban"],
                    bic: shown["bic"],
                    validFrom: shown["account_from"]
                )
            )
        }
        return try await visit.page(status: form == nil ? .ok : .unprocessableContent) {
            EREPayoutRulesPage.view(model, frame: $0)
        }
    }

    private static func usual(_ rules: EREPayoutRules, _ visit: MemberVisit) -> [String: String] {
        let say = visit.say
        return [
            "minimum": say.decimal(rules.minimum.exact, minimumDecimals: 2),
            "reserve": say.decimal(rules.reservePercent, minimumDecimals: 0),
            "step": say.decimal(rules.referralStep, minimumDecimals: 0),
            "floor": say.decimal(rules.referralFloor, minimumDecimals: 0), "rules_from": "\(visit.today)",
            "account_from": "\(visit.today)",
        ]
    }

    private static func row(_ row: EREPayoutRulesRow) -> EREPayoutRulesPage.Row {
        EREPayoutRulesPage.Row(
            validFrom: row.validFrom,
            minimum: row.rules.minimum,
            reserve: row.rules.reservePercent,
            step: row.rules.referralStep,
            floor: row.rules.referralFloor,
            by: row.by
        )
    }

    private static func setRules(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        let typed = (form.amount("minimum"), form.decimal("reserve"), form.decimal("step"), form.decimal("floor"))
        let from = form.day("rules_from")
        for (name, most) in [
            ("minimum", Exact(10_000)), ("reserve", Exact(100)), ("step", Exact(50)), ("floor", Exact(50)),
        ] {
            let value = Exact(form.typed(name).replacing(",", with: ".")) ?? .zero
            if value < .zero || value > most || value.scale > 2 { form.reject(name, .invalidNumber) }
        }
        guard form.isValid, let minimum = typed.0, let reserve = typed.1, let step = typed.2, let floor = typed.3,
            let from,
            let least = try? minimum.rounded(.halfAwayFromZero, to: .eur)  // within the bound it is no overflow
        else { return try await rules(visit, form) }
        let wanted = EREPayoutRules(minimum: least, reservePercent: reserve, referralStep: step, referralFloor: floor)
        try await visit.write {
            try await EREPayoutSettings.setRules(visit.scope, wanted, from: from, at: visit.now, in: $0)
        }
        return visit.redirect(to: .erePayoutRule(.rules), .saved)
    }

    private static func setAccount(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        let holder = form.text("holder", atMost: 140)
        let text = form.text("iban", atMost: 50)
        let bic = form.text("bic", isRequired: false, atMost: 11).uppercased()
        let from = form.day("account_from")
        let iban = IBAN(text)
        if iban == nil, !text.isEmpty { form.reject("iban", .invalidIBAN) }
        if !bic.isEmpty,
            ![8, 11].contains(bic.count) || !bic.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        {
            form.reject("bic", .notAChoice)
        }
        guard form.isValid, let iban, let from else { return try await rules(visit, form) }
        let account = EREPayingAccount(holder: holder, iban: iban, bic: bic)
        try await visit.write {
            try await EREPayoutSettings.setAccount(visit.scope, account, from: from, at: visit.now, in: $0)
        }
        return visit.redirect(to: .erePayoutRule(.rules), .saved)
    }

    // MARK: One customer

    private static func terms(_ visit: MemberVisit, _ id: CustomerID, _ form: FormReader?) async throws -> Response {
        let usual = ["fee_from": "\(visit.today)", "agreed_from": "\(visit.today)"]
        let shown = (form ?? FormReader([:])).filled(with: usual)
        let model = try await visit.read { tx in
            let name = try await Customers.find(visit.scope, id, in: tx).details.name
            let terms = try await EREPayoutSettings.terms(visit.scope, of: id, in: tx)
            return ERECustomerTermsPage.Model(
                id: id,
                name: name,
                fees: terms.fees.map {
                    ERECustomerTermsPage.Fee(validFrom: $0.validFrom, percent: $0.percent, reason: $0.reason)
                },
                agreements: terms.agreements.map {
                    ERECustomerTermsPage.Agreement(
                        validFrom: $0.validFrom,
                        isAgreed: $0.isAgreed,
                        reference: $0.reference
                    )
                },
                referrer: terms.referrer.map(mention),
                brought: terms.brought.map(mention),
                fields: Dictionary(uniqueKeysWithValues: ERECustomerTermsPage.names.map { ($0, shown[$0]) })
            )
        }
        return try await visit.page(status: form == nil ? .ok : .unprocessableContent) {
            ERECustomerTermsPage.view(model, frame: $0)
        }
    }

    private static func mention(_ other: ERECustomerTerms.Other) -> Mention { Mention(other.name, .customer(other.id)) }

    private static func setTerms(_ visit: MemberVisit, _ id: CustomerID) async throws -> Response {
        _ = try await visit.read { try await Customers.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        do {
            let isSaved =
                switch form.typed("what") {
                case "fee": try await setFee(visit, id, &form)
                case "referral": try await setReferrer(visit, id, &form)
                default: try await setAgreement(visit, id, &form)
                }
            if isSaved { return visit.redirect(to: .customerERETerms(id), .saved) }
        } catch EREPayoutRejection.fee {
            form.reject("fee", .invalidNumber)
        } catch EREPayoutRejection.referralKnown {
            form.reject("referrer", known)
        } catch EREPayoutRejection.oneself {
            form.reject("referrer", .notAChoice)
        }
        return try await terms(visit, id, form)
    }

    private static let known = Text(
        en: "Somebody else brought it, or it brought this customer.",
        nl: "Iemand anders bracht het aan, of het bracht deze klant aan."
    )

    private static func setFee(_ visit: MemberVisit, _ id: CustomerID, _ form: inout FormReader) async throws -> Bool {
        let percent = form.decimal("fee", isRequired: false)
        let reason = form.text("fee_reason", atMost: 400)
        let from = form.day("fee_from")
        guard form.isValid, let from else { return false }
        try await visit.write {
            try await EREPayoutSettings.setFee(
                visit.scope,
                of: id,
                percent,
                from: from,
                reason: reason,
                at: visit.now,
                in: $0
            )
        }
        return true
    }

    private static func setReferrer(
        _ visit: MemberVisit,
        _ id: CustomerID,
        _ form: inout FormReader
    ) async throws -> Bool {
        let typed = form.text("referrer", atMost: 64)
        guard form.isValid else { return false }
        let found: CustomerID? = try await visit.read { tx in
            if let known = try await Customers.find(visit.scope, reference: typed, in: tx) { return known.id }
            guard let number = CustomerID(text: typed) else { return nil }
            do { return try await Customers.find(visit.scope, number, in: tx).id } catch is NotFound { return nil }
        }
        guard let found else {
            form.reject("referrer", .notAChoice)
            return false
        }
        try await visit.write {
            try await EREPayoutSettings.setReferrer(visit.scope, of: id, found, at: visit.now, in: $0)
        }
        return true
    }

    private static func setAgreement(
        _ visit: MemberVisit,
        _ id: CustomerID,
        _ form: inout FormReader
    ) async throws -> Bool {
        let reference = form.text("agreed_reference", atMost: 200)
        let from = form.day("agreed_from")
        let isAgreed = form.isTicked("agreed")
        guard form.isValid, let from else { return false }
        try await visit.write {
            try await EREPayoutSettings.setSelfBilling(
                visit.scope,
                of: id,
                isAgreed: isAgreed,
                from: from,
                reference: reference,
                at: visit.now,
                in: $0
            )
        }
        return true
    }
}
