package import OCPP
package import Values

extension ObserverBook {
    // MARK: Sending

    /// The bytes that go to the observer: the charge point's, with an id of ours and the observer's number.
    ///
    /// - Returns: `nil` for a message whose id cannot be changed.
    package func bytes(of message: ObserverMessage) -> [UInt8]? {
        guard let text = FrameText(message.payload).replacing(id: message.id) else { return nil }
        let number = message.transaction.flatMap { transactions[$0]?.observerTransactionID }
        return text.exchangingTransaction(of: message.call.action) { _ in number }.bytes
    }

    /// Takes what the observer said to a message; nothing of it is on its way any more.
    package mutating func told(_ message: ObserverMessage, _ answer: ObserverAnswer, at now: Timestamp) {
        switch message.origin {
        case .journal(let place): passed(place)
        case .owed: break
        case .again(let key): transactions[key]?.again = message.isStop ? nil : message.place
        }
        settle(message)
        if case .result = answer { progress.told += 1 } else { refused(message, answer) }
        if message.isStart {
            started(message, answer)
        } else if let key = message.transaction {
            followed(key, message, answer)
        } else if message.call.action == OCPP16.BootNotification.name {
            booted(message, answer, at: now)
        }
    }

    /// Leaves out a message that the observer's connection has no words for.
    mutating func leaveOut(_ message: ObserverMessage) {
        if case .journal(let place) = message.origin { passed(place) }
        progress.outdated += 1
    }

    /// What was told need not be told as the latest of its subject.
    private mutating func settle(_ message: ObserverMessage) {
        note(message.call)
        guard let subject = ObserverTable.subject(of: message.call), let place = owed[subject],
            place.receivedAt <= message.place.receivedAt
        else { return }
        owed[subject] = nil
    }

    private mutating func refused(_ message: ObserverMessage, _ answer: ObserverAnswer) {
        progress.refused += 1
        progress.refusal = "\(message.call.action): \(answer.reason ?? "")"
    }

    // MARK: Transactions

    private mutating func started(_ message: ObserverMessage, _ answer: ObserverAnswer) {
        let known = transactions[message.place.key]
        var transaction = ObserverTransaction(
            place: message.place,
            transactionID: known?.transactionID ?? message.transactionID ?? 0,
            startDigest: OutboxItem.digest(action: message.call.action, payload: message.call.payload),
            state: .untold,
            told: known?.told ?? 0,
            skipped: known?.skipped ?? 0,
            refused: known?.refused ?? 0,
            round: message.round
        )
        ObserverBook.judge(answer, &transaction)
        if transaction.state == .open {
            transaction.told += 1
            transaction.again = known?.again
        } else {
            transaction.refused += 1
        }
        remember(transaction)
        changed.insert(message.place.key)
    }

    /// Whether the observer knows the transaction now.
    ///
    /// A number counts, whatever it thinks of the card; a refusal with none, or with one that is none, does not.
    ///
    /// Source: OCPP 1.6 §4.8: the answer bears the number in any case, and the charge point uses it.
    private static func judge(_ answer: ObserverAnswer, _ transaction: inout ObserverTransaction) {
        guard case .result(let payload) = answer else {
            transaction.reason = answer.reason ?? ""
            return
        }
        let status = payload["idTagInfo"]?["status"]?.stringValue ?? OCPP16.AuthorizationStatus.accepted.rawValue
        let isAccepted = status == OCPP16.AuthorizationStatus.accepted.rawValue
        guard let number = payload["transactionId"]?.lenientNumber, isAccepted || number > 0 else {
            transaction.reason = isAccepted ? ObserverReason.noNumber : "\(ObserverReason.refused): \(status)"
            return
        }
        transaction.state = .open
        transaction.observerTransactionID = number
        transaction.reason = isAccepted ? "" : "\(ObserverReason.notAccepted): \(status)"
    }

    private mutating func followed(_ key: OutboxKey, _ message: ObserverMessage, _ answer: ObserverAnswer) {
        changed.insert(key)
        let wasRefused = transactions[key]?.state == .stopUntold
        if message.isStop {
            transactions[key]?.stop = message.place
            transactions[key]?.state = answer.reason == nil ? .stopped : .stopUntold
        }
        if let reason = answer.reason {
            transactions[key]?.refused += 1
            transactions[key]?.reason = reason
            return
        }
        if message.isStop, wasRefused { transactions[key]?.reason = "" }
        transactions[key]?.told += 1
        guard case .again = message.origin, let skipped = transactions[key]?.skipped, skipped > 0 else { return }
        transactions[key]?.skipped = skipped - 1
    }

    // MARK: Boots

    private mutating func booted(_ message: ObserverMessage, _ answer: ObserverAnswer, at now: Timestamp) {
        refusal = nil
        guard case .result(let payload) = answer, let status = payload["status"]?.stringValue,
            status != OCPP16.BootNotification.Status.accepted.rawValue
        else { return }
        let asked = payload["interval"]?.lenientNumber ?? limits.bootSeconds.lowerBound
        let seconds = min(max(asked, limits.bootSeconds.lowerBound), limits.bootSeconds.upperBound)
        refusal = (status, now.adding(seconds: seconds))
        let subject = OCPP16.BootNotification.name
        if owed[subject] == nil { owed[subject] = message.place }
    }

    /// The subject that is told next of those that are owed: a boot goes before everything else.
    package func nextOwed(bootsOnly: Bool) -> (subject: String, place: JournalPlace)? {
        let boot = OCPP16.BootNotification.name
        if let place = owed[boot] { return (boot, place) }
        guard !bootsOnly, let next = owed.min(by: { $0.key < $1.key }) else { return nil }
        return (next.key, next.value)
    }

    /// Drops a subject of which there is nothing to tell.
    package mutating func drop(_ subject: String) {
        owed[subject] = nil
    }

    /// What was said before the observer was added and still holds: the latest boot, and the latest state of each
    /// connector.
    package mutating func introduce(by calls: [JournalFrame]) {
        for frame in calls {
            guard let subject = Frame(reading: frame.payload).call.flatMap(ObserverTable.subject) else { continue }
            if let known = owed[subject], known.receivedAt >= frame.place.receivedAt { continue }
            owed[subject] = frame.place
        }
    }
}
