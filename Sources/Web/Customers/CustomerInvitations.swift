import Domain
import Postgres
import Values

/// Adds customers and writes to them, for whoever looks after them.
struct CustomerInvitations: Sendable {
    let resets: PasswordResets
    let scope: Scope
    let now: Timestamp
    /// The mails in whose name the operator writes.
    let mails: @Sendable (OperatorID) -> AccessMails

    init(resets: PasswordResets, scope: Scope, now: Timestamp, mails: @escaping @Sendable (OperatorID) -> AccessMails) {
        self.resets = resets
        self.scope = scope
        self.now = now
        self.mails = mails
    }

    init(_ visit: MemberVisit) {
        self.init(resets: visit.shell.resets, scope: visit.scope, now: visit.now) { visit.mails(of: $0) }
    }

    /// Adds a customer with somebody who may sign in.
    ///
    /// - Throws: ``CustomerRejection``, ``UserRejection``, `PostgresFault`.
    func add(_ details: CustomerDetails, isInvited: Bool, _ tx: Transaction) async throws -> CustomerID {
        let id = try await Customers.create(scope, details, at: now, in: tx)
        let user = try await addUser(id, details, tx)
        if isInvited { try await send(id, user, tx) }
        return id
    }

    /// Writes to a customer of whom nobody has a password; `false` when somebody has, or when it left.
    ///
    /// - Throws: ``NotFound``, ``UserRejection``, `PostgresFault`.
    func invite(_ id: CustomerID, _ tx: Transaction) async throws -> Bool {
        let customer = try await Customers.find(scope, id, in: tx)
        let people = try await Customers.users(scope, of: id, in: tx)
        guard customer.history.endedAt == nil, !people.contains(where: \.hasPassword) else { return false }
        let user: UserID
        if let known = people.first(where: { $0.disabledAt == nil }) {
            user = known.id
        } else {
            user = try await addUser(id, customer.details, tx)
        }
        try await send(id, user, tx)
        return true
    }

    private func addUser(_ id: CustomerID, _ details: CustomerDetails, _ tx: Transaction) async throws -> UserID {
        try await Customers.addUser(
            scope,
            to: id,
            email: details.email,
            name: details.name,
            language: details.language,
            in: tx
        )
    }

    private func send(_ id: CustomerID, _ user: UserID, _ tx: Transaction) async throws {
        let people = try await Customers.users(scope, of: id, in: tx)
        guard let person = people.first(where: { $0.id == user }) else { throw NotFound("user") }
        try await resets.invite(scope, person, at: now, in: tx) { try mails($1).customerInvitation($0, $2) }
        try await Customers.noteInvited(scope, id, at: now, in: tx)
    }
}
