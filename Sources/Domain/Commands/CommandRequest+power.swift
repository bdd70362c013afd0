import OCPP
package import Values

/// A limit that an operator sets, before it is put into the words of the protocol.
package struct PowerLimit: Hashable, Sendable {
    /// A stretch of a schedule.
    package struct Period: Hashable, Sendable {
        /// Seconds from the start.
        package var startSeconds: Int64
        /// In the limit's unit, with at most one decimal.
        package var limit: Exact

        package init(startSeconds: Int64, limit: Exact) {
            self.startSeconds = startSeconds
            self.limit = limit
        }
    }

    /// The profile's number; the same number replaces it.
    package var number: Int64
    package var stackLevel: Int64
    /// As in OCPP: `ChargePointMaxProfile`, `TxDefaultProfile` or `TxProfile`.
    package var purpose: String
    /// As in OCPP: `Absolute`, `Recurring` or `Relative`.
    package var kind: String
    /// As in OCPP: `Daily` or `Weekly`; of recurring ones only.
    package var recurrence: String?
    /// The transaction that a `TxProfile` is for.
    package var transaction: Int64?
    /// As in OCPP: `A` or `W`.
    package var unit: String
    /// When absolute and recurring schedules begin.
    package var start: Timestamp?
    package var durationSeconds: Int64?
    package var validUntil: Timestamp?
    package var phases: Int64?
    package var periods: [Period]

    package init(
        number: Int64,
        stackLevel: Int64,
        purpose: String,
        kind: String,
        recurrence: String? = nil,
        transaction: Int64? = nil,
        unit: String,
        start: Timestamp? = nil,
        durationSeconds: Int64? = nil,
        validUntil: Timestamp? = nil,
        phases: Int64? = nil,
        periods: [Period]
    ) {
        self.number = number
        self.stackLevel = stackLevel
        self.purpose = purpose
        self.kind = kind
        self.recurrence = recurrence
        self.transaction = transaction
        self.unit = unit
        self.start = start
        self.durationSeconds = durationSeconds
        self.validUntil = validUntil
        self.phases = phases
        self.periods = periods
    }

    /// The profile in the words of the protocol; `nil` where a word is none of them or there is no period.
    fileprivate var profile: OCPP16.ChargingProfile? {
        guard let purpose = OCPP16.ChargingProfilePurpose(rawValue: purpose),
            let kind = OCPP16.ChargingProfileKind(rawValue: kind), let schedule
        else { return nil }
        let recurrence = recurrence.flatMap { OCPP16.RecurrencyKind(rawValue: $0) }
        if kind == .recurring, recurrence == nil { return nil }
        return OCPP16.ChargingProfile(
            chargingProfileId: number,
            transactionId: purpose == .txProfile ? transaction : nil,
            stackLevel: stackLevel,
            chargingProfilePurpose: purpose,
            chargingProfileKind: kind,
            recurrencyKind: kind == .recurring ? recurrence : nil,
            validTo: validUntil,
            chargingSchedule: schedule
        )
    }

    private var schedule: OCPP16.ChargingSchedule? {
        guard let unit = OCPP16.ChargingRateUnit(rawValue: unit), periods.first?.startSeconds == 0 else { return nil }
        return OCPP16.ChargingSchedule(
            duration: durationSeconds,
            startSchedule: kind == OCPP16.ChargingProfileKind.relative.rawValue ? nil : start,
            chargingRateUnit: unit,
            chargingSchedulePeriod: periods.map {
                .init(startPeriod: $0.startSeconds, limit: $0.limit, numberPhases: phases)
            }
        )
    }
}

extension CommandRequest {
    /// Sets a limit on a connector, or with 0 on the charge point.
    ///
    /// Source: OCPP 1.6 §5.16.
    package static func setLimit(_ limit: PowerLimit, connector: Int64) -> CommandRequest? {
        limit.profile.map {
            CommandRequest(OCPP16.SetChargingProfile.self, .init(connectorId: connector, csChargingProfiles: $0))
        }
    }

    /// Takes limits away; all of them when nothing is said.
    ///
    /// Source: OCPP 1.6 §5.5.
    package static func clearLimits(number: Int64?, connector: Int64?, purpose: String?) -> CommandRequest {
        CommandRequest(
            OCPP16.ClearChargingProfile.self,
            .init(
                id: number,
                connectorId: connector,
                chargingProfilePurpose: purpose.flatMap { OCPP16.ChargingProfilePurpose(rawValue: $0) }
            )
        )
    }

    /// Asks what limits result from all profiles.
    ///
    /// Source: OCPP 1.6 §5.7.
    package static func compositeSchedule(connector: Int64, seconds: Int64, unit: String) -> CommandRequest {
        CommandRequest(
            OCPP16.GetCompositeSchedule.self,
            .init(connectorId: connector, duration: seconds, chargingRateUnit: .init(rawValue: unit))
        )
    }
}
