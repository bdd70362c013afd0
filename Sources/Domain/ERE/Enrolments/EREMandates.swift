import Crypto
package import Postgres
package import Values

/// Mandates: offered with a code by mail, signed with a name and the code, never changed.
package enum EREMandates {
    /// Writes the document of an enrolment as it stands.
    package typealias Writing = @Sendable (EREEnrolment, EREMandateOffer) throws -> EREMandateDocument
    /// Writes the document and its PDF, for one who signs.
    package typealias Signing = @Sendable (EREEnrolment, EREMandateOffer) throws -> EREMandatePapers

    /// The mandate of an enrolment; `nil` while there is none.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(_ scope: Scope, of id: EREEnrolmentID, in tx: Transaction) async throws -> EREMandate? {
        _ = try await EREEnrolments.find(scope, id, in: tx)
        return try await tx.first(FindEREMandate(operatorID: try scope.requireOperator(), enrolment: id))
    }

    /// The PDF of a mandate, byte for byte as it was when it was signed.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func pdf(_ scope: Scope, of id: EREEnrolmentID, in tx: Transaction) async throws -> [UInt8] {
        try scope.requireCustomerOrDesk()
        let operatorID = try scope.requireOperator()
        let find = FindEREMandatePDF(operatorID: operatorID, enrolment: id, customer: scope.customerID)
        guard let pdf = try await tx.first(find) else { throw NotFound("mandate") }
        return pdf
    }

    /// Who signs for a customer where a program acts: its first person who may sign in; `nil` when there is none.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func person(_ scope: Scope, of customer: CustomerID, in tx: Transaction) async throws -> User? {
        guard scope.keyID != nil else { throw NotPermitted() }
        return try await Customers.users(scope, of: customer, in: tx).first { $0.disabledAt == nil }
    }

    private static func signer(_ scope: Scope, of customer: CustomerID, in tx: Transaction) async throws -> UserID? {
        if scope.keyID != nil { return try await person(scope, of: customer, in: tx)?.id }
        return scope.customerID == nil ? nil : scope.userID
    }

    /// What the newest code of the person who acts is for; `nil` when there is none, or it works no more.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func offer(
        _ scope: Scope,
        of id: EREEnrolmentID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> EREMandateOffer? {
        let customer = try await EREEnrolments.find(scope, id, in: tx).customer
        guard let user = try await signer(scope, of: customer, in: tx),
            let code = try await newestCode(scope, of: id, to: user, in: tx), code.isAlive(at: now)
        else { return nil }
        return code.offer
    }

    /// Sends a code for a document to the mailbox of the person who acts.
    ///
    /// `compose` writes the mail around the code; the code is nowhere else.
    ///
    /// - Throws: ``EREMandateRejection``, ``EREEnrolmentRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func sendCode(
        _ scope: Scope,
        of id: EREEnrolmentID,
        years: ClosedRange<Int>,
        language: String,
        to email: String,
        on today: LocalDate,
        at now: Timestamp,
        in tx: Transaction,
        writing write: Writing,
        composing compose: @Sendable (EREMailCode) throws -> MailDraft
    ) async throws {
        let enrolment = try await EREEnrolments.lockDraft(scope, id, in: tx)
        guard let user = try await signer(scope, of: enrolment.customer, in: tx) else { throw NotPermitted() }
        guard let ean = enrolment.draft.connection?.ean else {
            throw EREMandateRejection.incomplete([.notSaid(.connection)])
        }
        guard try await EREEnrolments.years(ean, on: today, in: tx).contains(years) else {
            throw EREMandateRejection.yearTaken
        }
        let expiry = now.adding(seconds: EREMailCode.lifetimeSeconds)
        var offer = EREMandateOffer(
            years: years,
            language: language,
            sentAt: now,
            expiresAt: expiry,
            documentSHA256: [],
            email: email
        )
        offer = offer.signed(over: try write(enrolment, offer))
        let code = EREMailCode.random()
        let salt = randomBytes(16)
        let stored = EREStoredCode(
            id: 0,
            user: user,
            salt: salt,
            sha256: code.hash(salt: salt),
            attempts: 0,
            offer: offer
        )
        let operatorID = try scope.requireOperator()
        let insert = InsertERECode(
            operatorID: operatorID,
            customer: enrolment.customer,
            enrolment: id,
            code: stored,
            since: now.adding(seconds: -3_600),
            limit: EREMailCode.perHour
        )
        guard try await tx.run(insert) == 1 else { throw EREMandateRejection.tooManyCodes }
        try await Outbox.add(try compose(code), of: operatorID, at: now, in: tx)
    }

    /// Signs: name and code are right, the document is the one that the code was sent for, and the connection has no
    /// provider in any of its years.
    ///
    /// A wrong code is counted, so the transaction has to commit whatever the outcome is.
    ///
    /// - Throws: ``EREMandateRejection/yearTaken`` when another mandate was quicker, ``NotFound``, ``NotPermitted``,
    ///   `PostgresFault`.
    package static func sign(
        _ scope: Scope,
        _ signature: EREMandateSignature,
        of id: EREEnrolmentID,
        in zone: Zone,
        at now: Timestamp,
        in tx: Transaction,
        writing write: Signing
    ) async throws -> EREMandateOutcome {
        let enrolment = try await EREEnrolments.lock(scope, id, in: tx)
        guard let user = try await signer(scope, of: enrolment.customer, in: tx) else { throw NotPermitted() }
        guard enrolment.state == .draft else {
            return enrolment.history.signedAt == nil ? .refused(.incomplete([])) : .signedBefore
        }
        guard let code = try await newestCode(scope, of: id, to: user, in: tx), code.isAlive(at: now) else {
            return .refused(.codeExpired)
        }
        if let problem = try await check(scope, signature, enrolment, code, in: tx) { return .refused(problem) }
        let papers: EREMandatePapers
        do {
            papers = try write(enrolment, code.offer)
        } catch let rejection as EREMandateRejection {
            return .refused(rejection)
        }
        guard equalInConstantTime(Array(SHA256.hash(data: papers.document.bytes)), code.offer.documentSHA256),
            let ean = enrolment.draft.connection?.ean.text
        else { return .refused(.changed) }
        let insert = InsertEREMandate(
            operatorID: try scope.requireOperator(),
            customer: enrolment.customer,
            enrolment: id,
            ean: ean,
            code: code,
            issuedOn: zone.date(of: code.offer.sentAt),
            papers: papers,
            name: signature.name,
            by: user,
            remoteAddress: signature.remoteAddress,
            claim: randomBytes(16),
            at: now
        )
        try await store(scope, insert, in: tx)
        return .signed
    }

    private static func check(
        _ scope: Scope,
        _ signature: EREMandateSignature,
        _ enrolment: EREEnrolment,
        _ code: EREStoredCode,
        in tx: Transaction
    ) async throws -> EREMandateRejection? {
        guard let holder = enrolment.draft.holder, holder.isSigned(by: signature.name) else { return .name }
        // What is no code at all is a slip of the finger and costs no attempt.
        guard let typed = signature.code else { return .codeWrong(attemptsLeft: EREMailCode.attempts - code.attempts) }
        guard !code.fits(typed) else { return nil }
        try await tx.run(CountERECodeAttempt(operatorID: try scope.requireOperator(), id: code.id))
        return .codeWrong(attemptsLeft: EREMailCode.attempts - code.attempts - 1)
    }

    static func store(
        _ scope: Scope,
        _ mandate: InsertEREMandate,
        as act: String = "ere.signed",
        in tx: Transaction
    ) async throws {
        let take = TakeEREClaim(
            ean: mandate.ean,
            years: mandate.code.offer.years,
            claim: mandate.claim,
            at: mandate.at
        )
        do {
            try await tx.run(take)
        } catch let fault as PostgresFault where fault.violates(TakeEREClaim.constraint) {
            throw EREMandateRejection.yearTaken
        }
        try await tx.run(mandate)
        var update = UpdateEREState(
            operatorID: mandate.operatorID,
            id: mandate.enrolment,
            state: .waiting,
            at: mandate.at
        )
        update.signedAt = mandate.at
        try await tx.run(update)
        let hash = Hex.text(SHA256.hash(data: mandate.papers.document.bytes))
        let detail = JSON.dictionary(["document_sha256": .string(hash)])
        try await EREEnrolments.note(scope, act, mandate.enrolment, detail, in: tx)
    }

    private static func newestCode(
        _ scope: Scope,
        of id: EREEnrolmentID,
        to user: UserID,
        in tx: Transaction
    ) async throws -> EREStoredCode? {
        try await tx.first(NewestERECode(operatorID: try scope.requireOperator(), enrolment: id, user: user))
    }
}

extension EREMandateOffer {
    fileprivate func signed(over document: EREMandateDocument) -> EREMandateOffer {
        EREMandateOffer(
            years: years,
            language: language,
            sentAt: sentAt,
            expiresAt: expiresAt,
            documentSHA256: Array(SHA256.hash(data: document.bytes)),
            email: email
        )
    }
}
