package import Postgres
package import Values

/// Frames in which partners show the toggle on their own pages.
///
/// A program asks for a token, a browser changes it once for a secret of the frame, and by that the customer acts: within
/// the pages of the toggle, with the rights of the customer's own people, and marked in the log.
package enum EmbedFrames {
    // MARK: Asking

    /// Makes a token for a customer; somebody of it who signs in is there afterwards, with a password or without.
    ///
    /// - Throws: ``EmbedRejection``, ``NotFound`` also for another operator's customer, ``NotPermitted``, `PostgresFault`.
    package static func issue(
        _ scope: Scope,
        _ request: EmbedRequest,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> EmbedGrant {
        guard let key = scope.keyID else { throw NotPermitted() }
        let operatorID = try scope.requireOperator()
        let customer = try await wanted(scope, request.customer, in: tx)
        guard customer.history.endedAt == nil else { throw EmbedRejection.customerEnded }
        let origins = try await tx.all(ListEmbedOrigins(operatorID: operatorID)).map(\.origin)
        let allowed = try permitted(origins, request.origin)
        let user = try await person(scope, of: customer, in: tx)
        let token = SecretToken.random()
        let insert = InsertEmbedFrame(
            operatorID: operatorID,
            customer: customer.id,
            user: user,
            key: key,
            origin: request.origin == nil ? "" : allowed[0],
            language: request.language ?? customer.details.language,
            tokenSHA256: token.hash,
            at: now,
            expiresAt: now.adding(seconds: Int64(min(max(1, request.minutes), EmbedLimits.mostMinutes)) * 60)
        )
        let id = try await tx.one(insert)
        try await note(scope, "embed.token_made", id, customer.id, in: tx)
        return EmbedGrant(token: token, customer: customer.id, expiresAt: insert.expiresAt, origins: allowed)
    }

    private static func wanted(
        _ scope: Scope,
        _ subject: EmbedRequest.Subject,
        in tx: Transaction
    ) async throws -> Customer {
        switch subject {
        case .id(let id): return try await Customers.find(scope, id, in: tx)
        case .reference(let reference):
            guard let found = try await Customers.find(scope, reference: reference, in: tx) else {
                throw NotFound("customer")
            }
            return found
        }
    }

    private static func permitted(_ origins: [String], _ asked: String?) throws(EmbedRejection) -> [String] {
        guard !origins.isEmpty else { throw .noOrigin }
        guard let asked else { return origins }
        guard let origin = PageOrigin(asked)?.description, origins.contains(origin) else { throw .unknownOrigin }
        return [origin]
    }

    /// Who of the customer acts: the first one, who is made, without a password, where there is nobody.
    private static func person(_ scope: Scope, of customer: Customer, in tx: Transaction) async throws -> UserID {
        try await tx.run(LockCustomer(operatorID: try scope.requireOperator(), id: customer.id))
        let people = try await Customers.users(scope, of: customer.id, in: tx)
        if let first = people.first(where: { $0.disabledAt == nil }) { return first.id }
        guard people.isEmpty else { throw EmbedRejection.nobody }
        do {
            let details = customer.details
            return try await Customers.addUser(
                scope,
                to: customer.id,
                email: details.email,
                name: details.name,
                language: details.language,
                in: tx
            )
        } catch UserRejection.emailTaken {
            throw EmbedRejection.emailTaken
        }
    }

    // MARK: Opening

    /// Changes a token for the secret of its frame, once; `nil` when there never was one.
    ///
    /// - Throws: `PostgresFault`.
    package static func open(
        _ token: SecretToken,
        from address: String,
        at now: Timestamp,
        on database: Database
    ) async throws -> EmbedOpening? {
        try await database.write(.system) { tx in
            guard let found = try await tx.first(FindEmbedToken(tokenSHA256: token.hash, now: now)) else { return nil }
            let secret = SecretToken.random()
            let open = OpenEmbedFrame(
                operatorID: found.frame.operatorID,
                id: found.frame.id,
                sessionSHA256: secret.hash,
                csrfSecret: SecretToken.random().bytes,
                at: now,
                endsAt: now.adding(seconds: EmbedLimits.absoluteSeconds),
                from: address
            )
            guard found.isGood, try await tx.run(open) == 1 else { return .over(found.frame) }
            let scope = Scope.customer(
                found.customer,
                user: found.user,
                of: found.frame.operatorID,
                in: found.frame.id
            )
            try await note(scope, "embed.opened", found.frame.id, found.customer, in: tx)
            return .opened(found.frame, secret)
        }
    }

    // MARK: In the frame

    /// The frame of a secret, noted as used; `nil` when there never was one.
    ///
    /// - Throws: `PostgresFault`.
    package static func find(
        _ secret: SecretToken,
        at now: Timestamp,
        on database: Database
    ) async throws -> EmbedFrame? {
        let find = FindEmbedFrame(
            sessionSHA256: secret.hash,
            now: now,
            seenAfter: now.adding(seconds: -EmbedLimits.idleSeconds)
        )
        guard let frame = try await database.first(.system, find) else { return nil }
        if let session = frame.session, now.seconds(since: session.lastSeenAt) >= EmbedLimits.touchSeconds {
            let touch = TouchEmbedFrame(operatorID: frame.operatorID, id: frame.id, at: now)
            _ = try await database.run(.system(for: frame.operatorID), touch)
        }
        return frame
    }

    /// How far the customer who acts has come.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func standing(_ scope: Scope, in tx: Transaction) async throws -> EmbedStanding {
        guard let customer = scope.customerID else { throw NotPermitted() }
        let states = StatesOfCustomer(operatorID: try scope.requireOperator(), customer: customer)
        return EmbedStanding(try await tx.all(states))
    }

    /// Forgets frames that were over long ago; the log keeps what was done in them.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func forget(_ scope: Scope, at now: Timestamp, in tx: Transaction) async throws {
        try scope.require()
        try await tx.run(DeleteEmbedFrames(before: now.adding(seconds: -EmbedLimits.keptSeconds)))
    }

    private static func note(
        _ scope: Scope,
        _ action: String,
        _ id: EmbedFrameID,
        _ customer: CustomerID,
        in tx: Transaction
    ) async throws {
        let detail = JSON.dictionary(["customer": .string("\(customer)")])
        try await AuditLog.record(scope, AuditRecord(action, subject: "embed_frame/\(id)", detail: detail), in: tx)
    }
}
