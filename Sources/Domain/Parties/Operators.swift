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
        let id = try scope.requireOperator()
        _ = try await OperatorRejection.mapping { try await tx.run(UpdateOperator(id: id, details: details)) }
        try await AuditLog.record(scope, AuditRecord("operator.changed", subject: "operator/\(id)"), in: tx)
    }

    private static func check(_ details: OperatorDetails) throws(OperatorRejection) {
        guard Zone.named(details.timeZone) != nil else { throw .unknownTimeZone }
    }
}
