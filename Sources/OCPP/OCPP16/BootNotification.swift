public import Values

extension OCPP16 {
    /// BootNotification: 1.6 §4.2, charge point → central system.
    public enum BootNotification: Action {
        /// The name on the wire.
        public static let name = "BootNotification"

        /// Whether the charge point may go to work.
        public enum Status: String, CaseIterable, Sendable {
            /// The charge point is accepted.
            case accepted = "Accepted"
            /// The central system is not ready yet.
            case pending = "Pending"
            /// The charge point is not accepted.
            case rejected = "Rejected"
        }

        /// What the charge point says of itself.
        public struct Request: Payload {
            /// The vendor; may be empty in the field.
            public var chargePointVendor: String
            /// The model.
            public var chargePointModel: String
            /// The serial number of the charge point.
            public var chargePointSerialNumber: String?
            /// The serial number of the charge box; deprecated in 1.6.
            public var chargeBoxSerialNumber: String?
            /// The firmware's version.
            public var firmwareVersion: String?
            /// The ICCID of the modem's SIM card.
            public var iccid: String?
            /// The IMSI of the modem's SIM card.
            public var imsi: String?
            /// The serial number of the main energy meter.
            public var meterSerialNumber: String?
            /// The type of the main energy meter.
            public var meterType: String?

            /// Makes a request.
            public init(chargePointVendor: String, chargePointModel: String) {
                self.chargePointVendor = chargePointVendor
                self.chargePointModel = chargePointModel
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                chargePointVendor = try fields.text("chargePointVendor", max: 20)
                chargePointModel = try fields.text("chargePointModel", max: 20)
                chargePointSerialNumber = fields.optionalText("chargePointSerialNumber", max: 25)
                chargeBoxSerialNumber = fields.optionalText("chargeBoxSerialNumber", max: 25)
                firmwareVersion = fields.optionalText("firmwareVersion", max: 50)
                iccid = fields.optionalText("iccid", max: 20)
                imsi = fields.optionalText("imsi", max: 20)
                meterSerialNumber = fields.optionalText("meterSerialNumber", max: 25)
                meterType = fields.optionalText("meterType", max: 25)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "chargePointVendor": .string(chargePointVendor),
                    "chargePointModel": .string(chargePointModel),
                    "chargePointSerialNumber": .optional(chargePointSerialNumber),
                    "chargeBoxSerialNumber": .optional(chargeBoxSerialNumber),
                    "firmwareVersion": .optional(firmwareVersion),
                    "iccid": .optional(iccid),
                    "imsi": .optional(imsi),
                    "meterSerialNumber": .optional(meterSerialNumber),
                    "meterType": .optional(meterType),
                ])
            }
        }

        /// The central system's verdict.
        public struct Confirmation: Payload {
            /// Whether the charge point may go to work.
            public var status: Open<Status>
            /// The central system's time.
            public var currentTime: Timestamp?
            /// Seconds between heartbeats, or until the next try when not accepted.
            public var interval: Int64

            /// Makes a confirmation.
            public init(status: Status, currentTime: Timestamp, interval: Int64) {
                self.status = .known(status)
                self.currentTime = currentTime
                self.interval = interval
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                status = try fields.listed("status", Status.self)
                currentTime = fields.timestamp("currentTime")
                interval = try fields.integer("interval")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "status": .string(status.rawValue),
                    "currentTime": .optional(currentTime),
                    "interval": .integer(interval),
                ])
            }
        }
    }
}
