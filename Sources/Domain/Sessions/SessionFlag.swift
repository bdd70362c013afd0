/// Something unusual about a session, by name; what it means for people is written with the pages.
///
/// Source for the kinds: the validation rules of the field, facts on OCPP gateways, section 1.4.
package enum SessionFlag: String, CaseIterable, Sendable {
    /// StartTransaction came again with the same content; answered alike and counted once.
    case repeatedStart = "repeated_start"
    /// StopTransaction came again with the same values.
    case repeatedStop = "repeated_stop"
    /// StopTransaction came again with other values; the first one counts.
    case secondStopDiffers = "second_stop_differs"
    /// A reading came again.
    case repeatedReading = "repeated_reading"
    /// A reading came without its moment, or with a value that is no number.
    case unreadableReading = "unreadable_reading"
    /// Readings came in another order than they were taken.
    case readingOutOfOrder = "reading_out_of_order"
    /// A reading was taken before the start or after the stop.
    case readingOutsideSession = "reading_outside_session"
    /// A reading lies below the start or above the stop register.
    case readingOutsideRegister = "reading_outside_register"
    /// The register fell between two readings.
    case registerBackwards = "register_backwards"
    /// The start register lies below the last stop of the connector: the meter was reset or changed.
    case registerReset = "register_reset"
    /// A new session started on the connector while this one was open, and its stop has not come.
    case missingStop = "missing_stop"
    /// The stop came when a new session had started on the connector already.
    case lateStop = "late_stop"
    /// The session starts before the one before it on the connector stopped.
    case overlap
    /// The token was not accepted, and the charge point charged all the same.
    case tokenNotAccepted = "token_not_accepted"
    /// A time came without a zone and was read as UTC.
    case timeWithoutZone = "time_without_zone"
    /// The start lies in the future of the moment it was received.
    case startInFuture = "start_in_future"
    /// Numbered events of the session have not come; readings between may be missing.
    case missingEvents = "missing_events"
    /// The stop named no known transaction and was matched by time and register.
    case matchedByTime = "matched_by_time"
    /// The transaction id had been used before by this charge point.
    case transactionIDReused = "transaction_id_reused"
    /// No stop came; a person said when it ended and with which register.
    case endedByHand = "ended_by_hand"
    /// Newer rules no longer read the session in the frames; it is kept, since lines rest on it, and not paid for.
    case noLongerGiven = "no_longer_given"

    /// A time is missing or cannot be right (before 2010); the time of receipt stands in.
    case clockFault = "clock_fault"
    /// StopTransaction for a transaction nobody knows: the start is missing.
    case unmatchedStop = "unmatched_stop"
    /// The first event of the session has not come: it began before, with a lower register.
    case missingStart = "missing_start"
    /// The register at start or stop is missing.
    case missingRegister = "missing_register"
    /// The register at start or stop lies below zero, where no meter's is.
    case negativeRegister = "negative_register"
    /// The stop lies before the start.
    case stopBeforeStart = "stop_before_start"
    /// The stop register lies below the start register.
    case negativeEnergy = "negative_energy"
    /// The stop lies in the future of the moment it was received.
    case stopInFuture = "stop_in_future"
    /// The connector is below 1, or beyond any that a charge point has.
    case badConnector = "bad_connector"
    /// More than a megawatt on average.
    case implausiblePower = "implausible_power"

    /// Whether a person must decide before the session is paid for.
    package var holdsPayment: Bool {
        switch self {
        case .clockFault, .unmatchedStop, .missingStart, .missingRegister, .negativeRegister, .stopBeforeStart,
            .negativeEnergy, .stopInFuture, .badConnector, .implausiblePower:
            true
        default: false
        }
    }
}
