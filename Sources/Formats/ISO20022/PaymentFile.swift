package import Values

/// Credit transfers for one bank, to be written as a pain.001.001.09 document.
package struct PaymentFile: Hashable, Sendable {
    /// `MsgId`: at most 35 characters, unique per file sent to the bank.
    package var messageID: String
    /// `CreDtTm`, written to the second.
    package var createdAt: Timestamp
    /// `InitgPty`: the name of who sends the file.
    package var initiator: String
    /// One per debtor account and execution date.
    package var batches: [PaymentBatch]

    /// Makes a file.
    package init(messageID: String, createdAt: Timestamp, initiator: String, batches: [PaymentBatch]) {
        self.messageID = messageID
        self.createdAt = createdAt
        self.initiator = initiator
        self.batches = batches
    }
}

/// The payments of one debtor: a `PmtInf`.
package struct PaymentBatch: Hashable, Sendable {
    /// `PmtInfId`: at most 35 characters, unique in the file.
    package var id: String
    /// Who pays.
    package var debtor: PaymentParty
    /// The account paid from, with or without spaces.
    package var iban: String
    /// The bank of the account; inside SEPA the IBAN says enough.
    package var bic: String?
    /// The day the bank shall pay.
    package var executionDate: LocalDate
    /// Whether the account shows one booking for all payments or one for each.
    package var booksAsBatch: Bool
    /// The payments, at least one.
    package var payments: [CreditTransfer]

    /// Makes a batch.
    package init(
        id: String,
        debtor: PaymentParty,
        iban: String,
        bic: String? = nil,
        executionDate: LocalDate,
        booksAsBatch: Bool = true,
        payments: [CreditTransfer]
    ) {
        self.id = id
        self.debtor = debtor
        self.iban = iban
        self.bic = bic
        self.executionDate = executionDate
        self.booksAsBatch = booksAsBatch
        self.payments = payments
    }
}

/// One payment to one creditor.
package struct CreditTransfer: Hashable, Sendable {
    /// `EndToEndId`: at most 35 characters, unique in the file; our document number.
    package var endToEndID: String
    /// The amount; euro, from 0.01 to 999,999,999.99.
    package var amount: Money
    /// Who is paid.
    package var creditor: PaymentParty
    /// The account paid to, with or without spaces.
    package var iban: String
    /// The bank of the account; inside SEPA the IBAN says enough.
    package var bic: String?
    /// What the creditor reads on its statement.
    package var remittance: Remittance?

    /// Makes a payment.
    package init(
        endToEndID: String,
        amount: Money,
        creditor: PaymentParty,
        iban: String,
        bic: String? = nil,
        remittance: Remittance? = nil
    ) {
        self.endToEndID = endToEndID
        self.amount = amount
        self.creditor = creditor
        self.iban = iban
        self.bic = bic
        self.remittance = remittance
    }
}

/// What a payment is for.
package enum Remittance: Hashable, Sendable {
    /// Free text of at most 140 characters.
    case text(String)
    /// A structured creditor reference (ISO 11649).
    case reference(String)
}

/// A debtor or creditor.
package struct PaymentParty: Hashable, Sendable {
    /// The name; written in the SEPA character set and cut after 70 characters.
    package var name: String
    /// The address; banks take structured ones only since 15 November 2026.
    package var address: PostalAddress?

    /// Makes a party.
    package init(name: String, address: PostalAddress?) {
        self.name = name
        self.address = address
    }
}

/// A structured postal address.
package struct PostalAddress: Hashable, Sendable {
    /// The street without the number; at most 70 characters.
    package var street: String?
    /// The house number with its addition; at most 16 characters.
    package var buildingNumber: String?
    /// The postcode; at most 16 characters.
    package var postcode: String?
    /// The town; at most 35 characters.
    package var town: String
    /// ISO 3166-1 alpha-2.
    package var country: String

    /// Makes an address.
    package init(street: String?, buildingNumber: String?, postcode: String?, town: String, country: String) {
        self.street = street
        self.buildingNumber = buildingNumber
        self.postcode = postcode
        self.town = town
        self.country = country
    }
}
