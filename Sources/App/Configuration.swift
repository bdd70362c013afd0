import Domain
import Foundation
import HTTPServer
import Postgres
import Values
import Web

/// What the environment says; read once, each key with its default.
struct Configuration {
    /// `DATABASE_URL`: where PostgreSQL is.
    let databaseURL: String
    /// `HOST`: the address to listen on; `127.0.0.1` unless given.
    let host: String
    /// `PORT`: the port for pages, API and OCPP; 8080 unless given.
    let port: Int
    /// `LAADBOEK_HOME`: the folder for spool, mails and secrets; `.laadboek` unless given.
    let home: String
    /// `LAADBOEK_PUBLIC_URL`: under which address people reach the installation.
    let publicURL: PublicURL
    /// `LAADBOEK_TLS_CERT` and `LAADBOEK_TLS_KEY`: files in PEM form; both or none.
    let tls: (certificate: String, key: String)?
    /// `LAADBOEK_TLS_CLIENTS`: `ask` asks clients for certificates, for charge points of security profile 3.
    let asksClientCertificates: Bool
    /// `SMTP_URL`: the mail server; without it mails are written to files below the home.
    let smtpURL: String?
    /// `MAIL_FROM`: the sender of mails.
    let mailFrom: String
    /// `LAADBOEK_ROLES`: which parts run in this process; all unless given.
    let roles: Set<ProcessRole>
    /// `LAADBOEK_NODE`: the name of this node's spool; `main` unless given.
    let node: String
    /// `LAADBOEK_SHARE`: the folder that holds `Public`, `migrations` and `docs/reference`; the working folder unless given.
    let share: String
    /// `LAADBOEK_TRUSTED_PROXIES`: addresses and networks of proxies whose X-Forwarded-For is believed; nobody unless given.
    let trustedProxies: TrustedProxies
    /// `LAADBOEK_METRICS_TOKEN`: what `/metrics` asks for; empty lets this machine in and nobody else.
    let metricsToken: String

    /// Reads the environment.
    ///
    /// - Throws: ``ConfigurationFault`` with every fault at once.
    init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(ConfigurationFault) {
        var faults: [String] = []
        databaseURL = environment["DATABASE_URL"] ?? ""
        if databaseURL.isEmpty { faults.append("DATABASE_URL is missing; `make run` sets it") }
        host = environment["HOST"].nonEmpty ?? "127.0.0.1"
        let portText = environment["PORT"].nonEmpty ?? "8080"
        port = Int(portText) ?? -1
        if !(0...65_535).contains(port) { faults.append("PORT must be a number from 0 to 65535") }
        home = environment["LAADBOEK_HOME"].nonEmpty ?? ".laadboek"
        tls = Configuration.tls(environment, &faults)
        let clients = environment["LAADBOEK_TLS_CLIENTS"].nonEmpty
        asksClientCertificates = clients == "ask"
        if let clients, clients != "ask" { faults.append("LAADBOEK_TLS_CLIENTS is ask or empty, and not \(clients)") }
        publicURL = Configuration.publicURL(environment, port: port, isSecure: tls != nil, &faults)
        smtpURL = environment["SMTP_URL"].nonEmpty
        if let smtpURL, MailTransports.smtp(smtpURL) == nil { faults.append(MailTransports.addressFault) }
        mailFrom = environment["MAIL_FROM"].nonEmpty ?? "laadboek@localhost"
        if MailAddress(mailFrom) == nil { faults.append("MAIL_FROM is no e-mail address") }
        roles = Configuration.roles(environment, &faults)
        node = environment["LAADBOEK_NODE"].nonEmpty ?? "main"
        if !Configuration.isNodeName(node) {
            faults.append("LAADBOEK_NODE must have 1 to 64 letters, digits, hyphens or underscores")
        }
        share = environment["LAADBOEK_SHARE"].nonEmpty ?? "."
        trustedProxies = Configuration.trustedProxies(environment["LAADBOEK_TRUSTED_PROXIES"] ?? "", &faults)
        metricsToken = environment["LAADBOEK_METRICS_TOKEN"] ?? ""
        if !metricsToken.isEmpty, !Configuration.isToken(metricsToken) {
            faults.append("LAADBOEK_METRICS_TOKEN must have 16 or more letters, digits or -._~+/=")
        }
        guard faults.isEmpty else { throw ConfigurationFault(faults: faults) }
    }

    private static func tls(
        _ environment: [String: String],
        _ faults: inout [String]
    ) -> (certificate: String, key: String)? {
        let certificate = environment["LAADBOEK_TLS_CERT"].nonEmpty
        let key = environment["LAADBOEK_TLS_KEY"].nonEmpty
        if let certificate, let key { return (certificate, key) }
        if certificate != nil || key != nil {
            faults.append("LAADBOEK_TLS_CERT and LAADBOEK_TLS_KEY go together")
        }
        return nil
    }

    private static func publicURL(
        _ environment: [String: String],
        port: Int,
        isSecure: Bool,
        _ faults: inout [String]
    ) -> PublicURL {
        let text = environment["LAADBOEK_PUBLIC_URL"].nonEmpty ?? "\(isSecure ? "https" : "http")://localhost:\(port)"
        if let url = PublicURL(text) { return url }
        faults.append("LAADBOEK_PUBLIC_URL must look like https://charge.example.com")
        return localhost
    }

    private static func trustedProxies(_ text: String, _ faults: inout [String]) -> TrustedProxies {
        let names = text.split { ", ".contains($0) }.map(String.init)
        if let proxies = TrustedProxies(names) { return proxies }
        let wrong = names.first { TrustedProxies([$0]) == nil } ?? text
        faults.append("LAADBOEK_TRUSTED_PROXIES: \(wrong) is no address or network such as 10.0.0.0/8")
        return .none
    }

    /// Whether a text is long enough to be no guess, and can be sent as a bearer token.
    ///
    /// Source: RFC 6750 §2.1.
    private static func isToken(_ text: String) -> Bool {
        text.count >= 16 && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._~+/=".contains($0)) }
    }

    /// Whether a name can be that of a folder below the home, and nothing else.
    private static func isNodeName(_ text: String) -> Bool {
        text.count <= 64 && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
    }

    private static let localhost: PublicURL = {
        guard let url = PublicURL("http://localhost") else { preconditionFailure("a fixed address is valid") }
        return url
    }()

    private static func roles(_ environment: [String: String], _ faults: inout [String]) -> Set<ProcessRole> {
        guard let text = environment["LAADBOEK_ROLES"].nonEmpty else { return Set(ProcessRole.allCases) }
        return readRoles(text) { faults.append("LAADBOEK_ROLES: \($0)") }
    }

    /// Reads `web,ocpp,jobs`, also parted by `|` or spaces.
    static func readRoles(_ text: String, fault: (String) -> Void) -> Set<ProcessRole> {
        var roles: Set<ProcessRole> = []
        for name in text.split(whereSeparator: { ",| ".contains($0) }) {
            if let role = ProcessRole(rawValue: String(name)) {
                roles.insert(role)
            } else {
                fault("\(name) is none of web, ocpp, jobs")
            }
        }
        return roles
    }

    /// The database as the application uses it.
    var database: DatabaseConfiguration { DatabaseConfiguration(url: databaseURL) }

    /// The folder of migrations.
    var migrations: String { share + "/migrations" }

    /// The installation's secret; made at the first start and kept below the home.
    func secret() throws -> [UInt8] {
        let path = home + "/secret"
        if let stored = FileManager.default.contents(atPath: path), stored.count >= 32 { return Array(stored) }
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        let secret = (0..<32).map { _ in UInt8.random(in: 0...255) }
        let isMade = FileManager.default.createFile(
            atPath: path,
            contents: Data(secret),
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade else { throw ConfigurationFault(faults: ["LAADBOEK_HOME: \(path) cannot be written"]) }
        return secret
    }
}

/// The parts of the program that can run in processes of their own.
enum ProcessRole: String, CaseIterable {
    /// Pages and API.
    case web
    /// Charge points.
    case ocpp
    /// Projection, rating, month-ends, mails.
    case jobs
}

/// What is wrong with the environment.
struct ConfigurationFault: Error, CustomStringConvertible {
    let faults: [String]
    var description: String { faults.joined(separator: "\n") }
}

extension String? {
    /// The text unless it is empty.
    fileprivate var nonEmpty: String? { self.flatMap { $0.isEmpty ? nil : $0 } }
}
