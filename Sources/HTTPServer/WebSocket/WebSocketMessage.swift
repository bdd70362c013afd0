public import NIOCore

/// A whole message, with the frames it came in.
public struct WebSocketMessage: Sendable {
    /// Whether it is text; otherwise it is binary.
    public let isText: Bool
    /// All its data frames as they stood on the wire: headers, masks and all, ready to be handed on unchanged.
    public private(set) var frames: ByteBuffer
    /// What the frames carry, without masks.
    public private(set) var payload: ByteBuffer

    init(_ frame: ReceivedFrame) {
        isText = frame.opcode == ReceivedFrame.text
        frames = frame.raw
        payload = frame.payload
    }

    mutating func append(_ frame: ReceivedFrame) {
        var raw = frame.raw
        frames.writeBuffer(&raw)
        frame.write(payloadTo: &payload)
    }
}
