package import Postgres
package import Values

/// What a list came to.
package struct EREImportResult: Hashable, Sendable {
    package internal(set) var customers: [CustomerID] = []
    package internal(set) var enrolments = 0
    package internal(set) var chargers = 0
    /// Lines of which everything was there already.
    package internal(set) var known = 0
}

/// What a list said of an enrolment, beside it.
package struct EREImportRecord: Hashable, Sendable {
    package let elsewhere: EREMandateElsewhere
    package let recordedAt: Timestamp
}

/// Takes over connections for which a mandate was given elsewhere or on paper.
///
/// Each becomes an enrolment that waits for its customer's signature, or for the mandate on paper. Nothing counts before.
package enum EREImports {
    /// Holds a list against what there is: customers by their address, connections that have a provider.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func look(
        _ scope: Scope,
        _ list: inout EREImportList,
        on today: LocalDate,
        in tx: Transaction
    ) async throws {
        try scope.requireCustomerDesk()
        let known = KnownEREImports(
            operatorID: try scope.requireOperator(),
            emails: list.lines.map { $0.details.email.lowercased() },
            eans: list.lines.map(\.ean),
            references: list.lines.map(\.details.reference)
        )
        let found = try await tx.all(known)
        var taken: [String: Bool] = [:]
        for ean in Set(list.lines.compactMap(\.connection?.ean)).sorted(by: { $0.text < $1.text }) {
            taken[ean.text] = try await EREEnrolments.years(ean, on: today, in: tx).isEmpty
        }
        list.note(found, taken: taken)
    }

    /// Adds what a list has, all of it or nothing; what is there already is left as it is, so the same list again does
    /// nothing.
    ///
    /// - Throws: ``EREImportRejection``, ``NotPermitted``, `PostgresFault`.
    package static func record(
        _ scope: Scope,
        _ given: EREImportList,
        of file: [UInt8],
        payingOut model: EREPayoutModel,
        on today: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> EREImportResult {
        try scope.requireCustomerDesk()
        guard given.lines.count <= EREImportList.mostLines else { throw EREImportRejection.tooManyLines }
        let operatorID = try scope.requireOperator()
        try await tx.run(LockEREImports(operatorID: operatorID))
        var list = given
        try await look(scope, &list, on: today, in: tx)
        guard list.isFaultless else { throw EREImportRejection.faults }
        let writer = EREImportWriter(scope: scope, operatorID: operatorID, sha256: file, model: model, now: now, tx: tx)
        return try await writer.write(list)
    }

    /// What a list said of an enrolment; `nil` where it came in another way.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        of id: EREEnrolmentID,
        in tx: Transaction
    ) async throws -> EREImportRecord? {
        _ = try await EREEnrolments.find(scope, id, in: tx)
        return try await tx.first(FindEREImport(operatorID: try scope.requireOperator(), enrolment: id))
    }
}

extension EREImportList {
    /// Notes what is known of its customers and connections.
    fileprivate mutating func note(_ found: [KnownEREImports.Row], taken: [String: Bool]) {
        var customers: [String: KnownEREImports.Row] = [:]
        var holders: [String: Set<CustomerID>] = [:]
        var references: [String: CustomerID] = [:]
        for row in found {
            switch row.kind {
            case .email: customers[row.text] = row
            case .connection: holders[row.text, default: []].insert(row.customer)
            case .reference: references[row.text] = row.customer
            }
        }
        for index in lines.indices {
            let line = lines[index]
            let customer = customers[line.details.email.lowercased()]
            if customer?.isEnded == true { lines[index].faults.append(Fault(.email, .customerEnded)) }
            if let owner = references[line.details.reference], owner != customer?.customer {
                lines[index].faults.append(Fault(.reference, .referenceTaken))
            }
            guard !line.ean.isEmpty else { continue }
            let those = holders[line.ean] ?? []
            if let customer, those.contains(customer.customer) {
                lines[index].outcome = .known
            } else if !those.isEmpty {
                lines[index].faults.append(Fault(.ean, .othersConnection))
            } else if taken[line.ean] == true {
                lines[index].faults.append(Fault(.ean, .connectionTaken))
            } else if line.outcome == .newCustomer, customer != nil {
                lines[index].outcome = .newEnrolment
            }
        }
    }
}

/// Writes the lines of a list that was looked at.
private struct EREImportWriter {
    let scope: Scope
    let operatorID: OperatorID
    let sha256: [UInt8]
    let model: EREPayoutModel
    let now: Timestamp
    let tx: Transaction

    func write(_ list: EREImportList) async throws -> EREImportResult {
        var result = EREImportResult()
        var customers: [String: CustomerID] = [:]
        var enrolments: [String: (id: EREEnrolmentID, customer: CustomerID)] = [:]
        for line in list.lines {
            guard line.outcome != .known else {
                result.known += 1
                continue
            }
            let email = line.details.email.lowercased()
            if customers[email] == nil { customers[email] = try await customer(line, &result) }
            guard let customer = customers[email] else { continue }
            if enrolments[line.key] == nil {
                enrolments[line.key] = (try await enrolment(line, of: customer), customer)
                result.enrolments += 1
            }
            guard let enrolment = enrolments[line.key], let charger = line.charger else { continue }
            try await add(charger, to: enrolment.id, of: customer)
            result.chargers += 1
        }
        return result
    }

    /// The customer with the address of a line, added where there is none.
    private func customer(_ line: EREImportList.Line, _ result: inout EREImportResult) async throws -> CustomerID {
        let email = line.details.email
        if let known = try await tx.first(CustomerOfEmail(operatorID: operatorID, email: email.lowercased())) {
            return known
        }
        let id = try await Customers.create(scope, line.details, at: now, in: tx)
        _ = try await Customers.addUser(
            scope,
            to: id,
            email: email,
            name: line.details.name,
            language: line.details.language,
            in: tx
        )
        result.customers.append(id)
        return id
    }

    private func enrolment(_ line: EREImportList.Line, of customer: CustomerID) async throws -> EREEnrolmentID {
        let insert = InsertEREEnrolment(
            operatorID: operatorID,
            customer: customer,
            payoutModel: model,
            at: now,
            limit: EREEnrolments.importDraftLimit
        )
        guard let id = try await tx.first(insert) else { throw EREImportRejection.faults }
        let draft = EREDraft(
            holder: line.holder,
            connection: line.connection,
            account: model == .customers ? line.account : nil,
            payoutModel: model
        )
        try await tx.run(UpdateEREDraft(operatorID: operatorID, id: id, at: now, draft: draft))
        try await tx.run(
            InsertEREImport(
                operatorID: operatorID,
                customer: customer,
                enrolment: id,
                line: line.number,
                elsewhere: line.elsewhere,
                sha256: sha256,
                by: scope.userID,
                at: now
            )
        )
        try await EREEnrolments.note(scope, "ere.imported", id, in: tx)
        return id
    }

    private func add(_ charger: ERECharger, to id: EREEnrolmentID, of customer: CustomerID) async throws {
        let insert = InsertERECharger(
            operatorID: operatorID,
            customer: customer,
            enrolment: id,
            chargePoint: nil,
            charger: charger,
            at: now
        )
        _ = try await tx.first(insert)
    }
}
