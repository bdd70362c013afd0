public import Values

extension OCPP16 {
    /// What a charging profile limits.
    ///
    /// Source: 1.6 §7.11.
    public enum ChargingProfilePurpose: String, CaseIterable, Sendable {
        case chargePointMaxProfile = "ChargePointMaxProfile"
        case txDefaultProfile = "TxDefaultProfile"
        case txProfile = "TxProfile"
    }

    /// From when a charging profile counts.
    ///
    /// Source: 1.6 §7.10.
    public enum ChargingProfileKind: String, CaseIterable, Sendable {
        case absolute = "Absolute"
        case recurring = "Recurring"
        case relative = "Relative"
    }

    /// How often a recurring profile begins anew.
    ///
    /// Source: 1.6 §7.37.
    public enum RecurrencyKind: String, CaseIterable, Sendable {
        case daily = "Daily"
        case weekly = "Weekly"
    }

    /// The unit of a limit.
    ///
    /// Source: 1.6 §7.12.
    public enum ChargingRateUnit: String, CaseIterable, Sendable {
        case amperes = "A"
        case watts = "W"
    }

    /// A stretch of a schedule with its limit.
    ///
    /// Source: 1.6 §7.14.
    public struct ChargingSchedulePeriod: PayloadPart {
        /// Seconds from the schedule's start.
        public var startPeriod: Int64
        /// The limit, with at most one decimal.
        public var limit: Exact
        /// How many phases may be used; three when absent.
        public var numberPhases: Int64?

        /// Makes a period.
        public init(startPeriod: Int64, limit: Exact, numberPhases: Int64? = nil) {
            self.startPeriod = startPeriod
            self.limit = limit
            self.numberPhases = numberPhases
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            startPeriod = try fields.integer("startPeriod")
            limit = try fields.exact("limit")
            numberPhases = fields.optionalInteger("numberPhases")
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "startPeriod": .integer(startPeriod),
                "limit": .exact(limit),
                "numberPhases": .optional(numberPhases),
            ])
        }
    }

    /// Limits over time.
    ///
    /// Source: 1.6 §7.13.
    public struct ChargingSchedule: PayloadPart {
        /// Seconds it lasts; the last period goes on when absent.
        public var duration: Int64?
        /// When an absolute schedule begins.
        public var startSchedule: Timestamp?
        /// The unit of the limits.
        public var chargingRateUnit: Open<ChargingRateUnit>
        /// The periods, the first from 0.
        public var chargingSchedulePeriod: [ChargingSchedulePeriod]
        /// Below this the vehicle charges badly.
        public var minChargingRate: Exact?

        /// Makes a schedule.
        public init(
            duration: Int64? = nil,
            startSchedule: Timestamp? = nil,
            chargingRateUnit: ChargingRateUnit,
            chargingSchedulePeriod: [ChargingSchedulePeriod],
            minChargingRate: Exact? = nil
        ) {
            self.duration = duration
            self.startSchedule = startSchedule
            self.chargingRateUnit = .known(chargingRateUnit)
            self.chargingSchedulePeriod = chargingSchedulePeriod
            self.minChargingRate = minChargingRate
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            duration = fields.optionalInteger("duration")
            startSchedule = fields.optionalTimestamp("startSchedule")
            chargingRateUnit = try fields.listed("chargingRateUnit", ChargingRateUnit.self)
            chargingSchedulePeriod = try fields.parts("chargingSchedulePeriod", ChargingSchedulePeriod.self)
            minChargingRate = fields.optionalExact("minChargingRate")
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "duration": .optional(duration),
                "startSchedule": .optional(startSchedule),
                "chargingRateUnit": .string(chargingRateUnit.rawValue),
                "chargingSchedulePeriod": .array(chargingSchedulePeriod.map(\.json)),
                "minChargingRate": .optional(minChargingRate),
            ])
        }
    }

    /// A limit that the central system sets.
    ///
    /// Source: 1.6 §7.8.
    public struct ChargingProfile: PayloadPart {
        /// The profile's number; the same number replaces it.
        public var chargingProfileId: Int64
        /// The transaction that a `TxProfile` is for.
        public var transactionId: Int64?
        /// Which of several profiles counts: the highest.
        public var stackLevel: Int64
        /// What it limits.
        public var chargingProfilePurpose: Open<ChargingProfilePurpose>
        /// From when it counts.
        public var chargingProfileKind: Open<ChargingProfileKind>
        /// How often a recurring one begins anew.
        public var recurrencyKind: Open<RecurrencyKind>?
        /// From when it may be used.
        public var validFrom: Timestamp?
        /// Until when it may be used.
        public var validTo: Timestamp?
        /// The limits.
        public var chargingSchedule: ChargingSchedule

        /// Makes a profile.
        public init(
            chargingProfileId: Int64,
            transactionId: Int64? = nil,
            stackLevel: Int64,
            chargingProfilePurpose: ChargingProfilePurpose,
            chargingProfileKind: ChargingProfileKind,
            recurrencyKind: RecurrencyKind? = nil,
            validFrom: Timestamp? = nil,
            validTo: Timestamp? = nil,
            chargingSchedule: ChargingSchedule
        ) {
            self.chargingProfileId = chargingProfileId
            self.transactionId = transactionId
            self.stackLevel = stackLevel
            self.chargingProfilePurpose = .known(chargingProfilePurpose)
            self.chargingProfileKind = .known(chargingProfileKind)
            self.recurrencyKind = recurrencyKind.map(Open.known)
            self.validFrom = validFrom
            self.validTo = validTo
            self.chargingSchedule = chargingSchedule
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            chargingProfileId = try fields.integer("chargingProfileId")
            transactionId = fields.optionalInteger("transactionId")
            stackLevel = try fields.integer("stackLevel")
            chargingProfilePurpose = try fields.listed("chargingProfilePurpose", ChargingProfilePurpose.self)
            chargingProfileKind = try fields.listed("chargingProfileKind", ChargingProfileKind.self)
            recurrencyKind = fields.optionalListed("recurrencyKind", RecurrencyKind.self)
            validFrom = fields.optionalTimestamp("validFrom")
            validTo = fields.optionalTimestamp("validTo")
            chargingSchedule = try fields.part("chargingSchedule", ChargingSchedule.self)
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "chargingProfileId": .integer(chargingProfileId),
                "transactionId": .optional(transactionId),
                "stackLevel": .integer(stackLevel),
                "chargingProfilePurpose": .string(chargingProfilePurpose.rawValue),
                "chargingProfileKind": .string(chargingProfileKind.rawValue),
                "recurrencyKind": .optional(recurrencyKind),
                "validFrom": .optional(validFrom),
                "validTo": .optional(validTo),
                "chargingSchedule": chargingSchedule.json,
            ])
        }
    }
}
