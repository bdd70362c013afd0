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
    /// Whether it passed between the charge point and its back-office.
    package let isRelayed: Bool
    /// The bytes.
    package let payload: [UInt8]

    package init(
        operatorID: OperatorID,
        chargePointID: ChargePointID,
        reference: FrameReference,
        connectionID: Int64,
        isOutgoing: Bool,
        isRelayed: Bool = false,
        payload: [UInt8]
    ) {
        self.operatorID = operatorID
        self.chargePointID = chargePointID
        self.reference = reference
        self.connectionID = connectionID
        self.isOutgoing = isOutgoing
        self.isRelayed = isRelayed
        self.payload = payload
    }
}
