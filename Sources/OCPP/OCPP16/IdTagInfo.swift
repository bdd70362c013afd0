public import Values

extension OCPP16 {
    /// Whether a token may charge.
    ///
    /// Source: 1.6 §7.2.
    public enum AuthorizationStatus: String, CaseIterable, Sendable {
        case accepted = "Accepted"
        case blocked = "Blocked"
        case expired = "Expired"
        case invalid = "Invalid"
        case concurrentTx = "ConcurrentTx"
    }

    /// The longest id tag of the specification; longer ones are kept and noted.
    ///
    /// Source: 1.6 §7.28.
    static let idTagLength = 20

    /// What the central system knows of a token.
    ///
    /// Source: 1.6 §7.27.
    public struct IdTagInfo: PayloadPart {
        /// Whether the token may charge.
        public var status: Open<AuthorizationStatus>
        /// Until when a charge point may remember it.
        public var expiryDate: Timestamp?
        /// The group whose members may stop each other's transactions.
        public var parentIdTag: String?

        /// Makes a verdict.
        public init(status: AuthorizationStatus, expiryDate: Timestamp? = nil, parentIdTag: String? = nil) {
            self.status = .known(status)
            self.expiryDate = expiryDate
            self.parentIdTag = parentIdTag
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            status = try fields.listed("status", AuthorizationStatus.self)
            expiryDate = fields.optionalTimestamp("expiryDate")
            parentIdTag = fields.optionalText("parentIdTag", max: OCPP16.idTagLength)
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "status": .string(status.rawValue),
                "expiryDate": .optional(expiryDate),
                "parentIdTag": .optional(parentIdTag),
            ])
        }
    }
}
