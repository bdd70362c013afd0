package import OCPP
package import Values

/// What an observer is told of a charge point's frames, and the numbers of transactions there: a state machine without
/// I/O.
///
/// Frames come in order. Of each it says whether there is something to tell; that is told before the next is taken. A
/// start is told when its answer says which transaction it began, as sessions are made, so the observer sees the sessions
/// that we see. What belongs to a transaction bears the observer's number; what belongs to one whose start it does not
/// know is not told, and counted.
package struct ObserverBook: Sendable {
    /// A start whose answer has not been seen yet.
    private struct PendingStart {
        let frame: JournalFrame
        let call: Call
    }

    let limits: ObserverLimits
    private(set) var places: [Int32: JournalPlace] = [:]
    /// The latest call of each subject that was not told at its place.
    package internal(set) var owed: [String: JournalPlace]
    var transactions: [OutboxKey: ObserverTransaction] = [:]
    /// The latest transaction with a number, as the charge point has it.
    private var numbers: [Int64: OutboxKey] = [:]
    private var starts: [[UInt8]: OutboxKey] = [:]
    private var pending: [PendingStart] = []
    /// The latest stops and readings, by their content.
    private var taken: [[UInt8]] = []
    /// Transactions that changed since they were stored.
    var changed: Set<OutboxKey> = []
    var progress: ObserverProgress
    /// Frames that were dealt with since that was stored, and whether there are calls among them that were not told.
    private var passedFrames = 0
    private var hasPassedCalls = false
    /// Until when the observer wants to hear nothing but a boot, and its word.
    package internal(set) var refusal: (status: String, until: Timestamp)?

    package init(_ record: ObserverRecord, limits: ObserverLimits = ObserverLimits()) {
        self.limits = limits
        owed = record.owed
        progress = ObserverProgress(places: record.places, owed: record.owed)
        for place in record.places { places[place.key.nodeID] = place }
        for transaction in record.transactions.sorted(by: { $0.place.receivedAt < $1.place.receivedAt }) {
            remember(transaction)
        }
        for frame in record.heard { recall(frame) }
    }

    /// Whether something should be stored; answers to the charge point that passed by can wait.
    package var isWorthStoring: Bool {
        progress.owed != owed || !changed.isEmpty || hasPassedCalls || passedFrames >= limits.framesBetweenStores
    }

    /// Whether anything is not stored.
    package var isBehind: Bool { isWorthStoring || passedFrames > 0 }

    /// What is to be stored, and begins anew.
    package mutating func takeProgress() -> ObserverProgress {
        (passedFrames, hasPassedCalls) = (0, false)
        var taken = progress
        taken.places = Array(places.values)
        taken.owed = owed
        taken.transactions = changed.compactMap { transactions[$0] }
        changed = []
        progress = ObserverProgress(places: taken.places, owed: owed)
        forget()
        return taken
    }

    // MARK: Frames

    /// Takes the next frame; returns what is to be told of it before the next is taken.
    package mutating func take(_ frame: JournalFrame, at now: Timestamp) -> ObserverMessage? {
        guard !isDealtWith(frame.place) else { return nil }
        let message = message(for: frame, at: now)
        if message == nil {
            passed(frame.place)
            if !frame.isOutgoing { hasPassedCalls = true }
        }
        return message
    }

    /// Whether a frame's turn in the journal is over.
    func isDealtWith(_ place: JournalPlace) -> Bool {
        places[place.key.nodeID].map { place.key.sequence <= $0.key.sequence } ?? false
    }

    mutating func passed(_ place: JournalPlace) {
        places[place.key.nodeID] = place
        passedFrames += 1
    }

    private mutating func message(for frame: JournalFrame, at now: Timestamp) -> ObserverMessage? {
        switch Frame(reading: frame.payload) {
        case .call(let call) where !frame.isOutgoing: message(for: call, frame, at: now)
        case .callResult(let result) where frame.isOutgoing: begin(result, frame)
        case .callError(let error) where frame.isOutgoing: dropPending(error.id, frame)
        case .unreadable where !frame.isOutgoing: send(in: frame, at: now)
        default: nil
        }
    }

    /// What the charge point says without asking for an answer is worth something in its moment only.
    private mutating func send(in frame: JournalFrame, at now: Timestamp) -> ObserverMessage? {
        guard let send = ObserverTable.send(in: frame.payload) else { return nil }
        guard now.seconds(since: frame.place.receivedAt) <= limits.freshSeconds else {
            progress.outdated += 1
            return nil
        }
        var message = ObserverMessage(
            origin: .journal(through: frame.place),
            place: frame.place,
            call: send,
            payload: frame.payload
        )
        message.isSend = true
        return message
    }

    private mutating func message(
        for call: Call,
        _ frame: JournalFrame,
        at now: Timestamp
    ) -> ObserverMessage? {
        let isFresh = now.seconds(since: frame.place.receivedAt) <= limits.freshSeconds
        switch ObserverTable.fate(of: call, isFresh: isFresh) {
        case .told: return next(call, frame)
        case .onceAnswered: wait(for: call, frame)
        case .latest(let subject): owed[subject] = frame.place
        case .outdated: progress.outdated += 1
        case .never: break
        }
        return nil
    }

    private mutating func next(_ call: Call, _ frame: JournalFrame) -> ObserverMessage? {
        var message = ObserverMessage(
            origin: .journal(through: frame.place),
            place: frame.place,
            call: call,
            payload: frame.payload
        )
        guard let number = ObserverBook.number(in: call, frame.payload) else { return message }
        guard !taken.contains(OutboxItem.digest(action: call.action, payload: call.payload)) else { return nil }
        message.transaction = known(number)
        guard message.transaction == nil else { return message }
        skip(call, number, frame.place)
        return nil
    }

    /// The number of the transaction that a call belongs to.
    static func number(in call: Call, _ payload: [UInt8]) -> Int64? {
        TransactionToken.inCalls[call.action].flatMap { FrameText(payload).integer(at: $0) }
    }

    /// The transaction of a number, when the observer knows it.
    private func known(_ number: Int64) -> OutboxKey? {
        numbers[number].flatMap { transactions[$0]?.observerTransactionID == nil ? nil : $0 }
    }

    private mutating func skip(_ call: Call, _ number: Int64, _ place: JournalPlace) {
        note(call)
        let key = numbers[number] ?? place.key
        if transactions[key] == nil {
            remember(
                ObserverTransaction(
                    place: place,
                    transactionID: number,
                    state: .untold,
                    reason: ObserverReason.startUnknown
                )
            )
        }
        transactions[key]?.skipped += 1
        changed.insert(key)
    }

    /// Remembers a stop or readings, so that they are known when they come again.
    mutating func note(_ call: Call) {
        guard TransactionToken.inCalls[call.action] != nil else { return }
        taken.append(OutboxItem.digest(action: call.action, payload: call.payload))
        if taken.count > limits.rememberedMessages { taken.removeFirst() }
    }

    // MARK: Starts

    private mutating func wait(for call: Call, _ frame: JournalFrame) {
        _ = takePending(call.id, frame)
        pending.append(PendingStart(frame: frame, call: call))
        if pending.count > limits.pendingStarts { pending.removeFirst() }
    }

    private mutating func takePending(_ id: MessageID, _ frame: JournalFrame) -> PendingStart? {
        let index = pending.firstIndex { start in
            start.call.id == id && start.frame.connectionID == frame.connectionID
                && start.frame.place.key.nodeID == frame.place.key.nodeID
        }
        return index.map { pending.remove(at: $0) }
    }

    private mutating func dropPending(_ id: MessageID, _ frame: JournalFrame) -> ObserverMessage? {
        _ = takePending(id, frame)
        return nil
    }

    /// A start is answered: it has begun a transaction, unless it came before.
    private mutating func begin(_ result: CallResult, _ frame: JournalFrame) -> ObserverMessage? {
        guard let start = takePending(result.id, frame), let number = result.payload["transactionId"]?.lenientNumber
        else { return nil }
        let digest = OutboxItem.digest(action: start.call.action, payload: start.call.payload)
        guard starts[digest] == nil else {
            repeatStart(digest, number, start.frame.place)
            return nil
        }
        return ObserverMessage(
            origin: .journal(through: frame.place),
            place: start.frame.place,
            call: start.call,
            payload: start.frame.payload,
            transactionID: number
        )
    }

    /// The same start once more: the observer knows it; should the charge point have another number, that is the same.
    private mutating func repeatStart(_ digest: [UInt8], _ number: Int64, _ place: JournalPlace) {
        guard let first = starts[digest].flatMap({ transactions[$0] }), first.transactionID != number else { return }
        remember(
            ObserverTransaction(
                place: place,
                transactionID: number,
                observerTransactionID: first.observerTransactionID,
                startDigest: digest,
                state: first.state,
                reason: ObserverReason.repeated
            )
        )
        changed.insert(place.key)
    }

    mutating func remember(_ transaction: ObserverTransaction) {
        transactions[transaction.place.key] = transaction
        numbers[transaction.transactionID] = transaction.place.key
        if !transaction.startDigest.isEmpty { starts[transaction.startDigest] = transaction.place.key }
    }

    // MARK: Memory

    /// Takes a frame that was dealt with before, for what may answer or repeat it.
    private mutating func recall(_ frame: JournalFrame) {
        switch Frame(reading: frame.payload) {
        case .call(let call) where !frame.isOutgoing:
            if call.action == OCPP16.StartTransaction.name { wait(for: call, frame) } else { note(call) }
        case .callResult(let result) where frame.isOutgoing: _ = takePending(result.id, frame)
        case .callError(let error) where frame.isOutgoing: _ = takePending(error.id, frame)
        default: break
        }
    }

    /// Forgets transactions that are over, the oldest first.
    private mutating func forget() {
        let over = transactions.values.filter { $0.state == .stopped && $0.again == nil }
        guard over.count > 2 * limits.rememberedTransactions else { return }
        let oldest = over.sorted { $0.place.receivedAt < $1.place.receivedAt }.dropLast(limits.rememberedTransactions)
        for transaction in oldest {
            let key = transaction.place.key
            transactions[key] = nil
            if numbers[transaction.transactionID] == key { numbers[transaction.transactionID] = nil }
            if starts[transaction.startDigest] == key { starts[transaction.startDigest] = nil }
        }
    }
}
