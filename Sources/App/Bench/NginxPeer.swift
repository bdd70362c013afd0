import Foundation
import Glibc

/// nginx with one worker in front of the same back-office, plain and with TLS towards charge points.
final class NginxPeer {
    /// Where it listens for plain connections.
    let port: Int
    /// Where it speaks TLS.
    let securePort: Int
    private let process = Process()
    private static let connections = 40_000

    /// What the machine must have.
    static var path: String? {
        ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"].first { access($0, X_OK) == 0 }
    }

    /// Starts it below a folder.
    init(path: String, home: URL, office: Int, certificate: BenchCertificate) async throws {
        let sockets = try (0..<2).map { _ in try BlockingSocket.listening() }
        (port, securePort) = (sockets[0].port, sockets[1].port)
        for socket in sockets { socket.close() }
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        let file = home.appendingPathComponent("nginx.conf")
        let text = NginxPeer.configuration(home.path, port, securePort, office, certificate)
        try Data(text.utf8).write(to: file)
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-p", home.path, "-c", file.path, "-e", home.appendingPathComponent("error.log").path]
        // It has a log of its own; whoever reads ours does not wait for its end.
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.start()
        do {
            try await waitUntilReady(home)
        } catch {
            stop()
            throw error
        }
    }

    /// Whatever goes wrong, nobody finds it running afterwards.
    deinit {
        stop()
    }

    private func waitUntilReady(_ home: URL) async throws {
        for _ in 0..<100 where process.isRunning {
            if let socket = try? BlockingSocket.connected(to: port) {
                socket.close()
                return
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw BenchFault("nginx does not start; see \(home.path)/error.log")
    }

    var use: ProcessUse { ProcessUse(process: process.processIdentifier) }

    /// Ends it; without effect when it is gone.
    func stop() {
        process.end()
    }

    /// The one process is the worker, so that it can be measured.
    private static func configuration(
        _ home: String,
        _ port: Int,
        _ securePort: Int,
        _ office: Int,
        _ certificate: BenchCertificate
    ) -> String {
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map { "\($0)_temp_path \(home)/\($0);" }.joined(separator: " ")
        return """
            daemon off; master_process off; pid \(home)/nginx.pid; error_log \(home)/error.log crit;
            worker_rlimit_nofile \(connections);
            events { worker_connections \(connections); }
            http {
                access_log off; \(temporary)
                server {
                    listen 127.0.0.1:\(port) backlog=4096;
                    listen 127.0.0.1:\(securePort) ssl backlog=4096;
                    ssl_certificate \(certificate.certificate); ssl_certificate_key \(certificate.key);
                    location / {
                        proxy_pass http://127.0.0.1:\(office); proxy_http_version 1.1;
                        proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";
                        proxy_read_timeout 1h; proxy_send_timeout 1h;
                    }
                }
            }
            """
    }
}

/// A certificate for this machine's loopback, of the size that most servers have.
struct BenchCertificate {
    let certificate: String
    let key: String
    /// The certificate's text, for whom it shall be trusted by.
    let text: String

    /// Has `openssl` make it in a folder.
    init(in folder: URL) throws {
        certificate = folder.appendingPathComponent("certificate.pem").path
        key = folder.appendingPathComponent("key.pem").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchFault("openssl made no certificate") }
        text = try String(contentsOfFile: certificate, encoding: .utf8)
    }
}
