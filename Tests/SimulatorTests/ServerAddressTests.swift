import Simulator
import Testing

struct ServerAddressTests {
    @Test func `addresses are read`() throws {
        let plain = try ServerAddress("ws://127.0.0.1:8080/ocpp/")
        #expect((plain.host, plain.port, plain.path, plain.isSecure) == ("127.0.0.1", 8080, "/ocpp", false))
        let secure = try ServerAddress("wss://cs.example")
        #expect((secure.host, secure.port, secure.path, secure.isSecure) == ("cs.example", 443, "", true))
        let six = try ServerAddress("ws://[::1]:9000/a/b")
        #expect((six.host, six.port, six.path) == ("::1", 9000, "/a/b"))
    }

    @Test(arguments: ["http://a/", "ws://", "ws://a:0/", "ws://a:70000", "ws://a:x/"])
    func `other texts are refused`(url: String) {
        #expect(throws: SimulatorFault.malformedURL) { try ServerAddress(url) }
    }
}
