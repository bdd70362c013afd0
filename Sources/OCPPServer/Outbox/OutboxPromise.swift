package import Values

/// What an answer of ours in the back-office's place stands for: a call of the charge point of which the back-office is
/// told later.
///
/// It lies in the spool beside the answer, so the two are on the disk together or not at all.
package struct OutboxPromise: Hashable, Sendable {
    /// The call's number on the node that wrote the answer.
    package var callSequence: Int64
    /// When the call was received.
    package var callReceivedAt: Timestamp
    /// The back-office.
    package var upstreamID: UpstreamID
    /// The call's action.
    package var action: String
    /// What a later message of the same name replaces, such as a connector's status; empty when nothing does.
    package var subject: String
    /// The transaction's number as the charge point has it: the one that a start was promised, or the one that is told.
    package var transactionID: Int64?
    /// The number that the back-office gave, where it is known already.
    package var upstreamTransactionID: Int64?
    /// Whether the call had gone to the back-office before, and its answer was lost.
    package var wasSent: Bool

    package init(
        callSequence: Int64,
        callReceivedAt: Timestamp,
        upstreamID: UpstreamID,
        action: String,
        subject: String = "",
        transactionID: Int64? = nil,
        upstreamTransactionID: Int64? = nil,
        wasSent: Bool = false
    ) {
        self.callSequence = callSequence
        self.callReceivedAt = callReceivedAt
        self.upstreamID = upstreamID
        self.action = action
        self.subject = subject
        self.transactionID = transactionID
        self.upstreamTransactionID = upstreamTransactionID
        self.wasSent = wasSent
    }

    /// The text in the spool.
    var json: JSON {
        .array([
            .integer(callSequence), .integer(callReceivedAt.microseconds), .integer(upstreamID.rawValue),
            .string(action), .string(subject), transactionID.map { JSON.integer($0) } ?? .null,
            upstreamTransactionID.map { JSON.integer($0) } ?? .null, .bool(wasSent),
        ])
    }

    /// Reads the text in the spool.
    init?(coded: [UInt8]) {
        guard let json = try? JSON(parsing: coded), let call = json[0]?.integerValue,
            let received = json[1]?.integerValue, let upstream = json[2]?.integerValue,
            let action = json[3]?.stringValue, let subject = json[4]?.stringValue
        else { return nil }
        self.init(
            callSequence: call,
            callReceivedAt: Timestamp(microseconds: received),
            upstreamID: UpstreamID(upstream),
            action: action,
            subject: subject,
            transactionID: json[5]?.integerValue,
            upstreamTransactionID: json[6]?.integerValue,
            wasSent: json[7]?.boolValue ?? false
        )
    }
}
