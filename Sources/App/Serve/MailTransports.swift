import Domain
import Foundation

/// How mails leave: by SMTP where configured, else as files.
enum MailTransports {
    /// The transport for a configuration.
    ///
    /// - Throws: ``ConfigurationFault`` when `SMTP_URL` cannot be read.
    static func transport(_ configuration: Configuration) throws(ConfigurationFault) -> any MailTransport {
        guard let url = configuration.smtpURL else { return MailFolder(path: configuration.home + "/mail") }
        guard let smtp = smtp(url) else {
            throw ConfigurationFault(faults: [addressFault])
        }
        return SMTPRelay(smtp)
    }

    /// What is said about an `SMTP_URL` that cannot be read.
    static let addressFault =
        "SMTP_URL must look like smtp://user:password@mail.example.com:587 (STARTTLS), smtps://… (TLS) "
        + "or smtp+plain://… (no protection, for a server on this machine)"

    /// The server that an address means; `nil` when it cannot be read.
    static func smtp(_ text: String) -> SMTPConfiguration? {
        guard let url = URLComponents(string: text), let host = url.host, !host.isEmpty else { return nil }
        let known: [String: (SMTPConfiguration.Protection, Int)] = [
            "smtp": (.startTLS, 587), "smtps": (.tls, 465), "smtp+plain": (.none, 25),
        ]
        guard let (protection, port) = url.scheme.flatMap({ known[$0] }) else { return nil }
        return SMTPConfiguration(
            host: host,
            port: url.port ?? port,
            protection: protection,
            user: url.user ?? "",
            password: url.password ?? ""
        )
    }
}
