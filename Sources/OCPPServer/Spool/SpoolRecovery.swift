/// Makes sense of a spool's folder after a start.
enum SpoolRecovery {
    /// Reads all segments, cuts a torn end, deletes what is drained, and begins a new segment.
    static func recover(_ folder: SpoolFolder, nodeID: Int64, drained: Int64) throws(SpoolFault) -> Spool.State {
        let names = try folder.names().filter(Segment.isSegment)
        var segments: [Segment] = []
        var last = drained
        for name in names {
            let recovered = try Segment.recover(name, in: folder, nodeID: nodeID, isLast: name == names.last)
            guard let segment = recovered, segment.lastSequence > drained, segment.durableEnd > Segment.headerBytes
            else {
                last = max(last, recovered?.lastSequence ?? 0)
                try folder.remove(name)
                continue
            }
            last = max(last, segment.lastSequence)
            segments.append(segment)
        }
        // Numbers that were given out before the crash and never reached the disk are given out again: nobody saw them.
        segments.append(try Segment.create(in: folder, firstSequence: last + 1, nodeID: nodeID))
        return Spool.State(nextSequence: last + 1, segments: segments, drainedSequence: drained)
    }
}
