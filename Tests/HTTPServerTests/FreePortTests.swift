import TestSupport
import Testing

struct FreePortTests {
    @Test func `no port is given away twice`() throws {
        let ports = try (0..<300).map { _ in try FreePort.find() }
        #expect(Set(ports).count == ports.count)
    }
}
