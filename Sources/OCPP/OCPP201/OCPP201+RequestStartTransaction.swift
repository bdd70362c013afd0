public import Values

extension OCPP201 {
    /// RequestStartTransaction: 2.0.1 F01, CSMS → charging station.
    public enum RequestStartTransaction: Action {
        /// The name on the wire.
        public static let name = "RequestStartTransaction"

        /// Whether the station will try to start.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
        }

        /// A wish that a transaction begin.
        public struct Request: Payload {
            /// The charging place; the station chooses when absent.
            public var evseId: Int64?
            /// The token's group.
            public var groupIdToken: IdToken?
            /// The token that is to charge.
            public var idToken: IdToken
            /// The number that the transaction will carry.
            public var remoteStartId: Int64
            /// A limit for the transaction, as JSON.
            public var chargingProfile: JSON?

            /// Makes a request.
            public init(
                evseId: Int64? = nil,
                groupIdToken: IdToken? = nil,
                idToken: IdToken,
                remoteStartId: Int64,
                chargingProfile: JSON? = nil
            ) {
                self.evseId = evseId
                self.groupIdToken = groupIdToken
                self.idToken = idToken
                self.remoteStartId = remoteStartId
                self.chargingProfile = chargingProfile
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                evseId = fields.optionalInteger("evseId")
                groupIdToken = try fields.optionalPart("groupIdToken", IdToken.self)
                idToken = try fields.part("idToken", IdToken.self)
                remoteStartId = try fields.integer("remoteStartId")
                chargingProfile = fields.value("chargingProfile")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "evseId": .optional(evseId),
                    "groupIdToken": groupIdToken?.json,
                    "idToken": idToken.json,
                    "remoteStartId": .integer(remoteStartId),
                    "chargingProfile": chargingProfile,
                ])
            }
        }

        /// What the station answers.
        public struct Confirmation: Payload {
            /// Whether the station does it.
            public var status: Open<Status>
            /// More about the status.
            public var statusInfo: StatusInfo?
            /// The transaction that runs already.
            public var transactionId: String?

            /// Makes a response.
            public init(status: Status, statusInfo: StatusInfo? = nil, transactionId: String? = nil) {
                self.status = .known(status)
                self.statusInfo = statusInfo
                self.transactionId = transactionId
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                status = try fields.listed("status", Status.self)
                statusInfo = try fields.optionalPart("statusInfo", StatusInfo.self)
                transactionId = fields.optionalText("transactionId", max: 36)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "status": .string(status.rawValue),
                    "statusInfo": statusInfo?.json,
                    "transactionId": .optional(transactionId),
                ])
            }
        }
    }
}
