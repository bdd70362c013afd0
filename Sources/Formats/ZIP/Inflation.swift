import CZlib

/// Unpacks what was packed by DEFLATE.
///
/// Source: RFC 1951.
enum Inflation {
    /// The content, which has exactly the size that was announced.
    ///
    /// - Throws: ``ZIPFault/damaged`` when it is shorter, longer or broken.
    static func inflate(_ packed: ArraySlice<UInt8>, expecting size: Int) throws(ZIPFault) -> [UInt8] {
        var stream = z_stream()
        let version = String(cString: zlibVersion())
        // Negative window bits: no zlib header around it, as in archives.
        guard inflateInit2_(&stream, -MAX_WBITS, version, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .damaged
        }
        defer { inflateEnd(&stream) }
        // One byte more, so that content that is longer than announced is seen.
        var content = [UInt8](repeating: 0, count: size + 1)
        var input = Array(packed)
        let (inputCount, outputCount) = (input.count, content.count)
        let result = input.withUnsafeMutableBufferPointer { source in
            content.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = uInt(inputCount)
                stream.next_out = target.baseAddress
                stream.avail_out = uInt(outputCount)
                return CZlib.inflate(&stream, Z_FINISH)
            }
        }
        guard result == Z_STREAM_END, Int(stream.total_out) == size else { throw .damaged }
        content.removeLast()
        return content
    }

    /// The checksum that archives keep of a file.
    static func checksum(_ content: [UInt8]) -> UInt32 {
        content.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, uInt($0.count))) }
    }
}
