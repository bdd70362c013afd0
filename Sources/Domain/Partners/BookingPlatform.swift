package import Postgres
package import Values

/// The one operator of the installation that books units for the others: the booking service provider.
package enum BookingPlatform {
    /// The platform's operator; `nil` while there is none.
    ///
    /// The scope is the installation's, or goes across partners.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func find(_ scope: Scope, in tx: Transaction) async throws -> Operator? {
        if scope.role != nil { try scope.requireAcrossPartners() }
        guard let id = try await tx.first(FindPlatform()) else { return nil }
        return try await tx.first(FindOperator(id: id))
    }

    /// Makes an operator the platform, once and for all; work of the installation only.
    ///
    /// - Throws: ``BookingPlatformRejection``, ``NotPermitted``, `PostgresFault`.
    package static func appoint(_ scope: Scope, _ id: OperatorID, in tx: Transaction) async throws {
        try scope.require()
        if let known = try await tx.first(FindPlatform()) {
            guard known == id else { throw BookingPlatformRejection.alreadyAppointed }
            return
        }
        try await tx.run(AppointPlatform(id: id))
        let record = AuditRecord("platform.appointed", subject: "operator/\(id)")
        try await AuditLog.record(.system(for: id), record, in: tx)
    }
}

/// Why an operator cannot be the platform.
package enum BookingPlatformRejection: String, Error, CaseIterable, Sendable, CustomStringConvertible {
    /// Bookings, mandates and agreements name the one that there is.
    case alreadyAppointed = "platform.already_appointed"

    package var code: String { rawValue }
    package var description: String { "\(code): another operator is the platform" }
}

extension Scope {
    /// The same person of the platform at work for one partner; everybody else stays where they are.
    package func forPartner(_ partner: OperatorID) -> Scope {
        guard case .user(let user, let role) = actor else { return .system(for: partner) }
        return isAcrossPartners ? .platform(user, role: role, for: partner) : self
    }

    /// Makes sure that somebody of the platform looks across partners, or the installation itself.
    ///
    /// - Throws: ``NotPermitted``.
    package func requireAcrossPartners() throws(NotPermitted) {
        guard role == nil || isAcrossPartners else { throw NotPermitted() }
    }
}
