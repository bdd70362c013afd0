public import Values

extension OCPP16 {
    /// StartTransaction: 1.6 §4.8, charge point → central system.
    public enum StartTransaction: Action {
        /// The name on the wire.
        public static let name = "StartTransaction"

        /// A transaction that has begun.
        public struct Request: Payload {
            /// The connector, from 1.
            public var connectorId: Int64
            /// The token that charges.
            public var idTag: String
            /// The register at the start; `nil` and noted when missing.
            public var meterStart: Energy?
            /// The reservation that ends by this transaction.
            public var reservationId: Int64?
            /// When the transaction began; `nil` and noted when missing or unreadable.
            public var timestamp: Timestamp?

            /// Makes a request.
            public init(connectorId: Int64, idTag: String, meterStart: Energy, timestamp: Timestamp) {
                self.connectorId = connectorId
                self.idTag = idTag
                self.meterStart = meterStart
                self.timestamp = timestamp
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                connectorId = try fields.integer("connectorId")
                idTag = try fields.text("idTag", max: OCPP16.idTagLength)
                meterStart = fields.wattHours("meterStart")
                reservationId = fields.optionalInteger("reservationId")
                timestamp = fields.timestamp("timestamp")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "connectorId": .integer(connectorId),
                    "idTag": .string(idTag),
                    "meterStart": .optional(wh: meterStart),
                    "reservationId": .optional(reservationId),
                    "timestamp": .optional(timestamp),
                ])
            }
        }

        /// The transaction's number and the verdict on its token.
        public struct Confirmation: Payload {
            /// The verdict on the token.
            public var idTagInfo: IdTagInfo
            /// The number by which the charge point names the transaction from now on.
            public var transactionId: Int64

            /// Makes a confirmation.
            public init(idTagInfo: IdTagInfo, transactionId: Int64) {
                self.idTagInfo = idTagInfo
                self.transactionId = transactionId
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                idTagInfo = try fields.idTagInfo()
                transactionId = try fields.integer("transactionId")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields(["idTagInfo": idTagInfo.json, "transactionId": .integer(transactionId)])
            }
        }
    }
}
