import Domain
package import Values

/// Under which address people reach the installation.
package struct PublicURL: Hashable, Sendable, CustomStringConvertible {
    /// `https` or `http`.
    package let scheme: String
    /// Host, with the port where it is not the scheme's own, in lower case.
    package let authority: String

    /// Reads `https://charge.example.com`; `nil` for another scheme, a path, a user or a query.
    package init?(_ text: String) {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "https" || parts[0] == "http" else { return nil }
        let host = parts[1].hasSuffix("/") ? parts[1].dropLast() : parts[1]
        guard !host.isEmpty, host.utf8.allSatisfy(PublicURL.isHostByte) else { return nil }
        scheme = String(parts[0])
        authority = host.lowercased()
    }

    package var isSecure: Bool { scheme == "https" }

    /// The address without a slash at its end.
    package var description: String { "\(scheme)://\(authority)" }

    /// Where charge points connect, without their identity.
    package var ocpp: String { "\(isSecure ? "wss" : "ws")://\(authority)/ocpp" }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"): true
        default: false
        }
    }
}

/// How the pages of an installation are served.
package struct WebConfiguration: Sendable {
    /// The address in mails and on the pages of charge points.
    package var publicURL: PublicURL
    /// The folder with style sheets, scripts and images.
    package var publicFolder: String
    /// The installation's secret of 32 bytes or more; signs what browsers carry for us before sign-in.
    package var secret: [UInt8]
    /// The name on pages before anybody signed in.
    package var brand = "Laadboek"
    /// IANA name of the zone for times on those pages.
    package var timeZone = "Europe/Amsterdam"
    /// The token that `/metrics` asks for; empty lets this machine in and nobody else.
    package var metricsToken = ""
    /// The roles with which nobody goes on without a second factor.
    package var needsSecondFactor = Set(Role.allCases.filter(\.needsSecondFactor))
    package var limits = WebLimits()

    package init(publicURL: PublicURL, publicFolder: String, secret: [UInt8]) {
        self.publicURL = publicURL
        self.publicFolder = publicFolder
        self.secret = secret
    }
}
