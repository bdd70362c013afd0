package import OCPP
internal import Synchronization
package import Values

/// What a node has in memory of what it promised in the place of back-offices.
final class OutboxRoom: Sendable {
    let memory = UpstreamMemory()
    /// Wakes who reads outboxes from the database.
    let asked = SpoolSignal()
    private let boxes = Mutex<[OutboxPlace: UpstreamOutbox]>([:])
    private let numbers = Mutex<[ClosedRange<Int64>]>([])
    private let wanted = Mutex<Set<ChargePointID>>([])

    // MARK: Outboxes

    /// Does something with an outbox; one at a time.
    func with<Result>(_ place: OutboxPlace, _ body: (inout UpstreamOutbox) -> Result) -> Result {
        boxes.withLock { body(&$0[place, default: UpstreamOutbox()]) }
    }

    /// Parks what was sent often enough before a restart: whoever waited for the answers is gone.
    func settle() {
        boxes.withLock { boxes in
            for place in boxes.keys { boxes[place]?.settleAll() }
        }
    }

    /// The outboxes of a charge point.
    func places(of id: ChargePointID) -> [OutboxPlace] {
        boxes.withLock { $0.keys.filter { $0.chargePointID == id } }
    }

    /// Takes what the database says.
    func merge(_ stored: [StoredOutboxItem]) {
        boxes.withLock { boxes in
            for entry in stored { boxes[entry.place, default: UpstreamOutbox()].merge(entry.item) }
        }
    }

    /// Has an outbox read from the database again.
    func refresh(_ id: ChargePointID) {
        wanted.withLock { _ = $0.insert(id) }
        asked.send()
    }

    /// The charge points whose outboxes are to be read.
    func takeWanted() -> [ChargePointID] {
        wanted.withLock { wanted in
            defer { wanted = [] }
            return Array(wanted)
        }
    }

    // MARK: Numbers

    /// Adds reserved numbers.
    func add(_ block: ClosedRange<Int64>) {
        numbers.withLock { $0.append(block) }
    }

    /// How many numbers are left.
    var remaining: Int64 { numbers.withLock { $0.reduce(0) { $0 + $1.upperBound - $1.lowerBound + 1 } } }

    /// A number that nobody had; `nil` when none is left.
    func takeNumber() -> Int64? {
        numbers.withLock { numbers in
            guard let first = numbers.first else { return nil }
            if first.lowerBound == first.upperBound {
                numbers.removeFirst()
            } else {
                numbers[0] = (first.lowerBound + 1)...first.upperBound
            }
            return first.lowerBound
        }
    }
}
