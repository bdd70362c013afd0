import Domain
import HTTPServer
import Postgres
import Values

/// Customers that programs add, change and write to.
enum APICustomerChanges {
    private static let number = APIParameter.path("customer", "Its number.")

    static let endpoints: [APIEndpoint] = [
        .post(
            "/customers",
            "createCustomer",
            in: "Customers",
            "Adds a customer, with somebody who signs for it.",
            detail: """
                Codes for mandates go to the e-mail address, and so does the invitation to sign in, if you ask for one. Among \
                your customers an address is unique, and so is a reference.
                """,
            needs: .customersWrite,
            sending: APICustomerBody.new,
            .customer,
            create
        ),
        .change(
            .patch,
            "/customers/{customer}",
            "changeCustomer",
            in: "Customers",
            "Changes what is sent of a customer, and leaves the rest.",
            detail: "An address is changed as a whole. Codes for mandates go to the address with which it was added.",
            needs: .customersWrite,
            [number],
            sending: APICustomerBody.change,
            .customer,
            change
        ),
        .post(
            "/customers/{customer}/invitation",
            "inviteCustomer",
            in: "Customers",
            "Writes to a customer with a link by which it signs in; again, if it was lost.",
            detail: "Refused with 409 when somebody of the customer has a password, or the customer left.",
            needs: .customersWrite,
            [number],
            status: .ok,
            .customer,
            invite
        ),
        .post(
            "/customers/{customer}/end",
            "endCustomer",
            in: "Customers",
            "Says that a customer left, and why; nothing is removed.",
            detail: """
                A signed mandate ends with its enrolment, not with this. Refused with 409 when the customer had left already: \
                when and why it left stays as it was said first.
                """,
            needs: .customersWrite,
            [number],
            sending: leaving,
            status: .ok,
            .customer,
            end
        ),
    ]

    private static let longestReason = 400
    private static let leaving = APISchema.named(
        "CustomerEnd",
        .object([
            (
                "reason",
                APISchema.text(atLeast: 1, atMost: longestReason).described("Why it left, in a line of your own."),
                true
            )
        ])
    )

    @Sendable private static func create(_ call: APICall) async throws -> APIWork.Act {
        let asked = try APICustomerBody.read(APIBody.read(call.request).cursor)
        let invitations = try await invitations(call)
        return { tx in
            try APICustomerBody.refuse(try await Customers.taken(call.scope, asked.details, in: tx))
            let id = try await invitations.add(asked.details, isInvited: asked.isInvited, tx)
            return try await answer(call, id, tx)
        }
    }

    @Sendable private static func change(_ call: APICall) async throws -> CustomerSummary {
        let id: CustomerID = try call.id("customer")
        _ = try await call.read { try await Customers.find(call.scope, id, in: $0) }
        let root = try APIBody.read(call.request).cursor
        return try await call.write { tx in
            let before = try await Customers.lock(call.scope, id, in: tx).details
            let (details, _) = try APICustomerBody.read(root, before)
            try await Customers.update(call.scope, id, to: details, in: tx)
            return try await Customers.summary(call.scope, id, on: call.today, in: tx)
        }
    }

    @Sendable private static func invite(_ call: APICall) async throws -> APIWork.Act {
        let id: CustomerID = try call.id("customer")
        _ = try await call.read { try await Customers.find(call.scope, id, in: $0) }
        let invitations = try await invitations(call)
        return { tx in
            do {
                guard try await invitations.invite(id, tx) else {
                    let detail = "Somebody of this customer signs in already, or it left."
                    throw APIRejection(status: .conflict, code: "customer.not_to_invite", detail: detail)
                }
            } catch let rejection as UserRejection {
                throw APIRejection(
                    status: .conflict,
                    code: rejection.code,
                    detail: "The customer's e-mail address belongs to somebody else: change it first."
                )
            }
            return try await answer(call, id, tx)
        }
    }

    @Sendable private static func end(_ call: APICall) async throws -> APIWork.Act {
        let id: CustomerID = try call.id("customer")
        _ = try await call.read { try await Customers.find(call.scope, id, in: $0) }
        var body = APIBody()
        let reason = body.line(
            body.members(try APIBody.read(call.request).cursor, ["reason"])["reason"],
            1...longestReason
        )
        guard body.faults.isEmpty, let reason else { throw APIRejection.invalid(body.faults) }
        return { tx in
            guard try await Customers.lock(call.scope, id, in: tx).history.endedAt == nil else {
                throw APIRejection(status: .conflict, code: "customer.ended", detail: "This customer left already.")
            }
            try await Customers.end(call.scope, id, reason: reason, at: call.now, in: tx)
            return try await answer(call, id, tx)
        }
    }

    private static func answer(_ call: APICall, _ id: CustomerID, _ tx: Transaction) async throws -> APIReply {
        let found = try await Customers.summary(call.scope, id, on: call.today, in: tx)
        return .json(APIResource.customer.json(found))
    }

    private static func invitations(_ call: APICall) async throws -> CustomerInvitations {
        let shell = call.shell
        _ = try await shell.brands.directory(at: call.now, on: shell.database)
        let own = try await call.read { try await Operators.own(call.scope, in: $0).details.name }
        return CustomerInvitations(resets: shell.resets, scope: call.scope, now: call.now) {
            shell.mails(of: $0, name: own)
        }
    }
}
