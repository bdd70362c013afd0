package import Values

/// What was asked for does not exist within the scope.
///
/// Another tenant's or host's row is told in the same way as none at all, so that ids cannot be probed.
package struct NotFound: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of thing, such as `site`.
    package let kind: String

    package init(_ kind: String) {
        self.kind = kind
    }

    /// The stable code for logs.
    package var code: String { kind + ".not_found" }

    package var description: String { "\(code): there is no such \(kind) in this scope" }
}

/// The acting user's role does not allow the operation.
package struct NotPermitted: Error, Hashable, Sendable, CustomStringConvertible {
    package init() {}

    /// The stable code for logs.
    package var code: String { "scope.not_permitted" }

    package var description: String { "\(code): the role does not allow this" }
}

extension Scope {
    /// Makes sure that the installation itself or a user with one of the roles acts.
    ///
    /// - Throws: ``NotPermitted``.
    package func require(_ roles: Role...) throws(NotPermitted) {
        guard let role else { return }
        guard roles.contains(role) else { throw NotPermitted() }
    }

    /// The tenant on which the operation works.
    ///
    /// - Throws: ``NotPermitted`` for work across tenants, which belongs to no operator.
    package func requireOperator() throws(NotPermitted) -> OperatorID {
        guard let operatorID else { throw NotPermitted() }
        return operatorID
    }
}
