import Domain
import Postgres
import Templates
import Values

/// What pages show of customers.
enum CustomerModels {
    static func kind(_ kind: Domain.CustomerKind) -> Templates.CustomerKind {
        switch kind {
        case .privatePerson: .privatePerson
        case .company: .company
        case .ownersAssociation: .ownersAssociation
        }
    }

    static func standing(_ standing: Domain.CustomerStanding) -> Templates.CustomerStanding {
        switch standing {
        case .added: .added
        case .invited: .invited
        case .joined: .joined
        case .inProgress: .inProgress
        case .waiting: .waiting
        case .refused: .refused
        case .active: .active
        case .ended: .ended
        }
    }

    /// How many have come how far, in the order in which customers come.
    static func counts(_ counts: [Domain.CustomerStanding: Int]) -> [(Templates.CustomerStanding, Int)] {
        Domain.CustomerStanding.allCases.map { (standing($0), counts[$0] ?? 0) }
    }

    /// Both ends of an account number, enough to know it again.
    static func shortened(iban: String) -> String {
        iban.count > 8 ? "\(iban.prefix(4)) … \(iban.suffix(4))" : ""
    }

    static func known(_ customer: Customer) -> CustomerHome.Model {
        let details = customer.details
        return CustomerHome.Model(
            name: details.name,
            kind: kind(details.kind),
            companyNumber: details.companyNumber,
            vatID: details.vatID,
            email: details.email,
            phone: details.phone,
            address: AddressForm.shown(details.address),
            iban: shortened(iban: details.iban),
            endedAt: customer.history.endedAt
        )
    }

    static func row(_ row: CustomerSummary) -> CustomerIndex.Row {
        let (details, history) = (row.customer.details, row.customer.history)
        return CustomerIndex.Row(
            customer: Mention(details.name, .customer(row.customer.id)),
            email: details.email,
            reference: details.reference,
            town: details.address.town,
            kind: kind(details.kind),
            standing: standing(row.standing),
            createdAt: history.createdAt,
            invitedAt: history.invitedAt
        )
    }

    static func show(
        _ visit: MemberVisit,
        _ id: CustomerID,
        _ reason: Field,
        _ tx: Transaction
    ) async throws -> CustomerShow.Model {
        let found = try await Customers.summary(visit.scope, id, on: visit.today, in: tx)
        let (customer, history) = (found.customer, found.customer.history)
        return CustomerShow.Model(
            id: id,
            known: known(customer),
            reference: customer.details.reference,
            standing: standing(found.standing),
            createdAt: history.createdAt,
            invitedAt: history.invitedAt,
            joinedAt: history.joinedAt,
            endReason: history.endReason,
            people: try await Customers.users(visit.scope, of: id, in: tx).map(person),
            enrolments: try await enrolments(visit, id, tx),
            chargers: try await CustomerFile.chargers(visit.scope, of: id, in: tx).map { charger($0, visit) },
            reason: reason
        )
    }

    private static func charger(_ charger: CustomerCharger, _ visit: MemberVisit) -> CustomerShow.Charger {
        let sees = [.operatorAdmin, .operatorFinance].contains(visit.scope.role)
        let unnamed = visit.say(en: "Not said yet", nl: "Nog niet opgegeven")
        return CustomerShow.Charger(
            charger: Mention(charger.name, sees ? charger.chargePoint.map { .chargePoint($0) } : nil),
            serial: charger.serial,
            connection: Mention(charger.ean.isEmpty ? unnamed : charger.ean, .ereEnrolment(charger.enrolment)),
            isProven: charger.isProven,
            heardAt: charger.heardAt
        )
    }

    private static func person(_ user: User) -> CustomerShow.Person {
        CustomerShow.Person(
            name: user.details.name,
            email: user.details.email,
            lastSeenAt: user.lastSeenAt,
            hasPassword: user.hasPassword
        )
    }

    private static func enrolments(
        _ visit: MemberVisit,
        _ id: CustomerID,
        _ tx: Transaction
    ) async throws -> [CustomerShow.Enrolment] {
        var rows: [CustomerShow.Enrolment] = []
        for enrolment in try await EREEnrolments.list(visit.scope, of: id, in: tx) {
            let years = try await EREMandates.find(visit.scope, of: enrolment.id, in: tx)?.years
            let address = EREFlowModels.address(enrolment)
            let unnamed = visit.say(en: "Not said yet", nl: "Nog niet opgegeven")
            rows.append(
                CustomerShow.Enrolment(
                    enrolment: Mention(address.isEmpty ? unnamed : address, .ereEnrolment(enrolment.id)),
                    standing: EREWords.standing(enrolment, years, on: visit.today),
                    ean: enrolment.draft.connection?.ean.text ?? "",
                    years: years,
                    changedAt: enrolment.history.changedAt
                )
            )
        }
        return rows
    }
}
