public import Values

extension OCPP16 {
    /// StopTransaction: 1.6 §4.10, charge point → central system.
    public enum StopTransaction: Action {
        /// The name on the wire.
        public static let name = "StopTransaction"

        /// Why a transaction ended; `Local` when the charge point does not say.
        public enum Reason: String, CaseIterable, Sendable {
            case deAuthorized = "DeAuthorized"
            case emergencyStop = "EmergencyStop"
            case evDisconnected = "EVDisconnected"
            case hardReset = "HardReset"
            case local = "Local"
            case other = "Other"
            case powerLoss = "PowerLoss"
            case reboot = "Reboot"
            case remote = "Remote"
            case softReset = "SoftReset"
            case unlockCommand = "UnlockCommand"
        }

        /// A transaction that has ended.
        public struct Request: Payload {
            /// The transaction's number; 0 and negative ones come from charge points that never got one.
            public var transactionId: Int64
            /// The token that ended it.
            public var idTag: String?
            /// The register at the end; `nil` and noted when missing.
            public var meterStop: Energy?
            /// When the transaction ended; `nil` and noted when missing or unreadable.
            public var timestamp: Timestamp?
            /// Why it ended, as far as said.
            public var reason: Open<Reason>?
            /// Meter values of the transaction.
            public var transactionData: [MeterValue]

            /// Makes a request.
            public init(
                transactionId: Int64,
                idTag: String?,
                meterStop: Energy,
                timestamp: Timestamp,
                reason: Reason? = nil,
                transactionData: [MeterValue] = []
            ) {
                self.transactionId = transactionId
                self.idTag = idTag
                self.meterStop = meterStop
                self.timestamp = timestamp
                self.reason = reason.map(Open.known)
                self.transactionData = transactionData
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                transactionId = try fields.integer("transactionId")
                idTag = fields.optionalText("idTag", max: OCPP16.idTagLength)
                meterStop = fields.wattHours("meterStop")
                timestamp = fields.timestamp("timestamp")
                reason = fields.optionalListed("reason", Reason.self)
                transactionData = try fields.meterValues("transactionData") ?? []
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "transactionId": .integer(transactionId),
                    "idTag": .optional(idTag),
                    "meterStop": .optional(wh: meterStop),
                    "timestamp": .optional(timestamp),
                    "reason": .optional(reason),
                    "transactionData": transactionData.isEmpty ? nil : .array(transactionData.map(\.json)),
                ])
            }
        }

        /// The verdict on the token, when one was sent.
        public struct Confirmation: Payload {
            /// The verdict on the token that ended the transaction.
            public var idTagInfo: IdTagInfo?

            /// Makes a confirmation.
            public init(idTagInfo: IdTagInfo? = nil) {
                self.idTagInfo = idTagInfo
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                idTagInfo = try fields.optionalIdTagInfo()
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["idTagInfo": idTagInfo?.json]) }
        }
    }
}
