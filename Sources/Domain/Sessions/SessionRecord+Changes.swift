import OCPP
import Values

/// What a time of the charge point's clock is worth.
struct ClockCheck: Hashable {
    /// The moment to use: the charge point's, or that of receipt where it cannot be right.
    let moment: Timestamp
    /// Whether the charge point's own time is used.
    let isTrusted: Bool
    private let isWithoutZone: Bool
    private let isInFuture: Bool

    /// No charge point of OCPP 1.6 was built before; earlier times are clocks that were never set.
    static let earliest = Timestamp(seconds: 1_262_304_000)
    /// How far a clock may run ahead before the time counts as the future.
    static let toleratedAheadSeconds: Int64 = 600

    init(_ stated: Timestamp?, received: Timestamp, remarks: [Remark]) {
        isTrusted = stated.map { $0 >= ClockCheck.earliest } ?? false
        moment = isTrusted ? stated ?? received : received
        isWithoutZone = remarks.contains { $0.field == "timestamp" && $0.kind == .timestampWithoutZone }
        isInFuture = moment > received.adding(seconds: ClockCheck.toleratedAheadSeconds)
    }

    /// Whether the moment may be true: told by the charge point, and neither too early nor ahead of its receipt.
    var mayBeTrue: Bool { isTrusted && !isInFuture }

    func flags(inFuture flag: SessionFlag) -> Set<SessionFlag> {
        var flags: Set<SessionFlag> = []
        if !isTrusted { flags.insert(.clockFault) }
        if isWithoutZone { flags.insert(.timeWithoutZone) }
        if isInFuture { flags.insert(flag) }
        return flags
    }
}

extension SessionRecord {
    /// The highest average power that is believed, in watts.
    static let plausiblePowerW: Int64 = 1_000_000

    /// Takes a reading; `mayBeEarlier` for one that sums up what was told before.
    mutating func take(_ register: Energy, at moment: Timestamp, mayBeEarlier: Bool) {
        if let last = lastSampledAt, moment < last {
            if !mayBeEarlier { flags.insert(.readingOutOfOrder) }
        } else if let last = lastRegister, register < last {
            flags.insert(.registerBackwards)
        }
        if moment < startedAt || stoppedAt.map({ moment > $0 }) ?? false { flags.insert(.readingOutsideSession) }
        if meterStart.map({ register < $0 }) ?? false || meterStop.map({ register > $0 }) ?? false {
            flags.insert(.readingOutsideRegister)
        }
        if lastSampledAt.map({ moment >= $0 }) ?? true {
            lastSampledAt = moment
            lastRegister = register
        }
        readingCount += 1
    }

    /// Takes the stop.
    mutating func complete(_ request: OCPP16.StopTransaction.Request, clock: ClockCheck, received: Timestamp) {
        complete(
            meterStop: request.meterStop,
            reason: request.reason?.rawValue ?? "",
            idTag: request.idTag ?? "",
            clock: clock,
            received: received
        )
    }

    /// Takes the stop by its parts.
    mutating func complete(
        meterStop: Energy?,
        reason: String,
        idTag: String,
        clock: ClockCheck,
        received: Timestamp
    ) {
        if flags.remove(.missingStop) != nil { flags.insert(.lateStop) }
        state = .completed
        stoppedAt = clock.moment
        stopReceivedAt = received
        self.meterStop = meterStop
        if meterStop?.isNegative == true { flags.insert(.negativeRegister) }
        stopReason = reason
        stopIDTag = idTag
        flags.formUnion(clock.flags(inFuture: .stopInFuture))
        judge()
    }

    /// Names what start and stop together say.
    private mutating func judge() {
        guard let stoppedAt else { return }
        if stoppedAt < startedAt { flags.insert(.stopBeforeStart) }
        if let last = lastSampledAt, last > stoppedAt { flags.insert(.readingOutsideSession) }
        if let last = lastRegister, let stop = meterStop, last > stop { flags.insert(.readingOutsideRegister) }
        guard let energy else {
            if !flags.contains(.unmatchedStop) { flags.insert(.missingRegister) }
            return
        }
        if energy.isNegative { flags.insert(.negativeEnergy) }
        if isImplausible(energy, from: startedAt, until: stoppedAt) { flags.insert(.implausiblePower) }
    }

    /// A minute is added to the duration, because many charge points cut times to the minute.
    func isImplausible(_ energy: Energy, from: Timestamp, until: Timestamp) -> Bool {
        let seconds = Int128(max(0, until.seconds(since: from)) + 60)
        return Int128(energy.thousandthsWh) * 3600 > Int128(SessionRecord.plausiblePowerW) * 1000 * seconds
    }
}
