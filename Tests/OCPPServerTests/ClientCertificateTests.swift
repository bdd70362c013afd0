import Certificates
import Foundation
import HTTPServer
import OCPPServer
import TestSupport
import Testing
import Values

/// Security profile 3 over real TLS, OpenSSL and Python being the charge point.
struct ClientCertificateTests {
    private static let environment = ProcessInfo.processInfo.environment["LAADBOEK_VENV"]
    private let now = Timestamp(seconds: SystemClock.now().microseconds / 1_000_000)

    private static var script: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Peers/tls_charge_point.py").path
    }

    private func openssl(_ arguments: [String], in folder: TemporaryFolder) async throws {
        try await Program.output(of: "openssl", arguments, in: folder.path)
    }

    private func write(_ text: String, to name: String, in folder: TemporaryFolder) throws {
        try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
    }

    /// A server's certificate, and a client's signed by an authority, in a folder.
    private func prepare(_ folder: TemporaryFolder, _ authority: Authority, _ identity: String) async throws {
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        try await openssl(
            ["req", "-x509"] + curve + ["-keyout", "server.key", "-out", "server.pem", "-subj", "/CN=localhost"],
            in: folder
        )
        try await openssl(
            ["req", "-new"] + curve + ["-keyout", "client.key", "-out", "client.csr", "-subj", "/CN=x"],
            in: folder
        )
        let request = try ClientRequest(pem: String(contentsOfFile: folder.path + "/client.csr", encoding: .utf8))
        try write(authority.sign(request, for: identity, of: "V", at: now), to: "client.pem", in: folder)
    }

    private func play(_ station: TestStation, _ folder: TemporaryFolder, withCertificate: Bool) async throws -> String {
        let url = "wss://127.0.0.1:\(station.port)/ocpp/CP1"
        let client = withCertificate ? [folder.path + "/client.pem", folder.path + "/client.key"] : []
        let arguments = [Self.script, url, folder.path + "/server.pem"] + client
        let output = try await Program.output(of: (Self.environment ?? "") + "/bin/python3", arguments)
        return output.split(separator: "\n").map(String.init).last ?? ""
    }

    private func run(
        _ folder: TemporaryFolder,
        trusting authorities: [String],
        _ body: @Sendable (TestStation) async throws -> Void
    ) async throws {
        var point = RegisteredChargePoint.named("CP1")
        point.needsCertificate = true
        let ports = MemoryPorts([point])
        ports.change { $0.authorities = authorities }
        let tls = ServerConfiguration.TLS(
            certificateFile: folder.path + "/server.pem",
            keyFile: folder.path + "/server.key",
            asksClients: true
        )
        try await TestStation.run(ports, tls: tls, body)
    }

    @Test(.enabled(if: environment != nil, "LAADBOEK_VENV names no Python environment"))
    func `a charge point of profile 3 is let in by its certificate and by nothing else`() async throws {
        let (folder, authority) = (TemporaryFolder(), try Authority.make(named: "Ours", at: now))
        try await prepare(folder, authority, "CP1")
        try await run(folder, trusting: [authority.certificate]) { station in
            let admitted = try await play(station, folder, withCertificate: true)
            #expect(admitted == "answered")
            let bare = try await play(station, folder, withCertificate: false)
            #expect(bare == "refused 401")
        }
    }

    @Test(.enabled(if: environment != nil, "LAADBOEK_VENV names no Python environment"))
    func `a certificate of another name or authority lets nobody in`() async throws {
        let (folder, authority) = (TemporaryFolder(), try Authority.make(named: "Ours", at: now))
        try await prepare(folder, authority, "CP2")
        try await run(folder, trusting: [authority.certificate]) { station in
            let misnamed = try await play(station, folder, withCertificate: true)
            #expect(misnamed == "refused 401")
        }
        let other = TemporaryFolder()
        try await prepare(other, try Authority.make(named: "Ours", at: now), "CP1")
        try await run(other, trusting: [authority.certificate]) { station in
            let foreign = try await play(station, other, withCertificate: true)
            #expect(foreign == "refused 401")
        }
    }
}
