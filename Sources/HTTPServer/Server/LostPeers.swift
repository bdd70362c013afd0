import Glibc
import NIOCore

/// Has the kernel give up a connection whose peer went away without a word, as after a power cut.
///
/// Our own pings bring something to be acknowledged; whether a peer answers them as a WebSocket does not matter.
enum LostPeers {
    /// How long sent bytes may go unacknowledged, as the kernel's option; milliseconds.
    ///
    /// Source: tcp(7), `TCP_USER_TIMEOUT`; RFC 5482.
    static let option = ChannelOptions.tcpOption(NIOBSDSocket.Option(rawValue: CInt(TCP_USER_TIMEOUT)))

    static func value(_ timeout: Duration) -> SocketOptionValue {
        let parts = timeout.components
        return SocketOptionValue(parts.seconds * 1_000 + parts.attoseconds / 1_000_000_000_000_000)
    }
}
