import Crypto
package import Postgres
package import Values

/// A mandate that was signed on paper, as somebody of the desk hands it in.
package struct EREPaperMandate: Sendable {
    package let years: ClosedRange<Int>
    package let issuedOn: LocalDate
    /// Whose signature is on it.
    package let signer: String
    /// BCP 47, of the paper.
    package let language: String
    /// The scan, byte for byte.
    package let file: EREEvidenceFile

    package init(
        years: ClosedRange<Int>,
        issuedOn: LocalDate,
        signer: String,
        language: String,
        file: EREEvidenceFile
    ) {
        self.years = years
        self.issuedOn = issuedOn
        self.signer = signer
        self.language = language
        self.file = file
    }

    /// The wording that stands for any paper.
    package static let template = "paper-1"
}

extension EREMandates {
    /// Takes a mandate on paper for an enrolment that is filled in: it waits then, as one that was signed on screen, until
    /// somebody has looked at the evidence.
    ///
    /// What is kept is the scan and what the desk says of it: holder, connection, years, day and signature.
    ///
    /// - Throws: ``EREMandateRejection`` with what is missing or wrong, ``EREEnrolmentRejection``, ``NotFound``,
    ///   ``NotPermitted``, `PostgresFault`.
    package static func takePaper(
        _ scope: Scope,
        _ paper: EREPaperMandate,
        of id: EREEnrolmentID,
        on today: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.requireCustomerDesk()
        guard let user = scope.userID else { throw NotPermitted() }
        var enrolment = try await EREEnrolments.lockDraft(scope, id, in: tx)
        // Whoever hands the paper in has seen on it who holds the connection.
        enrolment.draft.connection?.isHeld = true
        let problems = enrolment.draft.steps.flatMap { enrolment.draft.problems(at: $0) }
        guard problems.isEmpty, let holder = enrolment.draft.holder, let connection = enrolment.draft.connection else {
            throw EREMandateRejection.incomplete(problems)
        }
        guard holder.isSigned(by: paper.signer) else { throw EREMandateRejection.name }
        guard paper.issuedOn <= today, paper.file.type == .pdf else { throw EREMandateRejection.years }
        guard try await EREEnrolments.years(connection.ean, on: today, in: tx).contains(paper.years) else {
            throw EREMandateRejection.yearTaken
        }
        let operatorID = try scope.requireOperator()
        try await tx.run(UpdateEREDraft(operatorID: operatorID, id: id, at: now, draft: enrolment.draft))
        let document = EREMandateDocument(
            template: EREPaperMandate.template,
            language: paper.language,
            bytes: Array(text(of: paper, holder, connection).utf8)
        )
        let offer = EREMandateOffer(
            years: paper.years,
            language: paper.language,
            sentAt: now,
            expiresAt: now,
            documentSHA256: Array(SHA256.hash(data: document.bytes)),
            email: ""
        )
        let mandate = InsertEREMandate(
            operatorID: operatorID,
            customer: enrolment.customer,
            enrolment: id,
            ean: connection.ean.text,
            code: EREStoredCode(id: 0, user: user, salt: [], sha256: [], attempts: 0, offer: offer),
            issuedOn: paper.issuedOn,
            papers: EREMandatePapers(document: document, pdf: paper.file.bytes),
            name: paper.signer,
            by: user,
            remoteAddress: "",
            claim: randomBytes(16),
            at: now
        )
        try await store(scope, mandate, as: "ere.paper_mandate", in: tx)
    }

    private static func text(of paper: EREPaperMandate, _ holder: EREHolder, _ connection: EREConnection) -> String {
        let address = connection.address
        return [
            "Mandate on paper, kept as a scan beside this text.",
            "Holder: \(holder.name)", "Signed by: \(paper.signer)", "EAN: \(connection.ean.text)",
            "Address: \(address.street) \(address.houseNumber), \(address.postcode) \(address.town)",
            "Years: \(paper.years.lowerBound)-\(paper.years.upperBound)", "Issued on: \(paper.issuedOn)",
            "Scan, SHA-256: \(Hex.text(SHA256.hash(data: paper.file.bytes)))",
        ].joined(separator: "\n") + "\n"
    }
}
