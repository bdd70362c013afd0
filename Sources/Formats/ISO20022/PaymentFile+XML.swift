package import Values

/// Why a payment file was not written.
package struct PaymentFileRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// Everything that is wrong, in file order; at least one.
    package let problems: [PaymentProblem]

    /// One line per problem.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension PaymentFile {
    /// The document's namespace.
    package static let namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"

    /// Writes the file as a `CustomerCreditTransferInitiationV09` document; equal files give equal bytes.
    ///
    /// - Throws: ``PaymentFileRefusal`` with every problem ``PaymentFileCheck`` finds, or ``XMLWriteFault``.
    package func xml() throws -> [UInt8] {
        let problems = PaymentFileCheck.problems(in: self)
        guard problems.isEmpty else { throw PaymentFileRefusal(problems: problems) }
        let writer = try XMLWriter(root: "Document", namespace: PaymentFile.namespace)
        writer.element("CstmrCdtTrfInitn") {
            writer.writeGroupHeader(self)
            for batch in batches { writer.write(batch) }
        }
        return try writer.finish()
    }

    /// The currency of every payment: files order SEPA credit transfers, which are in euro.
    package static let currency = Currency.eur

    fileprivate var payments: [CreditTransfer] { batches.flatMap(\.payments) }
}

/// The checks bound amount and count, so the sum stays far inside 64 bits, and let only amounts in euro through.
private func controlSum(_ payments: [CreditTransfer]) -> String {
    Money(minor: payments.reduce(0) { $0 + $1.amount.minor }, PaymentFile.currency).decimalText
}

extension XMLWriter {
    fileprivate func writeGroupHeader(_ file: PaymentFile) {
        element("GrpHdr") {
            element("MsgId", file.messageID)
            element("CreDtTm", Timestamp(seconds: file.createdAt.seconds).rfc3339)
            element("NbOfTxs", String(file.payments.count))
            element("CtrlSum", controlSum(file.payments))
            element("InitgPty") { writeName(file.initiator) }
        }
    }

    fileprivate func write(_ batch: PaymentBatch) {
        element("PmtInf") {
            element("PmtInfId", batch.id)
            element("PmtMtd", "TRF")
            element("BtchBookg", batch.booksAsBatch ? "true" : "false")
            element("NbOfTxs", String(batch.payments.count))
            element("CtrlSum", controlSum(batch.payments))
            element("PmtTpInf") { element("SvcLvl") { element("Cd", "SEPA") } }
            element("ReqdExctnDt") { element("Dt", batch.executionDate.description) }
            element("Dbtr") { write(batch.debtor) }
            element("DbtrAcct") { writeAccount(batch.iban) }
            element("DbtrAgt") { writeAgent(batch.bic) }
            element("ChrgBr", "SLEV")
            for payment in batch.payments { write(payment) }
        }
    }

    private func write(_ payment: CreditTransfer) {
        element("CdtTrfTxInf") {
            element("PmtId") { element("EndToEndId", payment.endToEndID) }
            element("Amt") {
                element("InstdAmt", payment.amount.decimalText, attribute: ("Ccy", payment.amount.currency.code))
            }
            if let bic = payment.bic { element("CdtrAgt") { writeAgent(bic) } }
            element("Cdtr") { write(payment.creditor) }
            element("CdtrAcct") { writeAccount(payment.iban) }
            if let remittance = payment.remittance { element("RmtInf") { write(remittance) } }
        }
    }

    private func write(_ party: PaymentParty) {
        writeName(party.name)
        guard let address = party.address else { return }
        element("PstlAdr") {
            writeText("StrtNm", address.street)
            writeText("BldgNb", address.buildingNumber)
            writeText("PstCd", address.postcode)
            writeText("TwnNm", address.town)
            element("Ctry", address.country)
        }
    }

    /// A name is cut where the schemes end it; banks match accounts by IBAN, not by the tail of a name.
    private func writeName(_ name: String) {
        element("Nm", String(SEPAText.transliterate(name).prefix(70)).trimmingSpaces())
    }

    private func writeText(_ name: String, _ text: String?) {
        guard let text else { return }
        let plain = SEPAText.transliterate(text)
        if !plain.isEmpty { element(name, plain) }
    }

    private func writeAccount(_ iban: String) {
        element("Id") { element("IBAN", CheckDigits.compact(iban)) }
    }

    /// The schema wants a debtor agent even where the IBAN says it all.
    private func writeAgent(_ bic: String?) {
        element("FinInstnId") {
            if let bic {
                element("BICFI", bic)
            } else {
                element("Othr") { element("Id", "NOTPROVIDED") }
            }
        }
    }

    private func write(_ remittance: Remittance) {
        switch remittance {
        case .text(let text): element("Ustrd", SEPAText.transliterate(text))
        case .reference(let reference): element("Strd") { writeReference(CheckDigits.compact(reference)) }
        }
    }

    private func writeReference(_ reference: String) {
        element("CdtrRefInf") {
            element("Tp") {
                element("CdOrPrtry") { element("Cd", "SCOR") }
                element("Issr", "ISO")
            }
            element("Ref", reference)
        }
    }
}
