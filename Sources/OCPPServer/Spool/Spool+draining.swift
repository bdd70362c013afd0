internal import Synchronization
internal import Values

extension Spool {
    /// Reads frames in order, from a place that only it knows.
    package struct Reader: Sendable {
        private let spool: Spool
        private var sequence: Int64
        private var segmentName = ""
        private var offset = Segment.headerBytes

        /// Bytes read from a file at once.
        private static let chunkBytes = 1024 * 1024

        init(_ spool: Spool, after sequence: Int64) {
            self.spool = spool
            self.sequence = sequence
        }

        /// The next frames that are on the disk; empty when there are none yet.
        ///
        /// Reads from the system's cache, so it hardly ever waits for the disk.
        package mutating func next(maxFrames: Int) throws(SpoolFault) -> [SpooledFrame] {
            var frames: [SpooledFrame] = []
            while frames.count < maxFrames, let segment = currentSegment() {
                frames += try readChunk(of: segment, maxFrames: maxFrames - frames.count)
            }
            return frames
        }

        /// The segment that holds the next frame; `nil` when all frames on the disk are read.
        private mutating func currentSegment() -> Segment? {
            let sequence = sequence
            let found = spool.state.withLock { state in
                state.segments.first { $0.lastSequence > sequence }
            }
            guard let found else { return nil }
            if found.name != segmentName { (segmentName, offset) = (found.name, Segment.headerBytes) }
            return found
        }

        private mutating func readChunk(of segment: Segment, maxFrames: Int) throws(SpoolFault) -> [SpooledFrame] {
            let available = segment.durableEnd - offset
            var bytes = try segment.file.read(upTo: min(available, Reader.chunkBytes), at: offset)
            var frames = decode(bytes, maxFrames: maxFrames)
            if frames.isEmpty, bytes.count < available {
                // A single record longer than a chunk.
                bytes = try segment.file.read(upTo: min(available, RecordCoding.maxBodyBytes), at: offset)
                frames = decode(bytes, maxFrames: maxFrames)
            }
            guard let last = frames.last else {
                throw SpoolFault(.damaged, path: segment.file.path, offset: offset)
            }
            let fresh = frames.filter { $0.sequence > sequence }
            offset += frames.reduce(0) { $0 + RecordCoding.size(of: $1) }
            sequence = max(sequence, last.sequence)
            return fresh
        }

        private func decode(_ bytes: [UInt8], maxFrames: Int) -> [SpooledFrame] {
            bytes.withUnsafeBytes { buffer in
                var frames: [SpooledFrame] = []
                var place = 0
                while frames.count < maxFrames,
                    case .record(let frame, let next) = RecordCoding.read(buffer, at: place, nodeID: spool.nodeID)
                {
                    frames.append(frame)
                    place = next
                }
                return frames
            }
        }
    }

    /// A reader of all frames that are not drained.
    package func undrained() -> Reader { Reader(self, after: drainedSequence) }

    /// Notes that everything up to a number is stored elsewhere, and deletes segments that are no longer needed.
    package func markDrained(through sequence: Int64) throws(SpoolFault) {
        let obsolete = state.withLock { state in
            state.drainedSequence = max(state.drainedSequence, sequence)
            return state.segments.dropLast().filter { $0.lastSequence <= sequence }
        }
        guard !obsolete.isEmpty else { return }
        // The position must be safe first: a crash in between would otherwise forget which numbers were given out.
        try persistPosition()
        for segment in obsolete { try folder.remove(segment.name) }
        let names = Set(obsolete.map(\.name))
        state.withLock { $0.segments.removeAll { names.contains($0.name) } }
    }

    /// Writes the drained position to the disk.
    package func persistPosition() throws(SpoolFault) {
        let sequence = drainedSequence
        try position.withLock { position throws(SpoolFault) in try position.write(sequence) }
    }
}

extension RecordCoding {
    /// Bytes of a frame's record on disk.
    static func size(of frame: SpooledFrame) -> Int {
        let promise = frame.heading.promise.map { $0.json.compactBytes.count + 2 } ?? 0
        return prefixBytes + headingBytes + promise + frame.payload.count
    }
}
