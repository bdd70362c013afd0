import NIOCore
import NIOSSL
import NIOTLS

/// A client that did not get through the TLS handshake; it has no request, and so no name.
public struct TLSFailure: Hashable, Sendable {
    /// What went wrong, as far as can be told.
    public enum Kind: String, CaseIterable, Sendable {
        /// It spoke something else, such as plain HTTP.
        case notTLS = "not_tls"
        /// It did not accept the server's certificate.
        case certificate
        /// It has no version or cipher in common with the server.
        case version
        /// It went away, or something else.
        case other
    }

    /// The client's address.
    public let remoteAddress: String
    /// What went wrong.
    public let kind: Kind

    /// Makes a failure.
    public init(remoteAddress: String, kind: Kind) {
        self.remoteAddress = remoteAddress
        self.kind = kind
    }

    /// NIOSSL gives the reason of BoringSSL as text only.
    static func kind(of error: any Error) -> Kind {
        let text = String(describing: error).uppercased()
        func names(_ words: String...) -> Bool { words.contains { text.contains($0) } }
        if names("HTTP_REQUEST", "HTTPS_PROXY_REQUEST", "WRONG_VERSION_NUMBER") { return .notTLS }
        if names("UNKNOWN_CA", "ALERT_CERTIFICATE", "BAD_CERTIFICATE", "CERTIFICATE_EXPIRED") { return .certificate }
        if names("UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION", "NO_SHARED_CIPHER", "NO_COMMON") { return .version }
        return .other
    }
}

/// Sees how the TLS handshake of a connection ends.
final class TLSFailureWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let address: String
    private let report: @Sendable (TLSFailure) -> Void
    private var isOver = false

    init(address: String, _ report: @escaping @Sendable (TLSFailure) -> Void) {
        self.address = address
        self.report = report
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event { isOver = true }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !isOver {
            isOver = true
            report(TLSFailure(remoteAddress: address, kind: TLSFailure.kind(of: error)))
        }
        context.fireErrorCaught(error)
    }
}
