public import Values

extension OCPP201 {
    /// TransactionEvent: 2.0.1 E01–E05, charging station → CSMS.
    public enum TransactionEvent: Action {
        /// The name on the wire.
        public static let name = "TransactionEvent"

        /// Where in the transaction the event stands.
        public enum EventType: String, CaseIterable, Sendable {
            case ended = "Ended"
            case started = "Started"
            case updated = "Updated"
        }

        /// Why the event is told.
        public enum TriggerReason: String, CaseIterable, Sendable {
            case authorized = "Authorized"
            case cablePluggedIn = "CablePluggedIn"
            case chargingRateChanged = "ChargingRateChanged"
            case chargingStateChanged = "ChargingStateChanged"
            case deauthorized = "Deauthorized"
            case energyLimitReached = "EnergyLimitReached"
            case evCommunicationLost = "EVCommunicationLost"
            case evConnectTimeout = "EVConnectTimeout"
            case meterValueClock = "MeterValueClock"
            case meterValuePeriodic = "MeterValuePeriodic"
            case timeLimitReached = "TimeLimitReached"
            case trigger = "Trigger"
            case unlockCommand = "UnlockCommand"
            case stopAuthorized = "StopAuthorized"
            case evDeparted = "EVDeparted"
            case evDetected = "EVDetected"
            case remoteStop = "RemoteStop"
            case remoteStart = "RemoteStart"
            case abnormalCondition = "AbnormalCondition"
            case signedDataReceived = "SignedDataReceived"
            case resetCommand = "ResetCommand"
        }

        /// How far the charging is.
        public enum ChargingState: String, CaseIterable, Sendable {
            case charging = "Charging"
            case evConnected = "EVConnected"
            case suspendedEV = "SuspendedEV"
            case suspendedEVSE = "SuspendedEVSE"
            case idle = "Idle"
        }

        /// Why a transaction ended; `Local` when the station does not say.
        public enum Reason: String, CaseIterable, Sendable {
            case deAuthorized = "DeAuthorized"
            case emergencyStop = "EmergencyStop"
            case energyLimitReached = "EnergyLimitReached"
            case evDisconnected = "EVDisconnected"
            case groundFault = "GroundFault"
            case immediateReset = "ImmediateReset"
            case local = "Local"
            case localOutOfCredit = "LocalOutOfCredit"
            case masterPass = "MasterPass"
            case other = "Other"
            case overcurrentFault = "OvercurrentFault"
            case powerLoss = "PowerLoss"
            case powerQuality = "PowerQuality"
            case reboot = "Reboot"
            case remote = "Remote"
            case socLimitReached = "SOCLimitReached"
            case stoppedByEV = "StoppedByEV"
            case timeLimitReached = "TimeLimitReached"
            case timeout = "Timeout"
        }

        /// What is known of the transaction.
        public struct Transaction: PayloadPart {
            /// Its id, given by the station.
            public var transactionId: String
            /// How far the charging is.
            public var chargingState: Open<ChargingState>?
            /// Seconds of charging.
            public var timeSpentCharging: Int64?
            /// Why it ended.
            public var stoppedReason: Open<Reason>?
            /// The number of the remote start that began it.
            public var remoteStartId: Int64?

            /// Describes a transaction.
            public init(
                transactionId: String,
                chargingState: ChargingState? = nil,
                timeSpentCharging: Int64? = nil,
                stoppedReason: Reason? = nil,
                remoteStartId: Int64? = nil
            ) {
                self.transactionId = transactionId
                self.chargingState = chargingState.map(Open.known)
                self.timeSpentCharging = timeSpentCharging
                self.stoppedReason = stoppedReason.map(Open.known)
                self.remoteStartId = remoteStartId
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                transactionId = try fields.text("transactionId", max: 36)
                chargingState = fields.optionalListed("chargingState", ChargingState.self)
                timeSpentCharging = fields.optionalInteger("timeSpentCharging")
                stoppedReason = fields.optionalListed("stoppedReason", Reason.self)
                remoteStartId = fields.optionalInteger("remoteStartId")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "transactionId": .string(transactionId),
                    "chargingState": .optional(chargingState),
                    "timeSpentCharging": .optional(timeSpentCharging),
                    "stoppedReason": .optional(stoppedReason),
                    "remoteStartId": .optional(remoteStartId),
                ])
            }
        }

        /// A step of a transaction.
        public struct Request: Payload {
            /// Where in the transaction it stands.
            public var eventType: Open<EventType>
            /// Readings.
            public var meterValue: [MeterValue]
            /// When it happened.
            public var timestamp: Timestamp?
            /// Why it is told.
            public var triggerReason: Open<TriggerReason>
            /// Its number within the transaction, from 0 and without gaps.
            public var seqNo: Int64
            /// Whether it happened without a connection.
            public var offline: Bool?
            /// How many phases were used.
            public var numberOfPhasesUsed: Int64?
            /// The cable's limit in amperes.
            public var cableMaxCurrent: Int64?
            /// The reservation that it used up.
            public var reservationId: Int64?
            /// The transaction.
            public var transactionInfo: Transaction
            /// The charging place; told once.
            public var evse: EVSE?
            /// The token; told once it is known.
            public var idToken: IdToken?

            /// Makes a request.
            public init(
                eventType: EventType,
                meterValue: [MeterValue] = [],
                timestamp: Timestamp,
                triggerReason: TriggerReason,
                seqNo: Int64,
                offline: Bool? = nil,
                numberOfPhasesUsed: Int64? = nil,
                cableMaxCurrent: Int64? = nil,
                reservationId: Int64? = nil,
                transactionInfo: Transaction,
                evse: EVSE? = nil,
                idToken: IdToken? = nil
            ) {
                self.eventType = .known(eventType)
                self.meterValue = meterValue
                self.timestamp = timestamp
                self.triggerReason = .known(triggerReason)
                self.seqNo = seqNo
                self.offline = offline
                self.numberOfPhasesUsed = numberOfPhasesUsed
                self.cableMaxCurrent = cableMaxCurrent
                self.reservationId = reservationId
                self.transactionInfo = transactionInfo
                self.evse = evse
                self.idToken = idToken
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                eventType = try fields.listed("eventType", EventType.self)
                meterValue = try fields.parts("meterValue", MeterValue.self)
                timestamp = fields.timestamp("timestamp")
                triggerReason = try fields.listed("triggerReason", TriggerReason.self)
                seqNo = try fields.integer("seqNo")
                offline = fields.optionalBoolean("offline")
                numberOfPhasesUsed = fields.optionalInteger("numberOfPhasesUsed")
                cableMaxCurrent = fields.optionalInteger("cableMaxCurrent")
                reservationId = fields.optionalInteger("reservationId")
                transactionInfo = try fields.part("transactionInfo", Transaction.self)
                evse = try fields.optionalPart("evse", EVSE.self)
                idToken = try fields.optionalPart("idToken", IdToken.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "eventType": .string(eventType.rawValue),
                    "meterValue": meterValue.isEmpty ? nil : .array(meterValue.map(\.json)),
                    "timestamp": .optional(timestamp),
                    "triggerReason": .string(triggerReason.rawValue),
                    "seqNo": .integer(seqNo),
                    "offline": .optional(offline),
                    "numberOfPhasesUsed": .optional(numberOfPhasesUsed),
                    "cableMaxCurrent": .optional(cableMaxCurrent),
                    "reservationId": .optional(reservationId),
                    "transactionInfo": transactionInfo.json,
                    "evse": evse?.json,
                    "idToken": idToken?.json,
                ])
            }
        }

        /// What the CSMS answers.
        public struct Confirmation: Payload {
            /// The cost so far, taxes included.
            public var totalCost: Exact?
            /// From -9 to 9.
            public var chargingPriority: Int64?
            /// The verdict on the token.
            public var idTokenInfo: IdTokenInfo?
            /// A text for the driver.
            public var updatedPersonalMessage: MessageContent?

            /// Makes a response.
            public init(
                totalCost: Exact? = nil,
                chargingPriority: Int64? = nil,
                idTokenInfo: IdTokenInfo? = nil,
                updatedPersonalMessage: MessageContent? = nil
            ) {
                self.totalCost = totalCost
                self.chargingPriority = chargingPriority
                self.idTokenInfo = idTokenInfo
                self.updatedPersonalMessage = updatedPersonalMessage
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                totalCost = fields.optionalExact("totalCost")
                chargingPriority = fields.optionalInteger("chargingPriority")
                idTokenInfo = try fields.optionalPart("idTokenInfo", IdTokenInfo.self)
                updatedPersonalMessage = try fields.optionalPart("updatedPersonalMessage", MessageContent.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "totalCost": .optional(totalCost),
                    "chargingPriority": .optional(chargingPriority),
                    "idTokenInfo": idTokenInfo?.json,
                    "updatedPersonalMessage": updatedPersonalMessage?.json,
                ])
            }
        }
    }
}
