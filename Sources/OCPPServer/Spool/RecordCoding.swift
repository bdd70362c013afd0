internal import OCPP
internal import Values

/// The form of a record on disk.
///
/// Little-endian: length of the body (4 bytes), CRC-32C of the body (4), then the body: sequence (8), received at in µs (8),
/// operator (8), charge point (8), connection (8), sender and route (1), payload.
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
        appendInteger(UInt32(headingBytes + payload.count), to: &bytes)
        appendInteger(UInt32(0), to: &bytes)
        for field in [
            sequence, heading.receivedAt.microseconds, heading.operatorID.rawValue, heading.chargePointID.rawValue,
            heading.connectionID,
        ] {
            appendInteger(field, to: &bytes)
        }
        bytes.append((heading.sender == .chargePoint ? 0 : 1) | heading.route.rawValue << 1)
        bytes.append(contentsOf: payload)
        bytes.withUnsafeMutableBytes { all in
            let body = UnsafeRawBufferPointer(rebasing: all[(start + prefixBytes)...])
            let checksum = CRC32C.checksum(body).littleEndian
            all.storeBytes(of: checksum, toByteOffset: start + 4, as: UInt32.self)
        }
    }

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
            route: FrameRoute(rawValue: body[40] >> 1) ?? .direct
        )
        let payload = [UInt8](body[headingBytes...])
        return SpooledFrame(
            nodeID: nodeID,
            sequence: integer(body, 0, Int64.self),
            heading: heading,
            payload: payload
        )
    }

    static func integer<Number: FixedWidthInteger>(
        _ bytes: UnsafeRawBufferPointer,
        _ offset: Int,
        _: Number.Type
    ) -> Number {
        Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
}
