public import Values

extension OCPP201 {
    /// What kind of token it is.
    public enum IdTokenType: String, CaseIterable, Sendable {
        case central = "Central"
        case emaid = "eMAID"
        case iso14443 = "ISO14443"
        case iso15693 = "ISO15693"
        case keyCode = "KeyCode"
        case local = "Local"
        case macAddress = "MacAddress"
        case noAuthorization = "NoAuthorization"
    }

    /// A further id of a token.
    public struct AdditionalInfo: PayloadPart {
        /// The id.
        public var additionalIdToken: String
        /// What kind of id.
        public var type: String

        /// Makes a further id.
        public init(additionalIdToken: String, type: String) {
            self.additionalIdToken = additionalIdToken
            self.type = type
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            additionalIdToken = try fields.text("additionalIdToken", max: 36)
            type = try fields.text("type", max: 50)
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "additionalIdToken": .string(additionalIdToken),
                "type": .string(type),
            ])
        }
    }

    /// A token; upper and lower case do not differ.
    public struct IdToken: PayloadPart {
        /// Further ids.
        public var additionalInfo: [AdditionalInfo]
        /// The id; empty where there is no authorization.
        public var idToken: String
        /// What kind of token it is.
        public var type: Open<IdTokenType>

        /// Makes a token.
        public init(additionalInfo: [AdditionalInfo] = [], idToken: String, type: IdTokenType) {
            self.additionalInfo = additionalInfo
            self.idToken = idToken
            self.type = .known(type)
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            additionalInfo = try fields.parts("additionalInfo", AdditionalInfo.self)
            idToken = try fields.text("idToken", max: 36)
            type = try fields.listed("type", IdTokenType.self)
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "additionalInfo": additionalInfo.isEmpty ? nil : .array(additionalInfo.map(\.json)),
                "idToken": .string(idToken),
                "type": .string(type.rawValue),
            ])
        }
    }

    /// Whether a token may charge.
    public enum AuthorizationStatus: String, CaseIterable, Sendable {
        case accepted = "Accepted"
        case blocked = "Blocked"
        case concurrentTx = "ConcurrentTx"
        case expired = "Expired"
        case invalid = "Invalid"
        case noCredit = "NoCredit"
        case notAllowedTypeEVSE = "NotAllowedTypeEVSE"
        case notAtThisLocation = "NotAtThisLocation"
        case notAtThisTime = "NotAtThisTime"
        case unknown = "Unknown"
    }

    /// How a message is written.
    public enum MessageFormat: String, CaseIterable, Sendable {
        case ascii = "ASCII"
        case html = "HTML"
        case uri = "URI"
        case uTF8 = "UTF8"
    }

    /// A text for the driver.
    public struct MessageContent: PayloadPart {
        /// How it is written.
        public var format: Open<MessageFormat>
        /// Its language.
        public var language: String?
        /// The text.
        public var content: String

        /// Makes a text.
        public init(format: MessageFormat, language: String? = nil, content: String) {
            self.format = .known(format)
            self.language = language
            self.content = content
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            format = try fields.listed("format", MessageFormat.self)
            language = fields.optionalText("language", max: 8)
            content = try fields.text("content", max: 512)
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "format": .string(format.rawValue),
                "language": .optional(language),
                "content": .string(content),
            ])
        }
    }

    /// What the CSMS knows of a token.
    public struct IdTokenInfo: PayloadPart {
        /// Whether the token may charge.
        public var status: Open<AuthorizationStatus>
        /// Until when a station may remember it.
        public var cacheExpiryDateTime: Timestamp?
        /// From -9 to 9.
        public var chargingPriority: Int64?
        /// The driver's language.
        public var language1: String?
        /// The places it may charge at; all when empty.
        public var evseId: [Int64]
        /// The group whose members may stop each other's transactions.
        public var groupIdToken: IdToken?
        /// The driver's second language.
        public var language2: String?
        /// A text for the driver.
        public var personalMessage: MessageContent?

        /// Makes a verdict.
        public init(
            status: AuthorizationStatus,
            cacheExpiryDateTime: Timestamp? = nil,
            chargingPriority: Int64? = nil,
            language1: String? = nil,
            evseId: [Int64] = [],
            groupIdToken: IdToken? = nil,
            language2: String? = nil,
            personalMessage: MessageContent? = nil
        ) {
            self.status = .known(status)
            self.cacheExpiryDateTime = cacheExpiryDateTime
            self.chargingPriority = chargingPriority
            self.language1 = language1
            self.evseId = evseId
            self.groupIdToken = groupIdToken
            self.language2 = language2
            self.personalMessage = personalMessage
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            status = try fields.listed("status", AuthorizationStatus.self)
            cacheExpiryDateTime = fields.optionalTimestamp("cacheExpiryDateTime")
            chargingPriority = fields.optionalInteger("chargingPriority")
            language1 = fields.optionalText("language1", max: 8)
            evseId = fields.integers("evseId")
            groupIdToken = try fields.optionalPart("groupIdToken", IdToken.self)
            language2 = fields.optionalText("language2", max: 8)
            personalMessage = try fields.optionalPart("personalMessage", MessageContent.self)
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "status": .string(status.rawValue),
                "cacheExpiryDateTime": .optional(cacheExpiryDateTime),
                "chargingPriority": .optional(chargingPriority),
                "language1": .optional(language1),
                "evseId": evseId.isEmpty ? nil : .array(evseId.map { .integer($0) }),
                "groupIdToken": groupIdToken?.json,
                "language2": .optional(language2),
                "personalMessage": personalMessage?.json,
            ])
        }
    }
}
