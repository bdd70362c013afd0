import Certificates
import Foundation
import TestSupport
import Testing
import Values

/// Our small authority, with OpenSSL as the charge point and as the judge.
struct AuthorityTests {
    private let now = Timestamp(seconds: SystemClock.now().microseconds / 1_000_000)

    /// A folder with a key and a request for a certificate in it.
    private func withRequest(
        _ body: (_ folder: URL, _ request: String) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("laadboek-ca-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Program.output(
            of: "openssl",
            [
                "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                "client.key", "-out", "client.csr", "-subj", "/O=Maker/CN=whatever",
            ],
            in: folder.path
        )
        try await body(folder, String(contentsOf: folder.appendingPathComponent("client.csr"), encoding: .utf8))
    }

    private func der(_ pem: String) throws -> [UInt8] {
        let lines = pem.components(separatedBy: "-----END CERTIFICATE-----")[0].split(separator: "\n").dropFirst()
        return Array(try #require(Data(base64Encoded: lines.joined())))
    }

    @Test func `a signed request is what OpenSSL calls a client certificate of our authority`() async throws {
        let authority = try Authority.make(named: "Voltaria charge points", at: now)
        try await withRequest { folder, request in
            let read = try ClientRequest(pem: request)
            #expect(read.subject.contains("whatever") && read.fingerprint.count == 64)
            let chain = try authority.sign(read, for: "CP-1", of: "Voltaria B.V.", at: now)
            try chain.write(to: folder.appendingPathComponent("chain.pem"), atomically: true, encoding: .utf8)
            try authority.certificate.write(
                to: folder.appendingPathComponent("ca.pem"),
                atomically: true,
                encoding: .utf8
            )
            let verdict = try await Program.output(
                of: "openssl",
                ["verify", "-x509_strict", "-purpose", "sslclient", "-CAfile", "ca.pem", "chain.pem"],
                in: folder.path
            )
            #expect(verdict.contains("chain.pem: OK"))
            let text = try await Program.output(
                of: "openssl",
                ["x509", "-in", "chain.pem", "-noout", "-text"],
                in: folder.path
            )
            #expect(text.contains("CN = CP-1") && text.contains("TLS Web Client Authentication"))
            #expect(chain.components(separatedBy: "BEGIN CERTIFICATE").count == 3, "its own and the authority's")
        }
    }

    @Test func `a chain lets in whom it names, in its time, under a trusted authority`() async throws {
        let authority = try Authority.make(named: "Ours", at: now)
        let stranger = try Authority.make(named: "Ours", at: now)
        try await withRequest { _, request in
            let chain = try authority.sign(try ClientRequest(pem: request), for: "CP-1", of: "V", at: now)
            let client = try der(chain)
            let trusted = TrustedAuthorities(pem: [authority.certificate])
            #expect(trusted.count == 1)
            #expect(trusted.admit([client], as: "CP-1", at: now))
            #expect(!trusted.admit([client], as: "CP-2", at: now))
            #expect(!trusted.admit([client], as: "cp-1", at: now))
            #expect(!trusted.admit([client], as: "CP-1", at: now.adding(seconds: 731 * 86_400)))
            #expect(!trusted.admit([client], as: "CP-1", at: now.adding(seconds: -2 * 86_400)))
            #expect(!trusted.admit([], as: "CP-1", at: now))
            #expect(!trusted.admit([[1, 2, 3]], as: "CP-1", at: now))
            let other = TrustedAuthorities(pem: [stranger.certificate])
            #expect(!other.admit([client], as: "CP-1", at: now), "the same name with another key")
            #expect(!TrustedAuthorities().admit([client], as: "CP-1", at: now))
            #expect(!trusted.admit([try der(authority.certificate)], as: "Ours", at: now), "an authority is no client")
        }
    }

    @Test func `what does not belong together is refused`() async throws {
        let (one, two) = (try Authority.make(named: "A", at: now), try Authority.make(named: "B", at: now))
        #expect(throws: CertificateFault.keyMismatch) {
            try Authority(certificate: one.certificate, privateKey: two.privateKey)
        }
        #expect(throws: CertificateFault.unreadable) { try Authority(certificate: "PEM", privateKey: "PEM") }
        #expect(throws: CertificateFault.unreadable) { try ClientRequest(pem: one.certificate) }
        try await withRequest { _, request in
            let read = try ClientRequest(pem: request)
            let leaf = try one.sign(read, for: "CP-1", of: "V", at: now)
            let alone = leaf.components(separatedBy: "-----END CERTIFICATE-----")[0] + "-----END CERTIFICATE-----\n"
            #expect(throws: CertificateFault.noAuthority) {
                try Authority(certificate: alone, privateKey: two.privateKey)
            }
            let lines = request.split(separator: "\n").map(String.init)
            var bytes = Array(try #require(Data(base64Encoded: lines.dropFirst().dropLast().joined())))
            bytes[bytes.count - 1] ^= 1
            let forged = [
                lines[0], Data(bytes).base64EncodedString(options: .lineLength64Characters), lines[lines.count - 1],
            ]
            #expect(throws: CertificateFault.self) { try ClientRequest(pem: forged.joined(separator: "\n")) }
        }
    }
}
