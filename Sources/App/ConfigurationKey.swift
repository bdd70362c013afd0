import Foundation

/// A variable of the environment that the program reads, for people who set it.
enum ConfigurationKey: String, CaseIterable {
    case databaseURL = "DATABASE_URL"
    case host = "HOST"
    case port = "PORT"
    case home = "LAADBOEK_HOME"
    case publicURL = "LAADBOEK_PUBLIC_URL"
    case tlsCertificate = "LAADBOEK_TLS_CERT"
    case tlsKey = "LAADBOEK_TLS_KEY"
    case tlsClients = "LAADBOEK_TLS_CLIENTS"
    case roles = "LAADBOEK_ROLES"
    case node = "LAADBOEK_NODE"
    case share = "LAADBOEK_SHARE"
    case trustedProxies = "LAADBOEK_TRUSTED_PROXIES"
    case metricsToken = "LAADBOEK_METRICS_TOKEN"
    case smtpURL = "SMTP_URL"
    case mailFrom = "MAIL_FROM"

    /// What holds without the variable.
    var fallback: String {
        switch self {
        case .databaseURL: "refused"
        case .host: "127.0.0.1"
        case .port: "8080"
        case .home: ".laadboek"
        case .publicURL: "http://localhost and the port"
        case .tlsCertificate, .tlsKey: "no TLS"
        case .tlsClients: "clients are not asked for certificates"
        case .roles: "web,ocpp,jobs"
        case .node: "main"
        case .share: "the working folder"
        case .trustedProxies: "nobody's X-Forwarded-For is believed"
        case .metricsToken: "/metrics answers this machine only"
        case .smtpURL: "files below LAADBOEK_HOME/mail"
        case .mailFrom: "laadboek@localhost"
        }
    }

    /// The value as people may see it, without passwords; `nil` where none is given.
    func shown(in environment: [String: String]) -> String? {
        guard let value = environment[rawValue], !value.isEmpty else { return nil }
        if self == .metricsToken { return "•••" }
        return ConfigurationKey.masked(value)
    }

    /// Passwords of addresses (`scheme://user:password@host`, `?password=…`) and of libpq's `password=…` become dots.
    static func masked(_ text: String) -> String {
        text.replacing(#/(?<start>://[^/@:\s]*):[^/\s]*@/#) { "\($0.output.start):•••@" }
            .replacing(#/(?i)(?<name>(?:ssl)?password\s*=\s*)(?:'(?:[^'\\]|\\.)*'|[^\s&]*)/#) { "\($0.output.name)•••" }
    }
}

extension Configuration {
    /// What the files say against a configuration whose variables are in order: what is read must be there, what is
    /// written must be writable.
    func fileFaults() -> [String] {
        let files = FileManager.default
        var faults: [String] = []
        for folder in ["Public", "migrations"] where !files.fileExists(atPath: share + "/" + folder) {
            faults.append("LAADBOEK_SHARE: there is no \(folder) in \(share)")
        }
        if let tls {
            for (name, path) in [("CERT", tls.certificate), ("KEY", tls.key)] where !files.isReadableFile(atPath: path)
            {
                faults.append("LAADBOEK_TLS_\(name): \(path) cannot be read")
            }
        }
        // A folder that does not exist is made at the start, below the nearest one that does.
        var folder = URL(fileURLWithPath: home)
        while folder.path != "/", !files.fileExists(atPath: folder.path) { folder.deleteLastPathComponent() }
        if !files.isWritableFile(atPath: folder.path) { faults.append("LAADBOEK_HOME: \(folder.path) is not writable") }
        return faults
    }
}
