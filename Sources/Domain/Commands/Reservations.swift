import OCPP
package import Postgres
package import Values

/// A reservation that a charge point took.
package struct Reservation: Hashable, Sendable {
    package let number: Int64
    package let connector: Int64
    package let idTag: String
    package let expiresAt: Timestamp
}

/// The reservations that charge points hold, told by the commands that made and ended them.
package enum Reservations {
    /// Commands looked through: far more than a charge point can hold reservations.
    private static let lookBack = 100

    /// Reservations of a charge point in force, the newest first.
    ///
    /// - Throws: ``NotFound``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        of id: ChargePointID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [Reservation] {
        let names = [OCPP16.ReserveNow.name, OCPP16.CancelReservation.name]
        let commands = try await Commands.answered(scope, of: id, actions: names, limit: lookBack, in: tx)
        let accepted = commands.filter { $0.answer?["status"] == .string("Accepted") }
        var over: Set<Int64> = []
        return accepted.compactMap { command in
            if let ended = try? OCPP16.CancelReservation.Request.decode(command.request.payload).value,
                command.request.action == OCPP16.CancelReservation.name
            {
                over.insert(ended.reservationId)
                return nil
            }
            return Reservation(command.request.payload).flatMap { reservation in
                reservation.expiresAt > now && over.insert(reservation.number).inserted ? reservation : nil
            }
        }
    }
}

extension Reservation {
    fileprivate init?(_ payload: JSON) {
        guard let request = try? OCPP16.ReserveNow.Request.decode(payload).value, let expiry = request.expiryDate else {
            return nil
        }
        self.init(
            number: request.reservationId,
            connector: request.connectorId,
            idTag: request.idTag,
            expiresAt: expiry
        )
    }
}

/// The limits that result from all profiles, as a charge point told them.
package struct CompositeLimits: Hashable, Sendable {
    package let connector: Int64
    package let start: Timestamp
    package let unit: String
    package let periods: [PowerLimit.Period]

    /// Reads the answer to the question for them; `nil` when none was told.
    package init?(_ command: Command) {
        guard let answer = command.answer,
            let told = try? OCPP16.GetCompositeSchedule.Confirmation.decode(answer).value,
            let schedule = told.chargingSchedule
        else { return nil }
        connector = told.connectorId ?? command.request.payload["connectorId"]?.integerValue ?? 0
        start = told.scheduleStart ?? command.answeredAt ?? command.requestedAt
        unit = schedule.chargingRateUnit.rawValue
        periods = schedule.chargingSchedulePeriod.map { .init(startSeconds: $0.startPeriod, limit: $0.limit) }
    }
}
