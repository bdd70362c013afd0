package import Values

/// An approved credit that was not paid yet, with whom it is owed to.
package struct UnpaidCredit: Hashable, Sendable {
    /// The credit.
    package let id: CreditID
    /// Its number.
    package let number: String
    /// Its month.
    package let period: YearMonth
    /// The day of issue.
    package let issuedOn: LocalDate
    /// The day by which it is to be paid.
    package let dueOn: LocalDate
    /// What the host gets; negative when corrections outweighed.
    package let total: Money
    /// Who is owed it.
    package let payee: Payee
    /// How many payments of it came back.
    package let returns: Int

    package init(
        id: CreditID,
        number: String,
        period: YearMonth,
        issuedOn: LocalDate,
        dueOn: LocalDate,
        total: Money,
        payee: Payee,
        returns: Int = 0
    ) {
        self.id = id
        self.number = number
        self.period = period
        self.issuedOn = issuedOn
        self.dueOn = dueOn
        self.total = total
        self.payee = payee
        self.returns = returns
    }
}

/// A bank account with its owner, as bank files want it.
package struct BankParty: Hashable, Sendable {
    /// The owner of the account.
    package let name: String
    /// The owner's address.
    package let address: Address
    /// The account, as entered; spaces are taken out.
    package let iban: String
    /// The bank; may be empty.
    package let bic: String

    package init(name: String, address: Address, iban: String, bic: String) {
        self.name = name
        self.address = address
        self.iban = iban.filter { $0 != " " }
        self.bic = bic.filter { $0 != " " }
    }
}

/// A payment to a payee: its unpaid credits that are due on one day, less what it owes.
package struct Payment: Hashable, Sendable {
    /// The number of the newest credit in it, counted on where payments of it came back; unique, since a credit is paid once.
    package let endToEndID: String
    /// Whom it pays.
    package let payee: Payee
    /// Who is paid.
    package let creditor: BankParty
    /// The amount; positive.
    package let amount: Money
    /// The day on which the bank shall pay.
    package let executionOn: LocalDate
    /// The credits in it, oldest first.
    package let credits: [UnpaidCredit]

    /// What the host reads on its statement: the numbers, at most 140 characters.
    package var remittance: String {
        let all = credits.map(\.number).joined(separator: " ")
        if all.utf8.count <= 140 { return all }
        return "\(endToEndID) + \(credits.count - 1)"
    }
}

/// What is paid on a day.
package struct PaymentDay: Hashable, Sendable {
    /// The day.
    package let day: LocalDate
    /// How many payments.
    package let payments: Int
    /// Their sum.
    package let total: Money

    package init(day: LocalDate, payments: Int, total: Money) {
        self.day = day
        self.payments = payments
        self.total = total
    }

    /// Payments counted and summed by day, the first day first.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 64 bits.
    static func days(of payments: [Payment], _ currency: Currency) throws(ArithmeticOverflow) -> [PaymentDay] {
        var days: [PaymentDay] = []
        for (day, paid) in Dictionary(grouping: payments, by: \.executionOn).sorted(by: { $0.key < $1.key }) {
            var total = Money.zero(currency)
            for payment in paid { total = try total + payment.amount }
            days.append(PaymentDay(day: day, payments: paid.count, total: total))
        }
        return days
    }
}

/// A host whose credits add up to nothing or less; they are taken along to the next payment.
package struct CarriedOver: Hashable, Sendable {
    /// Who owes it, or is owed nothing.
    package let payee: Payee
    /// Its name.
    package let hostName: String
    /// The net; zero or negative.
    package let amount: Money

    package init(payee: Payee, hostName: String, amount: Money) {
        self.payee = payee
        self.hostName = hostName
        self.amount = amount
    }
}

/// Something that must be put right before anything is paid.
package struct PaymentBlocker: Hashable, Sendable {
    /// What is missing or wrong.
    package enum Code: String, CaseIterable, Sendable {
        /// The operator has no bank account.
        case operatorIBANMissing = "payment.operator_iban_missing"
        /// The operator's bank account number is wrong.
        case operatorIBANInvalid = "payment.operator_iban_invalid"
        /// The operator has no town; unstructured addresses are no longer accepted in SEPA.
        case operatorTownMissing = "payment.operator_town_missing"
        /// The host has no bank account.
        case ibanMissing = "payment.iban_missing"
        /// The host's bank account number is wrong.
        case ibanInvalid = "payment.iban_invalid"
        /// The host has no town; unstructured addresses are no longer accepted in SEPA.
        case townMissing = "payment.town_missing"
        /// The host has no country.
        case countryMissing = "payment.country_missing"
        /// A credit is in another currency than the operator's.
        case currencyDiffers = "payment.currency_differs"
    }

    /// What is missing or wrong.
    package let code: Code
    /// The host; `nil` when it is the operator itself.
    package let hostID: HostID?
    /// The name of the party.
    package let name: String

    package init(_ code: Code, hostID: HostID?, name: String) {
        self.code = code
        self.hostID = hostID
        self.name = name
    }

    /// What is missing or wrong, in words.
    package var reason: String {
        switch code {
        case .operatorIBANMissing, .ibanMissing: "\(name) has no IBAN."
        case .operatorIBANInvalid, .ibanInvalid: "The IBAN of \(name) is wrong."
        case .operatorTownMissing, .townMissing: "The address of \(name) has no town."
        case .countryMissing: "The address of \(name) has no country."
        case .currencyDiffers: "A credit of \(name) is in another currency than the operator's."
        }
    }

    /// What stands in the way of paying a host.
    package static func blockers(
        of host: BankParty,
        hostID: HostID?,
        name: String,
        isValidIBAN: (String) -> Bool
    ) -> [PaymentBlocker] {
        var codes: [Code] = []
        if host.iban.isEmpty {
            codes.append(.ibanMissing)
        } else if !isValidIBAN(host.iban) {
            codes.append(.ibanInvalid)
        }
        if host.address.town.isEmpty { codes.append(.townMissing) }
        if host.address.country.isEmpty { codes.append(.countryMissing) }
        return codes.map { PaymentBlocker($0, hostID: hostID, name: name) }
    }

    /// What stands in the way of paying from the operator's account.
    package static func blockers(ofOperator party: BankParty, isValidIBAN: (String) -> Bool) -> [PaymentBlocker] {
        var codes: [Code] = []
        if party.iban.isEmpty {
            codes.append(.operatorIBANMissing)
        } else if !isValidIBAN(party.iban) {
            codes.append(.operatorIBANInvalid)
        }
        if party.address.town.isEmpty { codes.append(.operatorTownMissing) }
        return codes.map { PaymentBlocker($0, hostID: nil, name: party.name) }
    }
}

/// Somebody that is to be paid.
package struct PayeeToPay: Hashable, Sendable {
    /// Who.
    package let id: Payee
    /// The name.
    package let name: String
    /// The account; owned by the account holder where one is named.
    package let account: BankParty

    package init(id: Payee, name: String, account: BankParty) {
        self.id = id
        self.name = name
        self.account = account
    }
}
