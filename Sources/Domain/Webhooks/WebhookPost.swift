import CCurl
import Dispatch
import Foundation

/// A message to an endpoint.
package struct WebhookMessage: Sendable {
    package let url: String
    package let headers: [(name: String, value: String)]
    package let body: String

    package init(url: String, headers: [(name: String, value: String)], body: String) {
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// What an endpoint answered.
package struct WebhookAnswer: Hashable, Sendable {
    /// 0 where nothing was answered.
    package let status: Int
    /// Why nothing was answered, or empty.
    package let error: String
    package let milliseconds: Int

    package init(status: Int, error: String, milliseconds: Int) {
        self.status = status
        self.error = error
        self.milliseconds = milliseconds
    }
}

/// Sends messages.
package protocol WebhookPosting: Sendable {
    func post(_ message: WebhookMessage) async -> WebhookAnswer
}

/// Sends messages through libcurl, each on a thread while it waits: how many at a time, the caller decides.
///
/// Redirects are not followed, proxies are not used, and before a socket is opened its address is looked at: what a name
/// stands for is known only then.
package final class CurlWebhookPost: WebhookPosting {
    private let queue = DispatchQueue(label: "laadboek.webhooks", attributes: .concurrent)
    private let allowsInside: Bool

    /// Seconds for a whole message, as the convention advises.
    package static let totalSeconds = 20
    private static let connectSeconds = 10
    /// Bytes of an answer that are read; nobody looks at them.
    static let answerBytes = 64 << 10

    /// - Parameter allowsInside: For tests, whose receivers are on this machine and speak plain HTTP.
    package init(allowsInside: Bool = false) {
        self.allowsInside = allowsInside
    }

    package func post(_ message: WebhookMessage) async -> WebhookAnswer {
        let allowsInside = allowsInside
        return await withCheckedContinuation { continuation in
            queue.async {
                let begun = ContinuousClock.now
                let (status, error) = WebhookTransfer(message: message, allowsInside: allowsInside).run()
                let taken = ContinuousClock.now - begun
                let milliseconds = Int(
                    taken.components.seconds * 1_000 + taken.components.attoseconds / 1_000_000_000_000_000
                )
                continuation.resume(
                    returning: WebhookAnswer(
                        status: status,
                        error: String(error.prefix(200)),
                        milliseconds: milliseconds
                    )
                )
            }
        }
    }
}

/// One message through one connection.
private struct WebhookTransfer {
    let message: WebhookMessage
    let allowsInside: Bool

    func run() -> (status: Int, error: String) {
        guard CurlLibrary.isReady, let handle = curl_easy_init() else { return (0, "libcurl cannot be started") }
        defer { curl_easy_cleanup(handle) }
        var headers: UnsafeMutablePointer<curl_slist>?
        for header in message.headers { headers = curl_slist_append(headers, "\(header.name): \(header.value)") }
        defer { curl_slist_free_all(headers) }
        var watch = TransferWatch(allowsInside: allowsInside)
        let body = Array(message.body.utf8)
        let code = body.withUnsafeBytes { body in
            withUnsafeMutablePointer(to: &watch) { watch in
                let code = setOptions(handle, headers, body, watch)
                return code == CURLE_OK ? curl_easy_perform(handle) : code
            }
        }
        var status = 0
        _ = laadboek_curl_response_code(handle, &status)
        if code == CURLE_OK { return (status, "") }
        if watch.isRefused { return (0, "the address is not of the public internet") }
        return (0, String(cString: curl_easy_strerror(code)))
    }

    private func setOptions(
        _ handle: UnsafeMutableRawPointer,
        _ headers: UnsafeMutablePointer<curl_slist>?,
        _ body: UnsafeRawBufferPointer,
        _ watch: UnsafeMutablePointer<TransferWatch>
    ) -> CURLcode {
        let texts: [(CURLoption, String)] = [
            (CURLOPT_URL, message.url), (CURLOPT_PROTOCOLS_STR, allowsInside ? "http,https" : "https"),
            (CURLOPT_PROXY, ""), (CURLOPT_USERAGENT, "Laadboek-Webhooks/1"),
        ]
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_POST, 1), (CURLOPT_POSTFIELDSIZE, body.count), (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 0),
            (CURLOPT_CONNECTTIMEOUT, 10), (CURLOPT_TIMEOUT, CurlWebhookPost.totalSeconds),
        ]
        var codes = texts.map { laadboek_curl_set_string(handle, $0.0, $0.1) }
        codes += numbers.map { laadboek_curl_set_long(handle, $0.0, $0.1) }
        codes.append(
            laadboek_curl_set_pointer(handle, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: body.baseAddress))
        )
        codes.append(laadboek_curl_set_list(handle, CURLOPT_HTTPHEADER, headers))
        codes.append(laadboek_curl_set_writer(handle, TransferWatch.write, watch))
        codes.append(laadboek_curl_set_opener(handle, TransferWatch.open, watch))
        return codes.first { $0 != CURLE_OK } ?? CURLE_OK
    }
}

/// What libcurl asks while it sends.
private struct TransferWatch {
    let allowsInside: Bool
    var isRefused = false
    var received = 0

    /// Counts the answer and keeps nothing of it.
    static let write: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
        _,
        size,
        count,
        context in
        guard let watch = context?.assumingMemoryBound(to: TransferWatch.self) else { return 0 }
        watch.pointee.received += size * count
        return watch.pointee.received > CurlWebhookPost.answerBytes ? 0 : size * count
    }

    /// Opens a socket to an address of the public internet.
    static let open:
        @convention(c) (UnsafeMutableRawPointer?, curlsocktype, UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t =
            {
                context,
                _,
                address in
                guard let watch = context?.assumingMemoryBound(to: TransferWatch.self), let address,
                    let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr)
                else { return -1 }
                let raw = UnsafeRawPointer(address) + offset
                let bytes = TransferWatch.bytes(raw, family: address.pointee.family)
                guard watch.pointee.allowsInside || !WebhookAddress.isInside(bytes) else {
                    watch.pointee.isRefused = true
                    return -1
                }
                return socket(address.pointee.family, address.pointee.socktype, address.pointee.protocol)
            }

    /// The address within what sockets call one; empty for other families.
    private static func bytes(_ raw: UnsafeRawPointer, family: Int32) -> [UInt8] {
        switch family {
        case AF_INET:
            var address = raw.loadUnaligned(as: sockaddr_in.self).sin_addr
            return withUnsafeBytes(of: &address) { Array($0) }
        case AF_INET6:
            var address = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return withUnsafeBytes(of: &address) { Array($0) }
        default: return []
        }
    }
}
