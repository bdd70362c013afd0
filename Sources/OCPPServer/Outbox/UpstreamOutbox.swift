package import OCPP
package import Values

/// What a charge point was answered in its back-office's place, until that knows it: a state machine without I/O.
///
/// pending → sent → acked, in the order in which the charge point spoke. What gets no answer is sent once more, the same
/// frame; then it is parked, as is what the back-office refuses. A parked start keeps what belongs to its transaction
/// waiting, and nothing else.
package struct UpstreamOutbox: Sendable {
    /// How often a message is sent before a person has to look: once, and once more.
    package static let maxAttempts = 2

    private var items: [OutboxKey: OutboxItem] = [:]
    /// What is pending or sent, in the order in which it goes.
    private var queue: [OutboxKey] = []
    /// What was taken, by its content.
    private var digests: [[UInt8]: OutboxKey] = [:]
    /// The start of a transaction by the number that the charge point has.
    private var starts: [Int64: OutboxKey] = [:]
    /// The charge point's number by the back-office's.
    private var localNumbers: [Int64: Int64] = [:]

    package init() {}

    /// How many messages the back-office does not know.
    package var waiting: Int { queue.count }
    /// Whether nothing was ever kept that still matters.
    package var isEmpty: Bool { items.isEmpty }
    /// The messages, oldest first.
    package var all: [OutboxItem] { items.values.sorted(by: UpstreamOutbox.isBefore) }

    package subscript(key: OutboxKey) -> OutboxItem? { items[key] }

    // MARK: Taking

    /// How long a message that is done is remembered: a charge point may bring it again.
    static let memorySeconds: Int64 = 24 * 3600

    /// Takes a message; one that is here already is left as it is.
    package mutating func take(_ item: OutboxItem) {
        guard items[item.key] == nil else { return }
        if items.count.isMultiple(of: 256) { forget(before: item.receivedAt.adding(seconds: -Self.memorySeconds)) }
        if !item.subject.isEmpty, item.state == .pending { supersede(item.subject, before: item) }
        items[item.key] = item
        if let call = Frame(reading: item.payload).call {
            digests[OutboxItem.digest(action: call.action, payload: call.payload)] = item.key
        }
        if item.isStart, let number = item.transactionID {
            starts[number] = item.key
            if let given = item.upstreamTransactionID { localNumbers[given] = number }
        }
        settle(item.key)
    }

    /// Forgets what is done, but for starts: their numbers are needed as long as their transactions last.
    private mutating func forget(before moment: Timestamp) {
        let old = items.values.filter { !$0.isStart && !$0.state.isOpen && $0.receivedAt < moment }
        for item in old { items[item.key] = nil }
        digests = digests.filter { items[$0.value] != nil }
    }

    private mutating func supersede(_ subject: String, before newer: OutboxItem) {
        for key in queue {
            guard let older = items[key], older.subject == subject, older.state == .pending else { continue }
            items[key]?.state = .superseded
        }
        queue.removeAll { items[$0]?.state == .superseded }
    }

    /// The message of the same content that was taken before; a given up one does not count.
    package func known(action: String, payload: JSON) -> OutboxItem? {
        guard let key = digests[OutboxItem.digest(action: action, payload: payload)], let item = items[key] else {
            return nil
        }
        return item.state == .givenUp || item.state == .superseded ? nil : item
    }

    // MARK: Sending

    /// The message that goes next; `nil` when none may.
    ///
    /// A BootNotification goes before all others, and nothing goes before the start of its transaction is known.
    package var next: OutboxItem? {
        let boot = queue.first { items[$0]?.action == OCPP16.BootNotification.name }
        let key = boot ?? queue.first { items[$0].map { !isBlocked($0) } ?? false }
        return key.flatMap { items[$0] }
    }

    private func isBlocked(_ item: OutboxItem) -> Bool {
        guard !item.isStart, let number = item.transactionID, let key = starts[number], let start = items[key] else {
            return false
        }
        return start.upstreamTransactionID == nil
    }

    /// Notes that a message goes out now; returns the bytes that go.
    ///
    /// - Returns: `nil` when it may not go, or is no message whose id could be changed.
    package mutating func send(_ key: OutboxKey) -> [UInt8]? {
        guard let item = items[key], item.state == .pending || item.state == .sent,
            item.attempts < UpstreamOutbox.maxAttempts, let bytes = frame(of: item)
        else { return nil }
        sent(key, round: item.round)
        return bytes
    }

    /// Notes that a message went out, as the journal tells.
    package mutating func sent(_ key: OutboxKey, round: Int) {
        guard let item = items[key], item.round == round, item.state == .pending || item.state == .sent else { return }
        items[key]?.attempts += 1
        items[key]?.state = .sent
    }

    private func frame(of item: OutboxItem) -> [UInt8]? {
        let text = FrameText(item.payload).replacing(id: item.messageID.messageID)
        return text.map { upward($0, action: item.action).bytes }
    }

    /// Notes the back-office's answer; also one that comes late.
    package mutating func answered(_ id: OutboxMessageID, by frame: Frame) {
        let key = OutboxKey(nodeID: id.nodeID, sequence: id.sequence)
        guard let item = items[key], item.round & 0x3FF == id.round, item.state != .acked else { return }
        switch frame {
        case .callResult(let result):
            let given = item.isStart ? result.payload["transactionId"]?.lenientNumber : nil
            // Nothing more of the transaction could be told without its number.
            let isUseless = item.isStart && given == nil
            items[key]?.state = isUseless ? .parked : .acked
            items[key]?.reason = isUseless ? OutboxReason.noNumber : ""
            if let given { learn(given, for: item) }
        case .callError(let error):
            items[key]?.state = .parked
            items[key]?.reason = "\(OutboxReason.refused): \(error.code.rawValue)"
        case .call, .unreadable: return
        }
        settle(key)
    }

    private mutating func learn(_ given: Int64, for item: OutboxItem) {
        items[item.key]?.upstreamTransactionID = given
        if let number = item.transactionID { localNumbers[given] = number }
    }

    /// Notes that no answer to a message will come any more: it is sent once more, or parked.
    package mutating func gaveNoAnswer(_ key: OutboxKey) {
        settle(key)
    }

    /// Notes that nobody waits for answers any more.
    package mutating func settleAll() {
        for key in queue { settle(key) }
    }

    /// Parks what was sent often enough, and keeps the queue to what is to be sent.
    private mutating func settle(_ key: OutboxKey) {
        guard let item = items[key] else { return }
        if item.state == .sent, item.attempts >= UpstreamOutbox.maxAttempts {
            items[key]?.state = .parked
            items[key]?.reason = OutboxReason.noAnswer
        }
        let isQueued = items[key]?.state == .pending || items[key]?.state == .sent
        let place = queue.firstIndex(of: key)
        if !isQueued, let place { queue.remove(at: place) }
        if isQueued, place == nil { enter(item) }
    }

    private mutating func enter(_ item: OutboxItem) {
        var place = queue.count
        while place > 0, let before = items[queue[place - 1]], UpstreamOutbox.isBefore(item, before) { place -= 1 }
        queue.insert(item.key, at: place)
    }

    private static func isBefore(_ one: OutboxItem, _ other: OutboxItem) -> Bool {
        (one.receivedAt, one.key.nodeID, one.key.sequence) < (other.receivedAt, other.key.nodeID, other.key.sequence)
    }

    // MARK: Merging

    /// Takes what the database says of a message: a person's decision, or what another node did.
    ///
    /// What is further counts; what this node did a moment ago may not have arrived there.
    package mutating func merge(_ stored: OutboxItem) {
        guard let own = items[stored.key] else { return take(stored) }
        let isFurther =
            stored.round > own.round
            || stored.round == own.round && own.state.isOpen
                && (!stored.state.isOpen || stored.state == .parked || stored.attempts > own.attempts)
        guard isFurther else { return }
        items[stored.key] = stored
        if stored.isStart, let given = stored.upstreamTransactionID { learn(given, for: stored) }
        settle(stored.key)
    }

    // MARK: Numbers

    /// The charge point's message as the back-office must read it.
    package func upward(_ text: FrameText, action: String) -> FrameText {
        text.exchangingTransaction(of: action) { upstreamNumber(of: $0) }
    }

    /// The back-office's call as the charge point must read it.
    package func downward(_ text: FrameText, action: String) -> FrameText {
        text.exchangingTransaction(of: action) { localNumbers[$0] }
    }

    /// The back-office's number for a transaction, when it is another than the charge point's.
    private func upstreamNumber(of local: Int64) -> Int64? {
        starts[local].flatMap { items[$0]?.upstreamTransactionID }
    }

    /// Whether the charge point has this number for a transaction of which the back-office has another.
    package func isTaken(_ number: Int64) -> Bool { starts[number] != nil }

    /// Whether a message of the charge point is about a transaction whose start the back-office does not know.
    package func mustWait(_ text: FrameText, action: String) -> Bool {
        guard let path = TransactionToken.inCalls[action], let number = text.integer(at: path), let key = starts[number]
        else { return false }
        return items[key]?.upstreamTransactionID == nil
    }

    /// Whether a command of the back-office may be about a transaction whose start it was told and has not answered.
    package func mayBecomeKnown(_ text: FrameText, action: String) -> Bool {
        guard let path = TransactionToken.inCalls[action], let number = text.integer(at: path) else { return false }
        let isStartOut = queue.contains { items[$0].map { $0.isStart && $0.state == .sent } ?? false }
        return localNumbers[number] == nil && isStartOut
    }
}

extension Frame {
    /// The call, when it is one.
    package var call: Call? {
        if case .call(let call) = self { call } else { nil }
    }
}
