public import Values

extension OCPP201 {
    /// Reset: 2.0.1 B11, CSMS → charging station.
    public enum Reset: Action {
        /// The name on the wire.
        public static let name = "Reset"

        /// When to restart.
        public enum ResetType: String, CaseIterable, Sendable {
            case immediate = "Immediate"
            case onIdle = "OnIdle"
        }

        /// Whether the station restarts.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
            case scheduled = "Scheduled"
        }

        /// A wish that the station restart.
        public struct Request: Payload {
            /// When to restart.
            public var type: Open<ResetType>
            /// The charging place; the whole station when absent.
            public var evseId: Int64?

            /// Makes a request.
            public init(type: ResetType, evseId: Int64? = nil) {
                self.type = .known(type)
                self.evseId = evseId
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                type = try fields.listed("type", ResetType.self)
                evseId = fields.optionalInteger("evseId")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "type": .string(type.rawValue),
                    "evseId": .optional(evseId),
                ])
            }
        }

        /// What the station answers.
        public struct Confirmation: Payload {
            /// Whether the station does it.
            public var status: Open<Status>
            /// More about the status.
            public var statusInfo: StatusInfo?

            /// Makes a response.
            public init(status: Status, statusInfo: StatusInfo? = nil) {
                self.status = .known(status)
                self.statusInfo = statusInfo
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                status = try fields.listed("status", Status.self)
                statusInfo = try fields.optionalPart("statusInfo", StatusInfo.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "status": .string(status.rawValue),
                    "statusInfo": statusInfo?.json,
                ])
            }
        }
    }
}
