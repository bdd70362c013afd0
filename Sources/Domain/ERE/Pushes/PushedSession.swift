package import Values

/// A session at a charger, as a program or a file says.
package struct PushedSession: Hashable, Sendable {
    /// The sender's own name, by which the session is known ever after.
    package let name: String
    package let charger: EREChargerID
    package let connector: Int
    package let startedAt: Timestamp
    package let stoppedAt: Timestamp
    /// The register when it began and when it ended.
    package let begin: Energy
    package let end: Energy
    /// Whether it never was.
    package let isWithdrawn: Bool

    package init(
        name: String,
        charger: EREChargerID,
        connector: Int,
        startedAt: Timestamp,
        stoppedAt: Timestamp,
        begin: Energy,
        end: Energy,
        isWithdrawn: Bool
    ) {
        self.name = name
        self.charger = charger
        self.connector = connector
        self.startedAt = startedAt
        self.stoppedAt = stoppedAt
        self.begin = begin
        self.end = end
        self.isWithdrawn = isWithdrawn
    }

    /// Days; nobody charges longer.
    package static let mostDays: Int64 = 31

    /// Whether a text may be a session's name: visible ASCII, a hundred characters at most.
    package static func isName(_ text: String) -> Bool {
        (1...100).contains(text.utf8.count) && text.utf8.allSatisfy { (33...126).contains($0) }
    }
}

/// A version of a session that is kept.
package struct KeptSession: Hashable, Sendable {
    package let id: PushedSessionID
    package let customer: CustomerID
    package let session: PushedSession
    package let version: Int
    package let batch: PushBatchID
}

/// Sessions of a batch held against the newest versions that are kept: a pure function.
package struct PushedSessionCheck: Sendable {
    /// What is wrong, by place in the batch.
    package private(set) var faults: [PushOutcome.Fault] = []
    /// Places of sessions that are new or others than before, with the version that each becomes.
    package private(set) var new: [(place: Int, version: Int)] = []
    /// How many are kept already, the same.
    package private(set) var known = 0

    package init(
        _ sessions: [PushedSession],
        chargers: Set<EREChargerID>,
        kept: [(version: Int, session: PushedSession)],
        at now: Timestamp
    ) {
        let before = Dictionary(kept.map { ($0.session.name, $0) }) { first, _ in first }
        var seen: Set<String> = []
        for (place, session) in sessions.enumerated() {
            let isTwice = !seen.insert(session.name).inserted
            let last = before[session.name]
            if let fault = isTwice ? .twice : PushedSessionCheck.fault(of: session, chargers, last?.session, now) {
                faults.append(PushOutcome.Fault(place: place, fault: fault))
            } else if last?.session == session {
                known += 1
            } else {
                new.append((place, (last?.version ?? 0) + 1))
            }
        }
    }

    private static func fault(
        of session: PushedSession,
        _ chargers: Set<EREChargerID>,
        _ before: PushedSession?,
        _ now: Timestamp
    ) -> PushFault? {
        if !chargers.contains(session.charger) { return .unknownCharger }
        if let before, (before.charger, before.connector) != (session.charger, session.connector) { return .moved }
        if let first = EREQuarter.first, session.startedAt < first.span.from { return .tooEarly }
        if session.stoppedAt > now.adding(seconds: Pushes.clockSeconds) { return .inFuture }
        if session.stoppedAt < session.startedAt { return .backwards }
        if session.stoppedAt.seconds(since: session.startedAt) > PushedSession.mostDays * 86_400 { return .tooLong }
        return session.end < session.begin ? .fell : nil
    }
}
