package import Domain
package import Postgres
package import Values

/// A session to be played at a charge point.
package struct ChargingRun: Sendable {
    package let operatorID: OperatorID
    package let chargePoint: ChargePointID
    package let connector: Int64
    package let from: Timestamp
    package let until: Timestamp
    package let wh: Int64

    package init(
        operatorID: OperatorID,
        chargePoint: ChargePointID,
        connector: Int64 = 1,
        from: Timestamp,
        until: Timestamp,
        wh: Int64
    ) {
        self.operatorID = operatorID
        self.chargePoint = chargePoint
        self.connector = connector
        self.from = from
        self.until = until
        self.wh = wh
    }
}

/// Stores frames as the gateway does, numbered without gaps; what they mean is found out by the product.
package actor FrameFeed {
    private let frames: Frames
    private let node: Int32
    private var sequence: Int64 = 0
    private var lastTransaction: Int64 = 1000
    /// The register of each connector, by charge point and connector.
    private var registers: [String: Int64] = [:]
    /// Frames that wait to be stored together; `nil` when each is stored at once.
    private var waiting: [StoredFrame]?

    private init(frames: Frames, node: Int32) {
        self.frames = frames
        self.node = node
    }

    /// A feed under a node of its own.
    package static func make(on database: Database) async throws -> FrameFeed {
        let frames = Frames(database: database)
        return FrameFeed(frames: frames, node: try await frames.node(named: "world"))
    }

    /// Keeps what is sent from now on until it is stored together.
    package func hold() { waiting = [] }

    /// Stores what was held, and from now on each frame at once.
    package func storeHeld() async throws {
        let held = waiting ?? []
        waiting = nil
        try await frames.store(held)
    }

    /// Projects what was stored and computes what is due.
    package static func settle(_ database: Database) async throws {
        _ = try await Projector(database: database).run()
        _ = try await Rater(database: database).run()
    }

    /// Plays a whole session; the register goes on where the last one ended.
    ///
    /// - Returns: The transaction id.
    package func charge(_ run: ChargingRun) async throws -> Int64 {
        let place = "\(run.chargePoint)/\(run.connector)"
        let first = registers[place, default: 0]
        registers[place] = first + run.wh
        let id = try await start(run, register: first)
        var quarter = run.from.quarterHour.adding(seconds: 900)
        while quarter < run.until {
            let passed = quarter.seconds(since: run.from)
            let register = first + run.wh * passed / run.until.seconds(since: run.from)
            try await read(run, transaction: id, register: register, at: quarter)
            quarter = quarter.adding(seconds: 900)
        }
        try await stop(run, transaction: id, register: first + run.wh)
        return id
    }

    /// Begins a transaction.
    package func start(_ run: ChargingRun, register: Int64) async throws -> Int64 {
        lastTransaction += 1
        let payload = JSON.dictionary([
            "connectorId": .integer(run.connector), "idTag": .string("CAFE01"), "meterStart": .integer(register),
            "timestamp": .string(run.from.rfc3339),
        ])
        try await call("StartTransaction", payload, of: run, at: run.from)
        let answer = JSON.dictionary([
            "idTagInfo": .dictionary(["status": .string("Accepted")]), "transactionId": .integer(lastTransaction),
        ])
        let message = JSON.array([.integer(3), .string("m\(sequence)"), answer])
        try await send(message, of: run, isOutgoing: true, at: run.from)
        return lastTransaction
    }

    /// Sends a reading.
    package func read(_ run: ChargingRun, transaction: Int64, register: Int64, at moment: Timestamp) async throws {
        let value = JSON.dictionary([
            "value": .string("\(register)"), "context": .string("Sample.Clock"),
            "measurand": .string("Energy.Active.Import.Register"), "unit": .string("Wh"),
        ])
        let values = JSON.dictionary(["timestamp": .string(moment.rfc3339), "sampledValue": .array([value])])
        let payload = JSON.dictionary([
            "connectorId": .integer(run.connector), "transactionId": .integer(transaction),
            "meterValue": .array([values]),
        ])
        try await call("MeterValues", payload, of: run, at: moment)
    }

    /// Ends a transaction.
    package func stop(_ run: ChargingRun, transaction: Int64, register: Int64) async throws {
        let payload = JSON.dictionary([
            "transactionId": .integer(transaction), "idTag": .string("CAFE01"), "meterStop": .integer(register),
            "timestamp": .string(run.until.rfc3339), "reason": .string("EVDisconnected"),
        ])
        try await call("StopTransaction", payload, of: run, at: run.until)
    }

    /// Sends bytes that may be anything.
    package func send(
        _ bytes: [UInt8],
        of run: ChargingRun,
        isOutgoing: Bool = false,
        at moment: Timestamp
    ) async throws {
        sequence += 1
        let frame = StoredFrame(
            operatorID: run.operatorID,
            chargePointID: run.chargePoint,
            reference: FrameReference(nodeID: node, sequence: sequence, receivedAt: moment.adding(seconds: 1)),
            connectionID: run.chargePoint.rawValue,
            isOutgoing: isOutgoing,
            payload: bytes
        )
        if waiting == nil { try await frames.store([frame]) } else { waiting?.append(frame) }
    }

    /// A call's message id names the frame of its answer, which comes next.
    private func call(_ action: String, _ payload: JSON, of run: ChargingRun, at moment: Timestamp) async throws {
        let message = JSON.array([.integer(2), .string("m\(sequence + 1)"), .string(action), payload])
        try await send(message, of: run, isOutgoing: false, at: moment)
    }

    private func send(_ message: JSON, of run: ChargingRun, isOutgoing: Bool, at moment: Timestamp) async throws {
        try await send(message.compactBytes, of: run, isOutgoing: isOutgoing, at: moment)
    }
}
