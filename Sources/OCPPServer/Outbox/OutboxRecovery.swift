internal import OCPP
internal import Values

/// Finds again, after a crash, what the frames in the spool say of outboxes and the database does not know.
struct OutboxRecovery {
    private let room: OutboxRoom
    private let storedSequence: Int64
    private let keepsCall: (FrameHeading) -> Bool
    /// The calls that were seen, since the promises that are about them come behind.
    private var calls: [Int64: [UInt8]] = [:]
    /// What is to be done, in order.
    private var events: [SpooledFrame] = []

    /// - Parameters:
    ///   - room: Where it goes.
    ///   - storedSequence: The last frame that the database knows.
    ///   - keepsCall: Whether a charge point may have an outbox; the calls of others are not kept in memory.
    init(_ room: OutboxRoom, after storedSequence: Int64, keepsCall: @escaping (FrameHeading) -> Bool) {
        self.room = room
        self.storedSequence = storedSequence
        self.keepsCall = keepsCall
    }

    /// Takes the next frame.
    mutating func take(_ frame: SpooledFrame) {
        let heading = frame.heading
        if heading.route == .relayed, heading.sender == .chargePoint, keepsCall(heading) {
            calls[frame.sequence] = frame.payload
        }
        guard frame.sequence > storedSequence else { return }
        if heading.promise != nil || heading.route == .upstream { events.append(frame) }
    }

    /// Applies what was taken; calls that were stored before their answer are asked for.
    func finish(_ find: (OutboxPromise, SpooledFrame) async throws -> [UInt8]?) async throws {
        for frame in events {
            if let promise = frame.heading.promise {
                var payload = calls[promise.callSequence]
                if payload == nil { payload = try await find(promise, frame) }
                if let payload { take(promise, of: frame, payload) }
            }
            if frame.heading.route == .upstream { takeTold(frame) }
        }
        room.settle()
    }

    private func take(_ promise: OutboxPromise, of frame: SpooledFrame, _ payload: [UInt8]) {
        let item = OutboxItem(promise, onNode: Int32(truncatingIfNeeded: frame.nodeID), payload: payload)
        let place = OutboxPlace(chargePointID: frame.heading.chargePointID, upstreamID: promise.upstreamID)
        room.with(place) { $0.take(item) }
    }

    private func takeTold(_ frame: SpooledFrame) {
        let read = Frame(reading: frame.payload)
        guard let id = read.id.flatMap(OutboxMessageID.init) else { return }
        room.tell(id, read, of: frame.heading.chargePointID)
    }
}

extension OutboxRoom {
    /// Notes in whichever outbox of the charge point holds the message that it went out, or was answered.
    func tell(_ id: OutboxMessageID, _ frame: Frame, of chargePoint: ChargePointID) {
        let key = OutboxKey(nodeID: id.nodeID, sequence: id.sequence)
        for place in places(of: chargePoint) {
            with(place) { box in
                guard box[key] != nil else { return }
                if case .call = frame { box.sent(key, round: id.round) } else { box.answered(id, by: frame) }
            }
        }
    }
}
