import CCurl
import Dispatch

/// The mail server of the installation.
package struct SMTPConfiguration: Sendable {
    /// How the connection is protected.
    package enum Protection: String, CaseIterable, Sendable {
        /// TLS from the first byte, usually port 465.
        case tls
        /// TLS after STARTTLS, refused without it, usually port 587.
        case startTLS = "starttls"
        /// No TLS: a relay on the same machine.
        case none
    }

    package var host: String
    package var port: Int
    package var protection: Protection
    package var user: String
    package var password: String
    /// Seconds to connect; a relay that takes longer is away.
    package var connectSeconds = 10
    /// Seconds for a whole mail; below the claim of a batch.
    package var totalSeconds = 30

    package init(host: String, port: Int, protection: Protection, user: String = "", password: String = "") {
        self.host = host
        self.port = port
        self.protection = protection
        self.user = user
        self.password = password
    }

    /// The address for libcurl, with brackets around an IPv6 address.
    var url: String {
        let scheme = protection == .tls ? "smtps" : "smtp"
        return "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}

/// libcurl, started once for the process.
enum CurlLibrary {
    static let isReady = laadboek_curl_global_init() == CURLE_OK
}

/// Hands mails to a mail server through libcurl, on a thread of its own since libcurl waits.
package final class SMTPRelay: MailTransport {
    private let configuration: SMTPConfiguration
    private let queue = DispatchQueue(label: "laadboek.smtp")

    package init(_ configuration: SMTPConfiguration) {
        self.configuration = configuration
    }

    package func send(_ message: MailMessage, from sender: MailSender) async throws(MailFault) {
        let configuration = configuration
        let outcome = await withCheckedContinuation { continuation in
            queue.async {
                let transfer = SMTPTransfer(configuration, message: message, sender: sender)
                continuation.resume(returning: CurlLibrary.isReady ? transfer.run() : SMTPRelay.notReady)
            }
        }
        if let outcome { throw outcome }
    }

    private static let notReady = MailFault("libcurl cannot be started", isTransient: true)
}

/// One mail through one connection.
private struct SMTPTransfer {
    let configuration: SMTPConfiguration
    let recipient: MailAddress
    let sender: MailSender
    let bytes: [UInt8]

    init(_ configuration: SMTPConfiguration, message: MailMessage, sender: MailSender) {
        self.configuration = configuration
        recipient = message.draft.recipient
        self.sender = sender
        bytes = message.bytes(from: sender)
    }

    /// `nil` when the server took the mail.
    func run() -> MailFault? {
        guard let handle = curl_easy_init() else { return MailFault("libcurl has no memory", isTransient: true) }
        defer { curl_easy_cleanup(handle) }
        let recipients = curl_slist_append(nil, "<\(recipient.text)>")
        defer { curl_slist_free_all(recipients) }
        return bytes.withUnsafeBytes { body in
            var upload = Upload(rest: body)
            return withUnsafeMutablePointer(to: &upload) { upload in
                let code = setOptions(handle, recipients, upload)
                return fault(code == CURLE_OK ? curl_easy_perform(handle) : code, handle)
            }
        }
    }

    private func setOptions(
        _ handle: UnsafeMutableRawPointer,
        _ recipients: UnsafeMutablePointer<curl_slist>?,
        _ upload: UnsafeMutablePointer<Upload>
    ) -> CURLcode {
        let texts: [(CURLoption, String)] = [
            (CURLOPT_URL, configuration.url), (CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            (CURLOPT_MAIL_FROM, "<\(sender.address.text)>"),
        ]
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_UPLOAD, 1), (CURLOPT_NOSIGNAL, 1), (CURLOPT_CONNECTTIMEOUT, configuration.connectSeconds),
            (CURLOPT_TIMEOUT, configuration.totalSeconds),
            (CURLOPT_USE_SSL, configuration.protection == .none ? CURLUSESSL_NONE.asInt : CURLUSESSL_ALL.asInt),
        ]
        var codes = texts.map { laadboek_curl_set_string(handle, $0.0, $0.1) }
        codes += numbers.map { laadboek_curl_set_long(handle, $0.0, $0.1) }
        if !configuration.user.isEmpty {
            codes.append(laadboek_curl_set_string(handle, CURLOPT_USERNAME, configuration.user))
            codes.append(laadboek_curl_set_string(handle, CURLOPT_PASSWORD, configuration.password))
        }
        codes.append(laadboek_curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients))
        codes.append(laadboek_curl_set_reader(handle, Upload.read, upload))
        return codes.first { $0 != CURLE_OK } ?? CURLE_OK
    }

    /// A reply of 5xx is the server's final word about this mail; all else may pass later.
    private func fault(_ code: CURLcode, _ handle: UnsafeMutableRawPointer) -> MailFault? {
        guard code != CURLE_OK else { return nil }
        var reply = 0
        _ = laadboek_curl_response_code(handle, &reply)
        let words = String(cString: curl_easy_strerror(code))
        let isFinal = (500...599).contains(reply) && code != CURLE_LOGIN_DENIED
        return MailFault(reply > 0 ? "\(words) (reply \(reply))" : words, isTransient: !isFinal)
    }
}

/// What is left of a message while libcurl asks for it piece by piece.
private struct Upload {
    var rest: UnsafeRawBufferPointer

    static let read: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
        buffer,
        size,
        count,
        context in
        guard let buffer, let upload = context?.assumingMemoryBound(to: Upload.self) else { return 0 }
        let piece = upload.pointee.rest.prefix(size * count)
        UnsafeMutableRawBufferPointer(start: buffer, count: size * count).copyBytes(from: piece)
        upload.pointee.rest = UnsafeRawBufferPointer(rebasing: upload.pointee.rest.dropFirst(piece.count))
        return piece.count
    }
}

extension curl_usessl {
    fileprivate var asInt: Int { Int(rawValue) }
}
