package import Values

/// The end that a person gives to a session whose stop never came.
///
/// It lies over what the frames tell and changes nothing of it: whatever frames come later meet the session as it is
/// without it, and a stop among them takes its place. So it does not matter when it was given.
package struct SessionEnding: Hashable, Sendable {
    /// When the session ended.
    package var at: Timestamp
    /// What the register showed then.
    package var register: Energy

    package init(at: Timestamp, register: Energy) {
        self.at = at
        self.register = register
    }
}

extension SessionRecord {
    /// The end that a person gave it, as long as no stop came.
    package var ending: SessionEnding? {
        guard flags.contains(.endedByHand), let stoppedAt, let meterStop else { return nil }
        return SessionEnding(at: stoppedAt, register: meterStop)
    }

    /// Ends it as a person said; nothing changes when a stop came.
    package mutating func end(by ending: SessionEnding) {
        guard state == .open else { return }
        state = .completed
        stoppedAt = ending.at
        meterStop = ending.register
        flags.insert(.endedByHand)
    }

    /// As the frames alone tell it.
    package var withoutEnding: SessionRecord {
        guard flags.contains(.endedByHand) else { return self }
        var record = self
        record.state = .open
        record.stoppedAt = nil
        record.meterStop = nil
        record.flags.remove(.endedByHand)
        return record
    }

    /// Since when nothing was heard of it; a reading's time counts unless it lies in the future.
    func heardAt(_ now: Timestamp) -> Timestamp {
        guard let last = lastSampledAt, last <= now else { return startReceivedAt }
        return max(startReceivedAt, last)
    }

    /// What the person is asked to look at and confirm: the last reading, else the start, else the end given before.
    ///
    /// - Returns: `nil` when it cannot be ended by hand: a stop came, or it was heard of within
    ///   ``Exceptions/quietHours``.
    package func proposedEnding(at now: Timestamp) -> SessionEnding? {
        if isRetired { return nil }
        if let ending { return ending }
        guard state == .open, heardAt(now) < now.adding(seconds: -Exceptions.quietHours * 3_600) else { return nil }
        return SessionEnding(at: earliestEnd(now), register: lastRegister ?? meterStart ?? .zero)
    }

    /// The latest moment at which it is known to have gone on.
    fileprivate func earliestEnd(_ now: Timestamp) -> Timestamp {
        guard let last = lastSampledAt, last <= now else { return startedAt }
        return max(startedAt, last)
    }

    /// The lowest register at the end; after a register that fell nobody knows what its readings are worth.
    fileprivate var lowestEnd: Energy {
        let readings = flags.contains(.registerBackwards) ? nil : lastRegister
        return max(max(meterStart ?? .zero, readings ?? .zero), .zero)
    }

    /// Refuses an end that cannot be.
    ///
    /// - Throws: ``SessionEndingRejection``.
    func check(_ ending: SessionEnding, at now: Timestamp) throws(SessionEndingRejection) {
        guard proposedEnding(at: now) != nil else { throw .notQuiet }
        let open = withoutEnding
        let earliest = open.earliestEnd(now)
        guard ending.at >= earliest else { throw .tooEarly(earliest) }
        guard ending.at <= max(now, earliest) else { throw .tooLate }
        guard ending.register >= open.lowestEnd else { throw .registerTooLow(open.lowestEnd) }
        guard let meterStart else { return }
        let energy = ending.register - meterStart
        guard !open.isImplausible(energy, from: startedAt, until: ending.at) else { throw .tooMuchPower }
    }
}

/// Why a session is not ended by hand, in order of precedence.
package enum SessionEndingRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stop came, or the session was heard of a short while ago.
    case notQuiet
    /// It was still going on: the start, or the last reading.
    case tooEarly(Timestamp)
    /// The end lies in the future.
    case tooLate
    /// The register had come further: the start's, or the last reading's.
    case registerTooLow(Energy)
    /// More than a megawatt on average.
    case tooMuchPower

    /// The stable code for logs.
    package var code: String {
        switch self {
        case .notQuiet: "session_ending.not_quiet"
        case .tooEarly: "session_ending.too_early"
        case .tooLate: "session_ending.too_late"
        case .registerTooLow: "session_ending.register_too_low"
        case .tooMuchPower: "session_ending.too_much_power"
        }
    }

    package var description: String { "\(code): the session was not ended" }
}
