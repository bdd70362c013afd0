internal import NIOCore

/// What is on its way to the charge point, in order; answers that promise something wait until they are on the disk,
/// and what came behind them waits with them.
struct HeldAnswers {
    private var waiting = CircularBuffer<(bytes: ByteBuffer, isHeld: Bool)>(initialCapacity: 1)
    /// Answers that are on the disk, but of which the turn has not come.
    private var credit = 0
    /// Bytes that wait.
    private(set) var byteCount = 0

    /// Whether nothing waits.
    var isEmpty: Bool { waiting.isEmpty }

    /// Takes a message; `false` when nothing stands before it and it may go at once.
    mutating func hold(_ bytes: ByteBuffer, untilDurable: Bool) -> Bool {
        guard untilDurable || !waiting.isEmpty else { return false }
        waiting.append((bytes, untilDurable))
        byteCount += bytes.readableBytes
        return true
    }

    /// Notes that so many of the held answers more are on the disk; returns what may go now, in order.
    mutating func release(_ count: Int) -> [ByteBuffer] {
        credit += count
        var free: [ByteBuffer] = []
        while let next = waiting.first {
            if next.isHeld {
                guard credit > 0 else { break }
                credit -= 1
            }
            waiting.removeFirst()
            byteCount -= next.bytes.readableBytes
            free.append(next.bytes)
        }
        return free
    }
}
