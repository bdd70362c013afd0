internal import HTTPServer
internal import NIOCore

/// A message on its way to the charge point.
struct RelayedMessage {
    /// What it carries.
    let payload: ByteBuffer
    /// Its frames, as a server sends them.
    let frames: ByteBuffer
    /// What it promises to tell the back-office.
    var promise: OutboxPromise?

    /// A message of the back-office, as it came.
    init(_ message: WebSocketMessage) {
        payload = message.payload
        frames = message.frames
    }

    /// A text of ours, in one frame.
    ///
    /// Source: RFC 6455 §5.2.
    init(text: [UInt8], promise: OutboxPromise? = nil) {
        payload = ByteBuffer(bytes: text)
        self.promise = promise
        var frames = ByteBuffer()
        frames.writeInteger(UInt8(0x81))
        switch text.count {
        case ...125: frames.writeInteger(UInt8(text.count))
        case ...0xFFFF:
            frames.writeInteger(UInt8(126))
            frames.writeInteger(UInt16(text.count))
        default:
            frames.writeInteger(UInt8(127))
            frames.writeInteger(UInt64(text.count))
        }
        frames.writeBytes(text)
        self.frames = frames
    }
}
