import Testing

@testable import Domain

struct WebhookAddressTests {
    @Test(arguments: [
        "https://example.com/hook", "https://hooks.example.nl:8443/a?b=c", "https://8.8.8.8/", "https://[2600::1]/x",
    ])
    func `an address of the public internet is taken`(_ url: String) {
        #expect(WebhookAddress.rejection(of: url) == nil)
    }

    @Test(arguments: [
        "https://127.0.0.1/", "https://localhost/", "https://LOCALHOST./", "https://10.1.2.3/",
        "https://192.168.0.1:443/",
        "https://169.254.169.254/latest", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[fd00::1]/",
        "https://172.31.255.255/", "https://100.64.0.1/", "https://127.1/", "https://2130706433/",
        "https://0x7f000001/",
        "https://printer/", "https://db.internal/", "https://0.0.0.0/", "https://224.0.0.1/",
        "https://[2002:7f00:1::]/",
    ])
    func `an address within a private network is refused`(_ url: String) {
        #expect(WebhookAddress.rejection(of: url) == .inside, "\(url)")
    }

    @Test(arguments: [
        "http://example.com/", "ftp://example.com/", "example.com", "https://", "https://a:b@example.com/", "",
        "https://example.com/#x", "https://exa mple.com/", "file:///etc/passwd", "https://example.com/\n",
    ])
    func `what is no https address is refused`(_ url: String) {
        #expect(WebhookAddress.rejection(of: url) == .url, "\(url)")
    }

    @Test func `the neighbours of private networks are public`() {
        for (bytes, isInside) in [
            ([9, 255, 255, 255], false), ([10, 0, 0, 0], true), ([11, 0, 0, 0], false), ([172, 15, 255, 255], false),
            ([172, 32, 0, 0], false), ([192, 167, 255, 255], false), ([192, 169, 0, 0], false),
            ([223, 255, 255, 255], false),
            ([240, 0, 0, 1], true), ([255, 255, 255, 255], true), ([100, 63, 0, 1], false), ([100, 128, 0, 1], false),
        ] as [([UInt8], Bool)] {
            #expect(WebhookAddress.isInside(bytes) == isInside, "\(bytes)")
        }
        #expect(WebhookAddress.isInside([]) && WebhookAddress.isInside(Array(repeating: 0, count: 16)))
    }

    /// Source: what PyPI standardwebhooks 1.1.0 signs for its own example.
    @Test func `messages are signed as the convention's library signs them`() throws {
        let secret = try #require(WebhookSecret(text: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let signature = secret.signature(
            of: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            at: 1_614_265_330,
            "{\"test\": 2432232314}"
        )
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(!"\(secret)".contains("MfKQ") && WebhookSecret(text: "whsec_AAAA") == nil)
        #expect(WebhookSecret(text: WebhookSecret.random().text) != nil)
    }
}
