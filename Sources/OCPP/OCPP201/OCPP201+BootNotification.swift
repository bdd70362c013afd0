public import Values

extension OCPP201 {
    /// BootNotification: 2.0.1 B01, charging station → CSMS.
    public enum BootNotification: Action {
        /// The name on the wire.
        public static let name = "BootNotification"

        /// Why the station started.
        public enum BootReason: String, CaseIterable, Sendable {
            case applicationReset = "ApplicationReset"
            case firmwareUpdate = "FirmwareUpdate"
            case localReset = "LocalReset"
            case powerUp = "PowerUp"
            case remoteReset = "RemoteReset"
            case scheduledReset = "ScheduledReset"
            case triggered = "Triggered"
            case unknown = "Unknown"
            case watchdog = "Watchdog"
        }

        /// Whether the station may go to work.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case pending = "Pending"
            case rejected = "Rejected"
        }

        /// The station's modem.
        public struct Modem: PayloadPart {
            /// The ICCID of its SIM card.
            public var iccid: String?
            /// The IMSI of its SIM card.
            public var imsi: String?

            /// Describes a modem.
            public init(iccid: String? = nil, imsi: String? = nil) {
                self.iccid = iccid
                self.imsi = imsi
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                iccid = fields.optionalText("iccid", max: 20)
                imsi = fields.optionalText("imsi", max: 20)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["iccid": .optional(iccid), "imsi": .optional(imsi)]) }
        }

        /// What the station says of itself.
        public struct ChargingStation: PayloadPart {
            /// Its serial number.
            public var serialNumber: String?
            /// The model.
            public var model: String
            /// Its modem.
            public var modem: Modem?
            /// The vendor.
            public var vendorName: String
            /// The firmware's version.
            public var firmwareVersion: String?

            /// Describes a station.
            public init(
                serialNumber: String? = nil,
                model: String,
                modem: Modem? = nil,
                vendorName: String,
                firmwareVersion: String? = nil
            ) {
                self.serialNumber = serialNumber
                self.model = model
                self.modem = modem
                self.vendorName = vendorName
                self.firmwareVersion = firmwareVersion
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                serialNumber = fields.optionalText("serialNumber", max: 25)
                model = try fields.text("model", max: 20)
                modem = try fields.optionalPart("modem", Modem.self)
                vendorName = try fields.text("vendorName", max: 50)
                firmwareVersion = fields.optionalText("firmwareVersion", max: 50)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "serialNumber": .optional(serialNumber),
                    "model": .string(model),
                    "modem": modem?.json,
                    "vendorName": .string(vendorName),
                    "firmwareVersion": .optional(firmwareVersion),
                ])
            }
        }

        /// A start of the station.
        public struct Request: Payload {
            /// What the station says of itself.
            public var chargingStation: ChargingStation
            /// Why it started.
            public var reason: Open<BootReason>

            /// Makes a request.
            public init(chargingStation: ChargingStation, reason: BootReason) {
                self.chargingStation = chargingStation
                self.reason = .known(reason)
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                chargingStation = try fields.part("chargingStation", ChargingStation.self)
                reason = try fields.listed("reason", BootReason.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "chargingStation": chargingStation.json,
                    "reason": .string(reason.rawValue),
                ])
            }
        }

        /// The CSMS's verdict.
        public struct Confirmation: Payload {
            /// The CSMS's time.
            public var currentTime: Timestamp?
            /// Seconds between heartbeats, or until the next try when not accepted.
            public var interval: Int64
            /// Whether the station may go to work.
            public var status: Open<Status>
            /// More about the status.
            public var statusInfo: StatusInfo?

            /// Makes a response.
            public init(currentTime: Timestamp, interval: Int64, status: Status, statusInfo: StatusInfo? = nil) {
                self.currentTime = currentTime
                self.interval = interval
                self.status = .known(status)
                self.statusInfo = statusInfo
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                currentTime = fields.timestamp("currentTime")
                interval = try fields.integer("interval")
                status = try fields.listed("status", Status.self)
                statusInfo = try fields.optionalPart("statusInfo", StatusInfo.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "currentTime": .optional(currentTime),
                    "interval": .integer(interval),
                    "status": .string(status.rawValue),
                    "statusInfo": statusInfo?.json,
                ])
            }
        }
    }
}
