public import Values

extension OCPP16 {
    /// SendLocalList: 1.6 §5.15, central system → charge point.
    public enum SendLocalList: Action {
        /// The name on the wire.
        public static let name = "SendLocalList"

        /// Whether the list is changed or replaced.
        public enum UpdateType: String, CaseIterable, Sendable {
            case differential = "Differential"
            case full = "Full"
        }

        /// Whether the list was taken.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case failed = "Failed"
            case notSupported = "NotSupported"
            case versionMismatch = "VersionMismatch"
        }

        /// A token of the list.
        ///
        /// Source: 1.6 §7.2.
        public struct AuthorizationData: PayloadPart {
            /// The token.
            public var idTag: String
            /// What is known of it; absent removes it.
            public var idTagInfo: IdTagInfo?

            /// Makes an entry.
            public init(idTag: String, idTagInfo: IdTagInfo? = nil) {
                self.idTag = idTag
                self.idTagInfo = idTagInfo
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                idTag = try fields.text("idTag", max: 20)
                idTagInfo = try fields.optionalPart("idTagInfo", IdTagInfo.self)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["idTag": .string(idTag), "idTagInfo": idTagInfo?.json]) }
        }

        /// Tokens for the time without a connection.
        public struct Request: Payload {
            /// The version after the update.
            public var listVersion: Int64
            /// The tokens.
            public var localAuthorizationList: [AuthorizationData]
            /// Whether the list is changed or replaced.
            public var updateType: Open<UpdateType>

            /// Makes a request.
            public init(
                listVersion: Int64,
                localAuthorizationList: [AuthorizationData] = [],
                updateType: UpdateType
            ) {
                self.listVersion = listVersion
                self.localAuthorizationList = localAuthorizationList
                self.updateType = .known(updateType)
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                listVersion = try fields.integer("listVersion")
                localAuthorizationList = try fields.parts("localAuthorizationList", AuthorizationData.self)
                updateType = try fields.listed("updateType", UpdateType.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "listVersion": .integer(listVersion),
                    "localAuthorizationList": localAuthorizationList.isEmpty
                        ? nil : .array(localAuthorizationList.map(\.json)),
                    "updateType": .string(updateType.rawValue),
                ])
            }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
