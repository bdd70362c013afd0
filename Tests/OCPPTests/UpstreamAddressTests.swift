import OCPP
import Testing

@Suite struct UpstreamAddressTests {
    @Test(arguments: [
        ("wss://ocpp.e-flux.io/ocpp/", "wss://ocpp.e-flux.io/ocpp/", "/ocpp/A%20B?x=1"),
        ("ws://localhost:8080", "ws://localhost:8080/", "/A%20B?x=1"),
        ("WSS://Host/a/b?key=1", "wss://Host/a/b/?key=1", "/a/b/A%20B?key=1&x=1"),
        ("ws://[::1]:81/x", "ws://[::1]:81/x/", "/x/A%20B?x=1"),
    ])
    func `an address is read and the identity comes behind it`(_ text: String, _ written: String, _ target: String) {
        let address = UpstreamAddress(text)
        #expect(address?.description == written)
        #expect(address?.requestTarget(identity: "A%20B", query: "x=1") == target)
    }

    @Test(arguments: [
        "", "http://x/", "ws://", "ws://user@host/", "ws://host:0/", "ws://host:99999/", "ws://ho st/", "ws://x/#y",
        "ws://[::1/", "wss//x", "ws://host:1a/",
    ])
    func `what is no address is refused`(_ text: String) {
        #expect(UpstreamAddress(text) == nil)
    }
}
