public import Values

extension OCPP16 {
    /// CancelReservation: 1.6 §5.1, central system → charge point.
    public enum CancelReservation: Action {
        /// The name on the wire.
        public static let name = "CancelReservation"

        /// Whether the reservation was found.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
        }

        /// A wish that a reservation end.
        public struct Request: Payload {
            /// The reservation's number.
            public var reservationId: Int64

            /// Makes a request.
            public init(reservationId: Int64) {
                self.reservationId = reservationId
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                reservationId = try fields.integer("reservationId")
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["reservationId": .integer(reservationId)]) }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
