internal import OCPP
internal import Values

/// The form of a record on disk.
///
/// Little-endian: length of the body (4 bytes), CRC-32C of the body (4), then the body: sequence (8), received at in µs
/// (8), operator (8), charge point (8), connection (8), sender, route and whether a promise follows (1), then, where it
/// does, its length (2) and its text, and the payload.
enum RecordCoding {
    /// Bytes before the body.
    static let prefixBytes = 8
    /// Bytes of the body before the payload.
    static let headingBytes = 41
    /// The largest body that is believed when reading; above the largest frame of any configuration.
    static let maxBodyBytes = 64 * 1024 * 1024

    /// Appends a record.
    static func append(
        _ heading: FrameHeading,
        sequence: Int64,
        payload: UnsafeRawBufferPointer,
        to bytes: inout [UInt8]
    ) {
        let start = bytes.count
        let promise = heading.promise.map { $0.json.compactBytes } ?? []
        let promiseBytes = promise.isEmpty ? 0 : promise.count + 2
        appendHead(heading, sequence, bodyBytes: headingBytes + promiseBytes + payload.count, !promise.isEmpty, &bytes)
        if !promise.isEmpty {
            appendInteger(UInt16(clamping: promise.count), to: &bytes)
            bytes.append(contentsOf: promise)
        }
        bytes.append(contentsOf: payload)
        bytes.withUnsafeMutableBytes { all in
            let body = UnsafeRawBufferPointer(rebasing: all[(start + prefixBytes)...])
            let checksum = CRC32C.checksum(body).littleEndian
            all.storeBytes(of: checksum, toByteOffset: start + 4, as: UInt32.self)
        }
    }

    /// Appends length, room for the checksum, and the heading, in one piece.
    private static func appendHead(
        _ heading: FrameHeading,
        _ sequence: Int64,
        bodyBytes: Int,
        _ hasPromise: Bool,
        _ bytes: inout [UInt8]
    ) {
        withUnsafeTemporaryAllocation(byteCount: prefixBytes + headingBytes, alignment: 8) { head in
            // The checksum behind the length is written when the body is there.
            head.storeBytes(of: UInt64(bodyBytes).littleEndian, as: UInt64.self)
            var place = prefixBytes
            func put(_ field: Int64) {
                head.storeBytes(of: field.littleEndian, toByteOffset: place, as: Int64.self)
                place += 8
            }
            put(sequence)
            put(heading.receivedAt.microseconds)
            put(heading.operatorID.rawValue)
            put(heading.chargePointID.rawValue)
            put(heading.connectionID)
            let sender: UInt8 = heading.sender == .chargePoint ? 0 : 1
            head[place] = sender | heading.route.rawValue << 1 | (hasPromise ? promiseMark : 0)
            bytes.append(contentsOf: UnsafeRawBufferPointer(head))
        }
    }

    /// Set in the byte of sender and route when a promise follows.
    private static let promiseMark: UInt8 = 0x80

    private static func appendInteger(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// What stands at a place of a segment.
    enum Reading {
        /// A whole record and the place behind it.
        case record(SpooledFrame, next: Int)
        /// The bytes end before the record does.
        case incomplete
        /// The bytes there are no record.
        case damaged
    }

    /// Reads the record at a place.
    static func read(_ bytes: UnsafeRawBufferPointer, at offset: Int, nodeID: Int64) -> Reading {
        guard offset + prefixBytes <= bytes.count else { return .incomplete }
        let length = Int(integer(bytes, offset, UInt32.self))
        guard (headingBytes...maxBodyBytes).contains(length) else { return .damaged }
        let end = offset + prefixBytes + length
        guard end <= bytes.count else { return .incomplete }
        let body = UnsafeRawBufferPointer(rebasing: bytes[(offset + prefixBytes)..<end])
        guard CRC32C.checksum(body) == integer(bytes, offset + 4, UInt32.self) else { return .damaged }
        return .record(frame(body, nodeID: nodeID), next: end)
    }

    private static func frame(_ body: UnsafeRawBufferPointer, nodeID: Int64) -> SpooledFrame {
        let heading = FrameHeading(
            receivedAt: Timestamp(microseconds: integer(body, 8, Int64.self)),
            operatorID: OperatorID(integer(body, 16, Int64.self)),
            chargePointID: ChargePointID(integer(body, 24, Int64.self)),
            connectionID: integer(body, 32, Int64.self),
            sender: body[40] & 1 == 0 ? .chargePoint : .centralSystem,
            route: FrameRoute(rawValue: body[40] >> 1 & 0x3F) ?? .direct,
            promise: promise(body)
        )
        let payload = [UInt8](body[(headingBytes + promiseBytes(body))...])
        return SpooledFrame(
            nodeID: nodeID,
            sequence: integer(body, 0, Int64.self),
            heading: heading,
            payload: payload
        )
    }

    /// Bytes between heading and payload.
    private static func promiseBytes(_ body: UnsafeRawBufferPointer) -> Int {
        guard body[40] & promiseMark != 0, body.count >= headingBytes + 2 else { return 0 }
        return min(2 + Int(integer(body, headingBytes, UInt16.self)), body.count - headingBytes)
    }

    private static func promise(_ body: UnsafeRawBufferPointer) -> OutboxPromise? {
        let length = promiseBytes(body)
        guard length > 2 else { return nil }
        return OutboxPromise(coded: Array(body[(headingBytes + 2)..<(headingBytes + length)]))
    }

    static func integer<Number: FixedWidthInteger>(
        _ bytes: UnsafeRawBufferPointer,
        _ offset: Int,
        _: Number.Type
    ) -> Number {
        Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
}
