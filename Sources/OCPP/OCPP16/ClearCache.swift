extension OCPP16 {
    /// ClearCache: 1.6 §5.4, central system → charge point.
    public enum ClearCache: Action {
        /// The name on the wire.
        public static let name = "ClearCache"

        /// Whether the cache was emptied.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
        }

        /// No fields.
        public struct Request: EmptyPayload {
            /// Makes a request.
            public init() {}
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
