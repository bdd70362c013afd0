import Values

/// One reason why a payment file is not written.
package struct PaymentProblem: Hashable, Sendable, CustomStringConvertible {
    /// The kinds of problem.
    package enum Code: String, Sendable {
        /// Nothing to pay.
        case empty = "payment.empty"
        /// More payments than one file takes.
        case tooMany = "payment.too_many"
        /// `MsgId`, `PmtInfId` or `EndToEndId` is not allowed.
        case identifier = "payment.identifier"
        /// An identifier comes twice.
        case duplicate = "payment.duplicate"
        /// A name is missing.
        case name = "payment.name"
        /// An address, or its town or country, is missing or wrong.
        case address = "payment.address"
        /// An IBAN is missing or wrong.
        case iban = "payment.iban"
        /// A BIC is wrong.
        case bic = "payment.bic"
        /// An amount is outside 0.01 to 999,999,999.99.
        case amount = "payment.amount"
        /// An amount is not in euro.
        case currency = "payment.currency"
        /// A remittance text or reference is not allowed.
        case remittance = "payment.remittance"
    }

    /// The kind of problem.
    package let code: Code
    /// The `PmtInfId` of the batch; `nil` for the file.
    package let batch: String?
    /// The `EndToEndId` of the payment; `nil` for the batch or the file.
    package let payment: String?
    /// What is wrong, naming whom it concerns.
    package let reason: String

    /// Reason and where.
    package var description: String {
        if let payment { return "payment \(payment): \(reason)" }
        return batch.map { "batch \($0): \(reason)" } ?? "file: \(reason)"
    }
}

/// Finds everything that would make a bank refuse a payment file, before it is written.
///
/// Source: EPC132-08 SCT implementation guidelines 2025; EPC153-22 on structured addresses.
package enum PaymentFileCheck {
    /// The most payments of one file: banks take 100,000 at most.
    package static let maxPayments = 100_000

    /// All problems of a file, in file order; empty when it can be written.
    package static func problems(in file: PaymentFile) -> [PaymentProblem] {
        var check = PaymentFileChecker()
        check.check(file)
        return check.problems
    }
}

/// Walks a file and collects.
private struct PaymentFileChecker {
    private(set) var problems: [PaymentProblem] = []
    private var batch: String?
    private var payment: String?
    private var batchIDs: Set<String> = []
    private var endToEndIDs: Set<String> = []

    mutating func check(_ file: PaymentFile) {
        checkIdentifier(file.messageID, "MsgId")
        if SEPAText.transliterate(file.initiator).isEmpty { report(.name, "the initiating party has no name") }
        if file.batches.isEmpty { report(.empty, "there is nothing to pay") }
        let count = file.batches.reduce(0) { $0 + $1.payments.count }
        if count > PaymentFileCheck.maxPayments {
            report(.tooMany, "\(count) payments are more than \(PaymentFileCheck.maxPayments)")
        }
        for batch in file.batches { check(batch) }
    }

    private mutating func check(_ batch: PaymentBatch) {
        self.batch = batch.id
        payment = nil
        checkIdentifier(batch.id, "PmtInfId")
        if !batchIDs.insert(batch.id).inserted { report(.duplicate, "the PmtInfId comes twice") }
        check(batch.debtor)
        check(iban: batch.iban, bic: batch.bic, of: batch.debtor.name)
        if batch.payments.isEmpty { report(.empty, "there is nothing to pay") }
        for payment in batch.payments { check(payment) }
    }

    private mutating func check(_ transfer: CreditTransfer) {
        payment = transfer.endToEndID
        checkIdentifier(transfer.endToEndID, "EndToEndId")
        if !endToEndIDs.insert(transfer.endToEndID).inserted { report(.duplicate, "the EndToEndId comes twice") }
        check(transfer.amount)
        check(transfer.creditor)
        check(iban: transfer.iban, bic: transfer.bic, of: transfer.creditor.name)
        check(transfer.remittance)
    }

    private mutating func check(_ amount: Money) {
        if amount.currency != PaymentFile.currency {
            report(.currency, "the amount is in \(amount.currency.code), not in \(PaymentFile.currency.code)")
        }
        if amount.minor <= 0 { report(.amount, "the amount \(amount.decimalText) is not above zero") }
        if amount.minor > 99_999_999_999 { report(.amount, "the amount \(amount.decimalText) is above 999999999.99") }
    }

    private mutating func check(_ party: PaymentParty) {
        let name = SEPAText.transliterate(party.name)
        if name.isEmpty { report(.name, "the party has no name") }
        guard let address = party.address else {
            report(.address, "\(quoted(party.name)) has no address")
            return
        }
        let town = SEPAText.transliterate(address.town)
        if town.isEmpty { report(.address, "the address of \(quoted(party.name)) has no town") }
        if !CountryCode.isValid(address.country) {
            let fault =
                address.country.isEmpty ? "has no country" : "has the unknown country \(quoted(address.country))"
            report(.address, "the address of \(quoted(party.name)) \(fault)")
        }
        checkLength(town, 35, "town", party)
        checkLength(address.street, 70, "street", party)
        checkLength(address.buildingNumber, 16, "building number", party)
        checkLength(address.postcode, 16, "postcode", party)
    }

    private mutating func checkLength(_ text: String?, _ limit: Int, _ part: String, _ party: PaymentParty) {
        guard let text, SEPAText.transliterate(text).utf8.count > limit else { return }
        report(.address, "the \(part) of \(quoted(party.name)) has more than \(limit) characters")
    }

    private mutating func check(iban: String, bic: String?, of name: String) {
        if let fault = IBAN.fault(in: iban) {
            report(.iban, "\(quoted(name)): \(fault)")
        } else if let known = IBAN(iban), !known.isSEPA {
            report(.iban, "\(quoted(name)): the account's country \(known.country) is outside SEPA")
        }
        if let bic, !BIC.isValid(bic) { report(.bic, "\(quoted(name)): the BIC is not 8 or 11 letters and digits") }
    }

    private mutating func check(_ remittance: Remittance?) {
        switch remittance {
        case nil: break
        case .text(let text):
            let count = SEPAText.transliterate(text).utf8.count
            if !(1...140).contains(count) { report(.remittance, "the text has \(count) characters, not 1 to 140") }
        case .reference(let reference):
            if !CreditorReference.isValid(reference) { report(.remittance, "the reference is no ISO 11649 reference") }
        }
    }

    private mutating func checkIdentifier(_ id: String, _ field: String) {
        guard let fault = PaymentIdentifier.fault(in: id) else { return }
        report(.identifier, "\(field) \(quoted(id)) \(fault)")
    }

    private mutating func report(_ code: PaymentProblem.Code, _ reason: String) {
        problems.append(PaymentProblem(code: code, batch: batch, payment: payment, reason: reason))
    }
}

/// Identifiers are never rewritten, since the bank's answers are matched by them; so they are checked.
package enum PaymentIdentifier {
    /// What is wrong with an identifier; `nil` when nothing is.
    package static func fault(in id: String) -> String? {
        guard (1...35).contains(id.utf8.count) else { return "has not 1 to 35 characters" }
        guard SEPAText.isPlain(id) else { return "has characters outside the SEPA set" }
        guard !id.hasPrefix("/"), !id.hasSuffix("/"), !id.contains("//") else { return "has a slash at an end or two" }
        return nil
    }
}
