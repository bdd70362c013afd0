package import OCPP
internal import Values

extension ObserverBook {
    /// The transaction that is told again next, with the place behind which its frames are looked for.
    package var nextAgain: (key: OutboxKey, after: JournalPlace)? {
        let wanted = transactions.values.filter { $0.again != nil }
        let first = wanted.min { $0.place.receivedAt < $1.place.receivedAt }
        return first.flatMap { transaction in transaction.again.map { (transaction.place.key, $0) } }
    }

    /// Takes a transaction that people want told again.
    package mutating func want(_ stored: ObserverTransaction) {
        let known = transactions[stored.place.key]
        guard stored.again != nil, known == nil || known.map({ $0.round < stored.round }) == true else { return }
        remember(stored)
    }

    /// Looks at a call for a transaction that is told again; returns what is to be told of it.
    ///
    /// What the journal has not come to yet is told from there.
    package mutating func takeAgain(_ frame: JournalFrame, for key: OutboxKey) -> ObserverMessage? {
        guard let transaction = transactions[key] else { return nil }
        guard isDealtWith(frame.place) else {
            endAgain(key)
            return nil
        }
        transactions[key]?.again = frame.place
        guard let call = Frame(reading: frame.payload).call else { return nil }
        let isStart = frame.place.key == key
        let number = ObserverBook.number(in: call, frame.payload)
        guard isStart || number == transaction.transactionID else { return nil }
        return ObserverMessage(
            origin: .again(key),
            place: frame.place,
            call: call,
            payload: frame.payload,
            round: transaction.round,
            transactionID: isStart ? transaction.transactionID : nil,
            transaction: isStart ? nil : key
        )
    }

    /// Ends telling a transaction again.
    package mutating func endAgain(_ key: OutboxKey) {
        transactions[key]?.again = nil
        changed.insert(key)
    }
}
