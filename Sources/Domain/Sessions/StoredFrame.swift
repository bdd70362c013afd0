package import Values

/// Which raw frame a fact came from.
package struct FrameReference: Hashable, Sendable {
    /// The node that received or sent it.
    package let nodeID: Int32
    /// Its number on that node; grows, without repeats, over restarts.
    package let sequence: Int64
    /// When it was received or sent.
    package let receivedAt: Timestamp

    package init(nodeID: Int32, sequence: Int64, receivedAt: Timestamp) {
        self.nodeID = nodeID
        self.sequence = sequence
        self.receivedAt = receivedAt
    }
}

/// A raw OCPP frame as it went over the wire.
package struct StoredFrame: Hashable, Sendable {
    /// The tenant.
    package let operatorID: OperatorID
    /// The charge point.
    package let chargePointID: ChargePointID
    /// Node, number and time.
    package let reference: FrameReference
    /// The connection; message ids are unique within one and per sender only.
    package let connectionID: Int64
    /// Whether it went to the charge point.
    package let isOutgoing: Bool
    /// Between whom it passed.
    package let passage: Passage
    /// The bytes.
    package let payload: [UInt8]
    /// What it promises to tell a back-office; known of frames that are to be stored, not read back.
    package let promise: StoredPromise?

    /// Between whom a frame passed.
    package enum Passage: Int16, CaseIterable, Hashable, Sendable {
        /// Between the charge point and us.
        case direct = 0
        /// Between the charge point and its back-office.
        case relayed = 1
        /// From us to the charge point in the place of its back-office.
        case answeredHere = 2
        /// Between us and the back-office; the charge point had no part in it.
        case upstream = 3
    }

    package init(
        operatorID: OperatorID,
        chargePointID: ChargePointID,
        reference: FrameReference,
        connectionID: Int64,
        isOutgoing: Bool,
        passage: Passage = .direct,
        payload: [UInt8],
        promise: StoredPromise? = nil
    ) {
        self.operatorID = operatorID
        self.chargePointID = chargePointID
        self.reference = reference
        self.connectionID = connectionID
        self.isOutgoing = isOutgoing
        self.passage = passage
        self.payload = payload
        self.promise = promise
    }
}
