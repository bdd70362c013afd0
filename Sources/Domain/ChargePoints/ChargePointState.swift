package import Values

/// What is known of a charge point at this moment.
package struct ChargePointState: Hashable, Sendable {
    /// Since when it is connected; of the last connection when it is not.
    package var connectedAt: Timestamp?
    /// When the last connection ended; `nil` while it is connected.
    package var disconnectedAt: Timestamp?
    package var lastMessageAt: Timestamp?
    package var boot: BootReport
    package var connectors: [ConnectorReport]
    /// The WebSocket subprotocol of the connection, such as `ocpp1.6`.
    package var spoken: String

    package init(
        connectedAt: Timestamp? = nil,
        disconnectedAt: Timestamp? = nil,
        lastMessageAt: Timestamp? = nil,
        boot: BootReport = BootReport(),
        connectors: [ConnectorReport] = [],
        spoken: String = ChargePointProtocol.ocpp16.rawValue
    ) {
        self.connectedAt = connectedAt
        self.disconnectedAt = disconnectedAt
        self.lastMessageAt = lastMessageAt
        self.boot = boot
        self.connectors = connectors
        self.spoken = spoken
    }

    /// Whether it is connected.
    package var isOnline: Bool { connectedAt != nil && disconnectedAt == nil }
}

/// What a charge point said of itself in its last BootNotification; empty where it said nothing.
package struct BootReport: Hashable, Sendable {
    package var vendor = ""
    package var model = ""
    package var serialNumber = ""
    /// Of the charge box, where OCPP 1.6 tells it beside the charge point's.
    package var boxSerialNumber = ""
    package var firmware = ""
    package var meterType = ""
    package var meterSerial = ""
    package var bootedAt: Timestamp?

    package init() {}
}

/// A session that is under way, for those who watch the charge point.
package struct OpenSessionReport: Hashable, Sendable {
    package let id: SessionID
    package let connector: Int32
    package let startedAt: Timestamp
    package let energy: Energy?
    package let transactionID: Int64
    /// The id that a charging station of OCPP 2.0.1 gave the transaction.
    package let stationTransaction: String?
    package let idTag: String
}

/// A raw frame of a charge point.
package struct FrameReport: Hashable, Sendable {
    package let at: Timestamp
    package let isOutgoing: Bool
    /// Byte for byte as on the wire.
    package let payload: [UInt8]
}

/// That a charge point connected to a node, for the others, which may still hold an old connection.
package struct ConnectionNotice: Hashable, Sendable {
    package let chargePointID: ChargePointID
    package let nodeID: Int32
    package let connectedAt: Timestamp

    package init(chargePointID: ChargePointID, nodeID: Int32, connectedAt: Timestamp) {
        self.chargePointID = chargePointID
        self.nodeID = nodeID
        self.connectedAt = connectedAt
    }

    /// Reads what was told.
    package init?(payload: String) {
        let parts = payload.split(separator: "/")
        guard parts.count == 3, let id = ChargePointID(text: String(parts[0])), let node = Int32(parts[1]),
            let micros = Int64(parts[2])
        else { return nil }
        self.init(chargePointID: id, nodeID: node, connectedAt: Timestamp(microseconds: micros))
    }

    var payload: String { "\(chargePointID)/\(nodeID)/\(connectedAt.microseconds)" }
}

/// A state to be stored.
package struct ChargePointStateUpdate: Hashable, Sendable {
    package let operatorID: OperatorID
    package let chargePointID: ChargePointID
    /// `connectors` holds those that were told of since the connection began; others keep what they said before.
    package let state: ChargePointState

    package init(operatorID: OperatorID, chargePointID: ChargePointID, state: ChargePointState) {
        self.operatorID = operatorID
        self.chargePointID = chargePointID
        self.state = state
    }
}

extension ConnectorReport {
    package init(number: Int32, status: String, errorCode: String, at: Timestamp) {
        self.init(number: number, status: status, errorCode: errorCode, info: "", at: at)
    }
}
