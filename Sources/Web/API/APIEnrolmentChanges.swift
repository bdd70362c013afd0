import Domain
import HTTPServer
import Postgres
import Values

/// The steps from the toggle to a mandate, for programs that ask a customer themselves.
enum APIEnrolmentChanges {
    static let number = APIParameter.path("enrolment", "Its number.")
    private static let group = "Enrolments"

    private static let new = APISchema.named(
        "NewEnrolment",
        .object([("customer_id", APISchema.id.described("For whom."), true)])
    )

    static let endpoints: [APIEndpoint] = [
        .post(
            "/enrolments",
            "beginEnrolment",
            in: group,
            "Begins an enrolment of a connection for a customer.",
            detail: """
                What is said at the steps is kept at once and may come in any order; `missing` tells what is still to be said. \
                At the end the customer signs: with a code that goes to its mailbox and to nobody else.
                """,
            needs: .enrolmentsWrite,
            sending: new,
            .enrolment,
            begin
        ),
        .change(
            .put,
            "/enrolments/{enrolment}/holder",
            "sayHolder",
            in: group,
            "Says who holds the connection and gives the mandate.",
            needs: .enrolmentsWrite,
            [number],
            sending: APIEnrolmentBody.holder,
            .enrolment
        ) { call in
            try await step(call, APIEnrolmentBody.holder) { id, holder, tx in
                try await EREEnrolments.say(call.scope, id, holder: holder, at: call.now, in: tx)
            }
        },
        .change(
            .put,
            "/enrolments/{enrolment}/connection",
            "sayConnection",
            in: group,
            "Says which connection it is.",
            detail: """
                A connection that has a provider in this calendar year and the next is refused; nothing is told of whom.
                """,
            needs: .enrolmentsWrite,
            [number],
            sending: APIEnrolmentBody.connection,
            .enrolment
        ) { call in
            try await step(call, APIEnrolmentBody.connection) { id, said, tx in
                try await EREEnrolments.say(call.scope, id, connection: said, on: call.today, at: call.now, in: tx)
            }
        },
        .change(
            .put,
            "/enrolments/{enrolment}/account",
            "sayAccount",
            in: group,
            "Says where the customer is paid; it is not told again.",
            detail: "Refused with 409 where you are paid in one sum (B): then no account is asked for.",
            needs: .enrolmentsWrite,
            [number],
            sending: APIEnrolmentBody.account,
            .enrolment,
            account
        ),
        .post(
            "/enrolments/{enrolment}/chargers",
            "addCharger",
            in: group,
            "Adds a charger behind the connection.",
            detail: """
                A connected charge point fills in what it said of itself; one that is nobody's charger yet becomes this \
                customer's. A model that is known without a MID meter is taken with a photo of the meter's marks only.
                """,
            needs: .enrolmentsWrite,
            [number],
            sending: APIEnrolmentBody.charger,
            atMost: APIEnrolmentBody.mostBytes,
            .enrolment,
            addCharger
        ),
        .change(
            .delete,
            "/enrolments/{enrolment}/chargers/{charger}",
            "removeCharger",
            in: group,
            "Takes a charger out before the mandate is signed.",
            needs: .enrolmentsWrite,
            [number, .path("charger", "The charger's number.")],
            .enrolment,
            removeCharger
        ),
        .post(
            "/enrolments/{enrolment}/end",
            "endEnrolment",
            in: group,
            "Turns the toggle off.",
            detail: """
                A draft is given up. A mandate that has counted for nothing ends now; an active one counts until the end of the \
                calendar year, since within a year nobody changes its provider.
                """,
            needs: .enrolmentsWrite,
            [number],
            status: .ok,
            .enrolment,
            end
        ),
    ]

    // MARK: Acts

    @Sendable private static func begin(_ call: APICall) async throws -> APIWork.Act {
        var body = APIBody()
        let found = body.members(try APIBody.read(call.request).cursor, ["customer_id"])
        let customer: CustomerID? = body.id(found["customer_id"])
        guard body.faults.isEmpty, let customer else { throw APIRejection.invalid(body.faults) }
        let programme = try await call.programme()
        return { tx in
            try programme.requireOpen()
            let model = programme.payoutModel
            do {
                let id = try await EREEnrolments.begin(
                    call.scope,
                    for: customer,
                    payingOut: model,
                    at: call.now,
                    in: tx
                )
                return try await answer(call, id, tx)
            } catch is NotFound {
                throw unknown("customer_id", "customer.unknown", "You have no such customer.")
            }
        }
    }

    private static func step<Said: Sendable>(
        _ call: APICall,
        _ read: (JSONCursor) throws -> Said,
        _ say: @escaping @Sendable (EREEnrolmentID, Said, Transaction) async throws -> Void
    ) async throws -> APIEnrolment {
        let id = try await call.enrolment()
        let said = try read(try APIBody.read(call.request).cursor)
        return try await call.write { tx in
            try await say(id, said, tx)
            return try await APIRecords.enrolment(call.scope, id, in: tx)
        }
    }

    @Sendable private static func account(_ call: APICall) async throws -> APIEnrolment {
        let model = try await call.programme().payoutModel
        return try await step(call, APIEnrolmentBody.account) { id, account, tx in
            _ = try await EREEnrolments.follow(call.scope, id, payingOut: model, at: call.now, in: tx)
            guard model == .customers else {
                let detail = "You are paid in one sum, so no account is asked for."
                throw APIRejection(status: .conflict, code: "ere_enrolment.no_account", detail: detail)
            }
            try await EREEnrolments.say(call.scope, id, account: account, at: call.now, in: tx)
        }
    }

    @Sendable private static func addCharger(_ call: APICall) async throws -> APIWork.Act {
        let id = try await call.enrolment()
        let asked = try APIEnrolmentBody.charger(try APIBody.read(call.request).cursor)
        var known: EREConnectedCharger?
        if let chargePoint = asked.chargePoint {
            do {
                let own = Scope.system(for: call.program.operatorID)
                known = try await call.shell.database.read(own) { tx in
                    try await EREConnectedChargers.describe(own, [chargePoint], by: call.shell.meters, in: tx).first
                }
            } catch is NotFound {
                throw unknown("charge_point_id", "charge_point.unknown", "You have no such charge point.")
            }
        }
        let charger = asked.charger(known, call.shell.meters)
        return { tx in
            try await EREEnrolments.add(
                call.scope,
                charger,
                of: asked.chargePoint,
                with: asked.proof,
                to: id,
                at: call.now,
                in: tx
            )
            return try await answer(call, id, tx)
        }
    }

    @Sendable private static func removeCharger(_ call: APICall) async throws -> APIEnrolment {
        let id = try await call.enrolment()
        let charger: EREChargerID = try call.id("charger")
        return try await call.write { tx in
            try await EREEnrolments.remove(call.scope, charger, from: id, at: call.now, in: tx)
            return try await APIRecords.enrolment(call.scope, id, in: tx)
        }
    }

    @Sendable private static func end(_ call: APICall) async throws -> APIWork.Act {
        let id = try await call.enrolment()
        return { tx in
            try await EREEnrolments.turnOff(call.scope, id, on: call.today, at: call.now, in: tx)
            return try await answer(call, id, tx)
        }
    }

    static func answer(_ call: APICall, _ id: EREEnrolmentID, _ tx: Transaction) async throws -> APIReply {
        .json(APIResource.enrolment.json(try await APIRecords.enrolment(call.scope, id, in: tx)))
    }

    private static func unknown(_ member: String, _ code: String, _ detail: String) -> APIRejection {
        .invalid([APIFault(place: .pointer("/\(member)"), code: code, detail: detail)])
    }
}

extension APICall {
    /// The enrolment in the path, if it is one of the operator's.
    ///
    /// - Throws: `NotFound`.
    func enrolment() async throws -> EREEnrolmentID {
        let id: EREEnrolmentID = try id("enrolment")
        _ = try await read { try await EREEnrolments.find(scope, id, in: $0) }
        return id
    }

    /// Under what the operator's customers take part today; it names the platform, so the installation looks.
    func programme() async throws -> EREProgramme {
        let own = Scope.system(for: program.operatorID)
        return try await shell.database.read(.system) { try await EREProgramme.find(own, on: today, in: $0) }
    }
}
