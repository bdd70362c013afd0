package import Postgres
package import Values

/// The tenants of the installation.
package enum Operators {
    /// The scope's own operator.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func own(_ scope: Scope, in tx: Transaction) async throws -> Operator {
        guard let found = try await tx.first(FindOperator(id: try scope.requireOperator())) else {
            throw NotFound("operator")
        }
        return found
    }

    /// An operator by the name that the command line and imports use; work of the installation only.
    package static func find(_ scope: Scope, reference: String, in tx: Transaction) async throws -> Operator? {
        try scope.require()
        return try await tx.first(FindOperatorByReference(reference: reference))
    }

    /// All operators; work of the installation only.
    package static func list(_ scope: Scope, in tx: Transaction) async throws -> [Operator] {
        try scope.require()
        return try await tx.all(ListOperators())
    }

    /// Adds a tenant; work of the installation only.
    ///
    /// - Throws: ``OperatorRejection``, ``NotPermitted``, `PostgresFault`.
    package static func create(
        _ scope: Scope,
        reference: String,
        _ details: OperatorDetails,
        in tx: Transaction
    ) async throws -> OperatorID {
        try scope.require()
        try check(details)
        let id = try await OperatorRejection.mapping {
            try await tx.one(InsertOperator(reference: reference, details: details))
        }
        let record = AuditRecord("operator.created", subject: "operator/\(id)")
        try await AuditLog.record(.system(for: id), record, in: tx)
        return id
    }

    /// Changes the scope's own operator.
    ///
    /// - Throws: ``OperatorRejection``, ``NotPermitted``, `PostgresFault`.
    package static func update(_ scope: Scope, to details: OperatorDetails, in tx: Transaction) async throws {
        try scope.require(.operatorAdmin)
        try check(details)
        let before = try await own(scope, in: tx)
        if before.details.currency != details.currency, try await tx.one(HasLines(operatorID: before.id)) {
            throw OperatorRejection.currencyInUse
        }
        let update = UpdateOperator(id: before.id, details: details)
        _ = try await OperatorRejection.mapping { try await tx.run(update) }
        try await AuditLog.record(scope, change(of: before, to: details), in: tx)
    }

    /// What of it changed, by name; of a changed bank account both ends.
    private static func change(of before: Operator, to details: OperatorDetails) -> AuditRecord {
        let names = details.names(differingFrom: before.details).map { JSON.string($0) }
        let account = AuditRecord.accountChange(from: before.details.iban, to: details.iban)
        let detail = [JSONMember(name: "changed", value: .array(names))] + account
        return AuditRecord("operator.changed", subject: "operator/\(before.id)", detail: .object(detail))
    }

    private static func check(_ details: OperatorDetails) throws(OperatorRejection) {
        guard Zone.named(details.timeZone) != nil else { throw .unknownTimeZone }
    }
}

extension OperatorDetails {
    /// The columns in which two states differ.
    fileprivate func names(differingFrom other: OperatorDetails) -> [String] {
        let pairs: [(String, Bool)] = [
            ("name", name == other.name), ("legal_name", legalName == other.legalName),
            ("address", address == other.address), ("currency", currency == other.currency),
            ("time_zone", timeZone == other.timeZone), ("language", language == other.language),
            ("company_number", companyNumber == other.companyNumber), ("vat_id", vatID == other.vatID),
            ("email", email == other.email), ("iban", iban == other.iban), ("bic", bic == other.bic),
            ("number_prefix", numberPrefix == other.numberPrefix),
            ("accepts_unknown_tokens", policy.acceptsUnknownTokens == other.policy.acceptsUnknownTokens),
            ("heartbeat_seconds", policy.heartbeatSeconds == other.policy.heartbeatSeconds),
            ("needs_four_eyes", policy.needsFourEyes == other.policy.needsFourEyes),
            ("hosts_connect", policy.hostsConnect == other.policy.hostsConnect),
        ]
        return pairs.filter { !$0.1 }.map(\.0)
    }
}
