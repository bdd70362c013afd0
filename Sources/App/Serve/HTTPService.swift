import HTTPServer
import ServiceLifecycle

/// The server as a service: a graceful shutdown lets requests that run finish.
struct HTTPService: Service {
    /// How long the other processes are waited for to be heard; a database that is away then keeps nobody out.
    private static let patience = Duration.seconds(10)

    let server: Server
    /// A charge point that comes before this process hears the others could be held by one of them.
    let hearing: Hearing

    func run() async throws {
        await hearing.wait(atMost: HTTPService.patience)
        do {
            try await withGracefulShutdownHandler {
                try await server.run()
            } onGracefulShutdown: {
                server.beginShutdown()
            }
        } catch let failure as Server.Failure {
            throw CommandRefusal(HTTPService.words(failure))
        }
    }

    /// The failure, with what can be done about it.
    static func words(_ failure: Server.Failure) -> String {
        guard case .portTaken = failure else { return failure.description }
        return "\(failure): set PORT"
    }
}

/// Says farewell first when the process is told to stop, since services stop in the opposite order of their start.
struct Farewell: Service {
    let say: @Sendable () async -> Void

    func run() async throws {
        try await gracefulShutdown()
        await say()
    }
}
