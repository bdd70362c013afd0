package import OCPP
package import Values

/// Between whom a frame passed.
package enum FrameRoute: UInt8, CaseIterable, Hashable, Sendable {
    /// Between the charge point and us.
    case direct = 0
    /// Between the charge point and its back-office, through us.
    case relayed = 1
    /// Our answer to the charge point while its back-office was away.
    case answeredHere = 2
    /// Between us and the back-office only: what it is told later, and what the charge point has otherwise.
    case upstream = 3
}

/// What is recorded beside the bytes of a frame.
package struct FrameHeading: Hashable, Sendable {
    /// When the frame was received, or handed over for sending.
    package var receivedAt: Timestamp
    /// The charge point's operator.
    package var operatorID: OperatorID
    /// The charge point.
    package var chargePointID: ChargePointID
    /// The connection, unique within the node over its restarts.
    package var connectionID: Int64
    /// Who sent the frame.
    package var sender: Sender
    /// Between whom it passed.
    package var route: FrameRoute
    /// What the frame, an answer of ours, promises to tell the back-office later.
    package var promise: OutboxPromise?

    package init(
        receivedAt: Timestamp,
        operatorID: OperatorID,
        chargePointID: ChargePointID,
        connectionID: Int64,
        sender: Sender,
        route: FrameRoute = .direct,
        promise: OutboxPromise? = nil
    ) {
        self.receivedAt = receivedAt
        self.operatorID = operatorID
        self.chargePointID = chargePointID
        self.connectionID = connectionID
        self.sender = sender
        self.route = route
        self.promise = promise
    }
}

/// A frame as the spool keeps it; `(nodeID, sequence)` names it for ever.
package struct SpooledFrame: Hashable, Sendable {
    /// The node that recorded it.
    package var nodeID: Int64
    /// Its number within the node: grows over restarts too, gaps are possible.
    package var sequence: Int64
    /// What is recorded beside the bytes.
    package var heading: FrameHeading
    /// The bytes as they were on the wire, unmasked and put together from fragments.
    package var payload: [UInt8]

    package init(nodeID: Int64, sequence: Int64, heading: FrameHeading, payload: [UInt8]) {
        self.nodeID = nodeID
        self.sequence = sequence
        self.heading = heading
        self.payload = payload
    }
}
