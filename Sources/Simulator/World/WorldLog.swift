import OCPP
import Values

/// Writes down what a charge point says and is answered, one call after the other.
struct WorldLog {
    private let station: WorldStation
    private let index: Int
    private var source: SeededSource
    private var connection: Int64 = 0
    private var message: Int64 = 0
    private var saysZone = true
    private var firmware = ""
    private var bootedAt = Timestamp(seconds: 0)
    /// When the last answer went out: calls of a charge point never overlap.
    private var busyUntil = Timestamp(seconds: 0)
    private(set) var frames: [DemoFrame] = []

    /// Seconds between heartbeats, as the answer to a boot says.
    private static let heartbeatSeconds: Int64 = 300

    init(station: WorldStation, index: Int, seed: UInt64) {
        self.station = station
        self.index = index
        source = SeededSource(seed, "latency", station.identity)
    }

    var summary: DemoStation {
        DemoStation(
            identity: station.identity,
            vendor: station.site.vendor,
            model: station.site.model,
            serialNumber: station.serialNumber,
            firmware: firmware,
            connectors: Int32(station.site.connectors),
            bootedAt: bootedAt,
            lastMessageAt: busyUntil
        )
    }

    mutating func play(_ event: WorldEvent) {
        let at = event.at
        switch event.kind {
        case .boot(let firmware, let saysZone): boot(firmware, saysZone: saysZone, at: at)
        case .reconnect: connect()
        case .authorize(let token, let verdict):
            call(
                OCPP16.Authorize.self,
                .init(idTag: token),
                .init(idTagInfo: OCPP16.IdTagInfo(status: verdict)),
                at: at
            )
        case .status(let connector, let status): say(status, of: connector, at: at)
        case .start(let session): start(session, at: at)
        case .reading(let session, let register): read(session, register, at: at)
        case .stop(let session): stop(session, at: at)
        case .orphanStop(let id, let token, let register): stop(id, token, register, .evDisconnected, told: at, at: at)
        }
    }

    // MARK: Connection

    private mutating func connect() {
        connection += 1
        message = 0
    }

    private mutating func boot(_ firmware: String, saysZone: Bool, at: Timestamp) {
        connect()
        self.firmware = firmware
        self.saysZone = saysZone
        var request = OCPP16.BootNotification.Request(
            chargePointVendor: station.site.vendor,
            chargePointModel: station.site.model
        )
        request.chargePointSerialNumber = station.serialNumber
        request.firmwareVersion = firmware
        let time = Timestamp(seconds: at.seconds)
        let answer = OCPP16.BootNotification.Confirmation(
            status: .accepted,
            currentTime: time,
            interval: WorldLog.heartbeatSeconds
        )
        call(OCPP16.BootNotification.self, request, answer, at: at)
        bootedAt = busyUntil
        for connector in 0...station.site.connectors { say(.available, of: connector, at: at.adding(seconds: 1)) }
    }

    private mutating func say(
        _ status: OCPP16.StatusNotification.ChargePointStatus,
        of connector: Int64,
        at: Timestamp
    ) {
        var request = OCPP16.StatusNotification.Request(connectorId: connector, errorCode: .noError, status: status)
        request.timestamp = at
        call(OCPP16.StatusNotification.self, request, .init(), at: at)
    }

    // MARK: Transactions

    private mutating func start(_ session: WorldSession, at: Timestamp) {
        let request = OCPP16.StartTransaction.Request(
            connectorId: session.connector,
            idTag: session.token.uid,
            meterStart: Energy(wh: session.register),
            timestamp: session.toldStart
        )
        let answer = OCPP16.StartTransaction.Confirmation(
            idTagInfo: OCPP16.IdTagInfo(status: .accepted),
            transactionId: session.transactionID
        )
        call(OCPP16.StartTransaction.self, request, answer, at: at)
    }

    private mutating func read(_ session: WorldSession, _ register: Int64, at: Timestamp) {
        let value = OCPP16.SampledValue(register: Energy(wh: register), context: .sampleClock)
        let request = OCPP16.MeterValues.Request(
            connectorId: session.connector,
            transactionId: session.transactionID,
            meterValue: [OCPP16.MeterValue(timestamp: at, sampledValue: [value])]
        )
        call(OCPP16.MeterValues.self, request, .init(), at: at)
    }

    private mutating func stop(_ session: WorldSession, at: Timestamp) {
        let register = session.register + session.energyWh
        let reason: OCPP16.StopTransaction.Reason = session.fullAt < session.end ? .evDisconnected : .local
        stop(session.transactionID, session.token.uid, register, reason, told: session.end, at: at)
    }

    private mutating func stop(
        _ id: Int64,
        _ token: String,
        _ register: Int64,
        _ reason: OCPP16.StopTransaction.Reason,
        told: Timestamp,
        at: Timestamp
    ) {
        let request = OCPP16.StopTransaction.Request(
            transactionId: id,
            idTag: token,
            meterStop: Energy(wh: register),
            timestamp: told,
            reason: reason
        )
        let answer = OCPP16.StopTransaction.Confirmation(idTagInfo: OCPP16.IdTagInfo(status: .accepted))
        call(OCPP16.StopTransaction.self, request, answer, at: at)
    }

    // MARK: Frames

    /// Records a call and its answer; the network takes a moment, the gateway some milliseconds.
    private mutating func call<Spoken: Action>(
        _ action: Spoken.Type,
        _ request: Spoken.Request,
        _ answer: Spoken.Confirmation,
        at: Timestamp
    ) {
        message += 1
        let id = MessageID("\(message)")
        let arrival = at.adding(milliseconds: source.number(in: 120...900))
        let received = max(arrival, busyUntil.adding(milliseconds: 20))
        busyUntil = received.adding(milliseconds: source.number(in: 4...30))
        var call = Spoken.call(id, request)
        if !saysZone { call = Call(id: id, action: call.action, payload: call.payload.withoutZones) }
        record(call.bytes, isOutgoing: false, at: received)
        record(Spoken.result(id, answer).bytes, isOutgoing: true, at: busyUntil)
    }

    private mutating func record(_ payload: [UInt8], isOutgoing: Bool, at: Timestamp) {
        frames.append(
            DemoFrame(
                identity: station.identity,
                at: at,
                // A charge point has fewer connections than this.
                connectionID: Int64(index + 1) * 1_000 + connection,
                isOutgoing: isOutgoing,
                payload: payload
            )
        )
    }
}

extension Timestamp {
    fileprivate func adding(milliseconds: Int64) -> Timestamp {
        Timestamp(microseconds: microseconds + milliseconds * 1_000)
    }
}

extension JSON {
    /// The same with times that name no zone, as some charge points write them.
    fileprivate var withoutZones: JSON {
        switch self {
        case .array(let elements): .array(elements.map(\.withoutZones))
        case .object(let members):
            .object(
                members.map { member in
                    guard member.name == "timestamp", case .string(let text) = member.value, text.hasSuffix("Z") else {
                        return JSONMember(name: member.name, value: member.value.withoutZones)
                    }
                    return JSONMember(name: member.name, value: .string(String(text.dropLast())))
                }
            )
        default: self
        }
    }
}
