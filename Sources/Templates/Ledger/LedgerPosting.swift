package import Values

/// One posting as lists show it.
package struct LedgerPosting: Sendable {
    package let transaction: Int64
    package let account: Mention
    package let accountCode: String
    package let description: String
    package let effectiveOn: LocalDate
    package let recordedAt: Timestamp
    package let debit: Money?
    package let credit: Money?

    package init(
        transaction: Int64,
        account: Mention,
        accountCode: String,
        description: String,
        effectiveOn: LocalDate,
        recordedAt: Timestamp,
        debit: Money?,
        credit: Money?
    ) {
        self.transaction = transaction
        self.account = account
        self.accountCode = accountCode
        self.description = description
        self.effectiveOn = effectiveOn
        self.recordedAt = recordedAt
        self.debit = debit
        self.credit = credit
    }
}

enum LedgerParts {
    static func columns(_ say: Reader) -> [Column<LedgerPosting>] {
        [
            .number(say(en: "No.", nl: "Nr.")) { row in "\(row.transaction)" },
            Column(say(en: "Account", nl: "Rekening")) { row in
                div {
                    row.account.html
                    small { row.accountCode }
                }
            },
            Column(say(en: "Description", nl: "Omschrijving")) { row in
                div {
                    row.description
                    small { exactMoment(row.recordedAt, say) }
                }
            },
            Column(say(.day)) { row in say.date(row.effectiveOn) },
            .number(say(.debit)) { row in row.debit.map { say.money($0) } ?? "" },
            .number(say(.creditSide)) { row in row.credit.map { say.money($0) } ?? "" },
        ]
    }
}

extension Text {
    static let debit = Text(en: "Debit", nl: "Debet")
    static let creditSide = Text(en: "Credit", nl: "Credit")
    static let balance = Text(en: "Balance", nl: "Saldo")
}
