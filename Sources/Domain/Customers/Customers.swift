package import Postgres
package import Values

/// The customers of an operator; nothing of them is deleted here, and one that leaves is ended.
package enum Customers {
    private static let kind = "customer"
    /// People of one customer that a page shows: a company's few, not a directory.
    package static let userLimit = 100

    /// Customers whose name, e-mail address, reference or town contains the search text, as they are on a day.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<CustomerSort>,
        _ filter: CustomerFilter = CustomerFilter(),
        on day: LocalDate,
        in tx: Transaction
    ) async throws -> Listing<CustomerSummary> {
        try scope.requireCustomerReader()
        return try await list(
            request.sort.order(isDescending: request.isDescending),
            try scope.requireOperator(),
            day,
            request,
            filter,
            in: tx
        )
    }

    /// One customer with how far it has come on a day.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func summary(
        _ scope: Scope,
        _ id: CustomerID,
        on day: LocalDate,
        in tx: Transaction
    ) async throws -> CustomerSummary {
        try scope.requireCustomerReader()
        let customer = try await find(scope, id, in: tx)
        let year = day.yearMonth.year
        let ask = FindCustomerStanding(operatorID: try scope.requireOperator(), year: year, id: id)
        return CustomerSummary(customer: customer, standing: try await tx.one(ask))
    }

    /// How many customers of the scope have come how far on a day.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func counts(
        _ scope: Scope,
        on day: LocalDate,
        in tx: Transaction
    ) async throws -> [CustomerStanding: Int] {
        try scope.requireCustomerReader()
        let count = CountCustomers(operatorID: try scope.requireOperator(), year: day.yearMonth.year)
        return Dictionary(try await tx.all(count).map { ($0.standing, $0.count) }) { first, _ in first }
    }

    private static func list<Order: SQLOrder>(
        _ order: Order.Type,
        _ operatorID: OperatorID,
        _ day: LocalDate,
        _ request: ListRequest<CustomerSort>,
        _ filter: CustomerFilter,
        in tx: Transaction
    ) async throws -> Listing<CustomerSummary> {
        try await tx.listing(request) {
            ListCustomers<Order>(operatorID: operatorID, year: day.yearMonth.year, filter: filter, request: $0)
        }
    }

    /// One customer of the scope; the people of a customer find their own.
    ///
    /// - Throws: ``NotFound`` also for another operator's customer, and for another customer's people; ``NotPermitted``,
    ///   `PostgresFault`.
    package static func find(_ scope: Scope, _ id: CustomerID, in tx: Transaction) async throws -> Customer {
        if scope.role != .customer { try scope.requireCustomerReader() }
        let find = FindCustomer(operatorID: try scope.requireOperator(), id: id)
        guard scope.customerID == nil || scope.customerID == id, let found = try await tx.first(find) else {
            throw NotFound(kind)
        }
        return found
    }

    /// One customer by the operator's own name for it; `nil` when there is none.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func find(_ scope: Scope, reference: String, in tx: Transaction) async throws -> Customer? {
        try scope.requireCustomerReader()
        let find = FindCustomerByReference(operatorID: try scope.requireOperator(), reference: reference)
        return try await tx.first(find)
    }

    /// Adds a customer.
    ///
    /// - Throws: ``CustomerRejection``, ``NotPermitted``, `PostgresFault`.
    package static func create(
        _ scope: Scope,
        _ details: CustomerDetails,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> CustomerID {
        try scope.requireCustomerDesk()
        let insert = InsertCustomer(
            operatorID: try scope.requireOperator(),
            at: now,
            by: scope.userID,
            details: details
        )
        let id = try await CustomerRejection.mapping { try await tx.one(insert) }
        try await note(scope, "customer.created", id, in: tx)
        return id
    }

    /// Says of a list's lines that a customer has their address or reference already.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func exclude(_ scope: Scope, from list: inout CustomerList, in tx: Transaction) async throws {
        try scope.requireCustomerDesk()
        let known = KnownCustomers(
            operatorID: try scope.requireOperator(),
            emails: list.lines.map { $0.details.email.lowercased() },
            references: list.lines.map(\.details.reference)
        )
        let found = try await tx.all(known)
        list.exclude(
            emails: Set(found.filter(\.isEmail).map(\.text)),
            references: Set(found.filter { !$0.isEmail }.map(\.text))
        )
    }

    /// What of a new customer another one of the operator has already.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func taken(
        _ scope: Scope,
        _ details: CustomerDetails,
        in tx: Transaction
    ) async throws -> (email: Bool, reference: Bool) {
        try scope.requireCustomerDesk()
        let known = KnownCustomers(
            operatorID: try scope.requireOperator(),
            emails: [details.email.lowercased()],
            references: [details.reference]
        )
        let found = try await tx.all(known)
        return (found.contains(where: \.isEmail), found.contains { !$0.isEmail })
    }

    /// One customer, kept from changing until the transaction ends.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func lock(_ scope: Scope, _ id: CustomerID, in tx: Transaction) async throws -> Customer {
        try scope.requireCustomerDesk()
        try await tx.run(LockCustomer(operatorID: try scope.requireOperator(), id: id))
        return try await find(scope, id, in: tx)
    }

    /// Changes a customer; its own people change everything but the operator's name for it.
    ///
    /// - Throws: ``CustomerRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func update(
        _ scope: Scope,
        _ id: CustomerID,
        to details: CustomerDetails,
        in tx: Transaction
    ) async throws {
        if scope.role != .customer { try scope.requireCustomerDesk() }
        let before = try await find(scope, id, in: tx)
        var details = details
        if scope.customerID != nil { details.reference = before.details.reference }
        let update = UpdateCustomer(operatorID: try scope.requireOperator(), id: id, details: details)
        _ = try await CustomerRejection.mapping { try await tx.run(update) }
        let change = AuditRecord.accountChange(from: before.details.iban, to: details.iban)
        try await note(scope, "customer.changed", id, .object(change), in: tx)
    }

    /// The people of a customer who may sign in, the first one first.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func users(_ scope: Scope, of id: CustomerID, in tx: Transaction) async throws -> [User] {
        _ = try await find(scope, id, in: tx)
        let list = ListCustomerUsers(operatorID: try scope.requireOperator(), customerID: id, limit: userLimit)
        return try await tx.all(list)
    }

    /// Gives a customer somebody who signs in, without a password; the invitation's link sets one.
    ///
    /// - Throws: ``UserRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func addUser(
        _ scope: Scope,
        to id: CustomerID,
        email: String,
        name: String,
        language: String,
        in tx: Transaction
    ) async throws -> UserID {
        try scope.requireCustomerDesk()
        _ = try await find(scope, id, in: tx)
        let details = UserDetails(email: email, name: name, role: .customer, customerID: id, language: language)
        let insert = InsertUser(operatorID: try scope.requireOperator(), details: details)
        let user = try await UserRejection.mapping { try await tx.one(insert) }
        let detail = JSON.dictionary(["customer": .string("\(id)")])
        try await AuditLog.record(scope, AuditRecord("user.created", subject: "user/\(user)", detail: detail), in: tx)
        return user
    }

    /// Notes that a customer was written to.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func noteInvited(
        _ scope: Scope,
        _ id: CustomerID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.requireCustomerDesk()
        let note = NoteCustomerInvited(operatorID: try scope.requireOperator(), id: id, at: now)
        guard try await tx.run(note) > 0 else { throw NotFound(kind) }
        try await self.note(scope, "customer.invited", id, in: tx)
    }

    /// Notes that somebody of a customer signed in, the first time only.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func noteJoined(
        _ scope: Scope,
        _ id: CustomerID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require()
        try await tx.run(NoteCustomerJoined(operatorID: try scope.requireOperator(), id: id, at: now))
    }

    /// Ends a customer with a reason; nothing of it is removed.
    ///
    /// - Throws: ``CustomerRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func end(
        _ scope: Scope,
        _ id: CustomerID,
        reason: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try await setEnd(scope, id, at: now, reason: reason, in: tx)
        try await note(scope, "customer.ended", id, .dictionary(["reason": .string(reason)]), in: tx)
    }

    /// Takes an ended customer back.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func resume(_ scope: Scope, _ id: CustomerID, in tx: Transaction) async throws {
        try await setEnd(scope, id, at: nil, reason: "", in: tx)
        try await note(scope, "customer.resumed", id, in: tx)
    }

    private static func setEnd(
        _ scope: Scope,
        _ id: CustomerID,
        at moment: Timestamp?,
        reason: String,
        in tx: Transaction
    ) async throws {
        try scope.requireCustomerDesk()
        let end = SetCustomerEnd(operatorID: try scope.requireOperator(), id: id, at: moment, reason: reason)
        guard try await CustomerRejection.mapping({ try await tx.run(end) }) > 0 else { throw NotFound(kind) }
    }

    private static func note(
        _ scope: Scope,
        _ action: String,
        _ id: CustomerID,
        _ detail: JSON = .object([]),
        in tx: Transaction
    ) async throws {
        let record = AuditRecord(action, subject: "customer/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
    }
}

extension Scope {
    /// Those of an operator who look after its customers, and the installation itself.
    ///
    /// - Throws: ``NotPermitted``.
    package func requireCustomerDesk() throws(NotPermitted) {
        try require(.operatorAdmin, .operatorFinance, .partnerAdmin, .partnerSupport, .platformAdmin)
    }

    /// The same, and those of the platform who only look.
    ///
    /// - Throws: ``NotPermitted``.
    package func requireCustomerReader() throws(NotPermitted) {
        if role != .platformFinance, role != .verifier { try requireCustomerDesk() }
    }

    /// The same, and the people of a customer.
    ///
    /// - Throws: ``NotPermitted``.
    package func requireCustomerOrDesk() throws(NotPermitted) {
        if role != .customer { try requireCustomerDesk() }
    }
}
