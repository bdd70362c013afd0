import HTTPServer
import Logging
import Testing

/// What keeps a server from starting is told with the place.
struct StartFaultTests {
    private func failure(_ configure: (inout ServerConfiguration) -> Void) async -> String {
        var configuration = ServerConfiguration(host: "127.0.0.1", port: 0, eventLoopThreads: 1)
        configure(&configuration)
        let server = Server(
            configuration: configuration,
            router: Router(),
            logger: Logger(label: "test"),
            metrics: MetricsRegistry()
        )
        do {
            try await server.run()
            return "it ran"
        } catch {
            return "\(error)"
        }
    }

    @Test func `a port that is taken is named`() async throws {
        try await withServer(Router()) { running in
            let port = running.port
            let words = await failure { $0.port = port }
            #expect(words == "port \(port) on 127.0.0.1 is taken")
        }
    }

    @Test func `files of the certificate that are of no use are named`() async {
        let missing = await failure {
            $0.tls = ServerConfiguration.TLS(certificateFile: "/nowhere/cert.pem", keyFile: "/nowhere/key.pem")
        }
        #expect(missing == "/nowhere/cert.pem cannot be read: No such file or directory")
        let other = await failure {
            $0.tls = ServerConfiguration.TLS(certificateFile: #filePath, keyFile: #filePath)
        }
        #expect(other == "\(#filePath) holds no certificate in PEM form")
    }
}
