public import Values

extension OCPP16 {
    /// GetCompositeSchedule: 1.6 §5.7, central system → charge point.
    public enum GetCompositeSchedule: Action {
        /// The name on the wire.
        public static let name = "GetCompositeSchedule"

        /// Whether a schedule is told.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
        }

        /// A question for the limits that result from all profiles.
        public struct Request: Payload {
            /// The connector; 0 is the grid connection.
            public var connectorId: Int64
            /// Seconds from now.
            public var duration: Int64
            /// The unit wished for.
            public var chargingRateUnit: Open<ChargingRateUnit>?

            /// Makes a request.
            public init(connectorId: Int64, duration: Int64, chargingRateUnit: ChargingRateUnit? = nil) {
                self.connectorId = connectorId
                self.duration = duration
                self.chargingRateUnit = chargingRateUnit.map(Open.known)
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                connectorId = try fields.integer("connectorId")
                duration = try fields.integer("duration")
                chargingRateUnit = fields.optionalListed("chargingRateUnit", ChargingRateUnit.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "connectorId": .integer(connectorId),
                    "duration": .integer(duration),
                    "chargingRateUnit": .optional(chargingRateUnit),
                ])
            }
        }

        /// What the charge point answers.
        public struct Confirmation: Payload {
            /// Whether a schedule is told.
            public var status: Open<Status>
            /// The connector.
            public var connectorId: Int64?
            /// When the schedule begins.
            public var scheduleStart: Timestamp?
            /// The limits.
            public var chargingSchedule: ChargingSchedule?

            /// Makes a confirmation.
            public init(
                status: Status,
                connectorId: Int64? = nil,
                scheduleStart: Timestamp? = nil,
                chargingSchedule: ChargingSchedule? = nil
            ) {
                self.status = .known(status)
                self.connectorId = connectorId
                self.scheduleStart = scheduleStart
                self.chargingSchedule = chargingSchedule
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                status = try fields.listed("status", Status.self)
                connectorId = fields.optionalInteger("connectorId")
                scheduleStart = fields.optionalTimestamp("scheduleStart")
                chargingSchedule = try fields.optionalPart("chargingSchedule", ChargingSchedule.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "status": .string(status.rawValue),
                    "connectorId": .optional(connectorId),
                    "scheduleStart": .optional(scheduleStart),
                    "chargingSchedule": chargingSchedule?.json,
                ])
            }
        }
    }
}
