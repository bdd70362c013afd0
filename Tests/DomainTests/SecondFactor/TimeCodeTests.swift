import Domain
import Foundation
import TestSupport
import Testing
import Values

struct TimeCodeTests {
    /// Source: RFC 6238 appendix B, the last six of eight digits.
    @Test(
        arguments: [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
            (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ] as [(Int64, String)]
    )
    func `codes are those of the standard`(_ seconds: Int64, _ expected: String) {
        let codes = TimeCode(secret: Array("12345678901234567890".utf8))
        #expect(codes.code(at: TimeCode.step(at: Timestamp(seconds: seconds))) == expected)
    }

    @Test func `codes are those of another implementation`() async throws {
        let venv = try #require(ProcessInfo.processInfo.environment["LAADBOEK_VENV"], "run the tests by `make test`")
        var generator = SeededGenerator(seed: 6_238)
        let cases = (0..<200).map { _ in
            let secret = Base32.text((0..<20).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
            return (secret: secret, at: Int64.random(in: 0..<4_000_000_000, using: &generator))
        }
        let code = """
            import sys, pyotp
            for line in sys.argv[1].split():
                secret, at = line.split(":")
                print(pyotp.TOTP(secret).at(int(at)))
            """
        let lines = cases.map { "\($0.secret):\($0.at)" }.joined(separator: " ")
        let printed = try await Program.output(of: venv + "/bin/python", ["-c", code, lines])
        let theirs = printed.split(whereSeparator: \.isNewline).map(String.init)
        let ours = cases.map { known in
            TimeCode(base32: known.secret)?.code(at: TimeCode.step(at: Timestamp(seconds: known.at))) ?? ""
        }
        #expect(ours == theirs && ours.count == 200)
    }

    @Test func `the address for apps is read by another implementation`() async throws {
        let venv = try #require(ProcessInfo.processInfo.environment["LAADBOEK_VENV"], "run the tests by `make test`")
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        let uri = TimeCode.uri(secret: secret, account: "a b@voltaria.example", issuer: "Ampère & Zn: 1")
        let code = "import sys, pyotp; t = pyotp.parse_uri(sys.argv[1]); print(t.secret, t.issuer, t.name, t.at(59))"
        let printed = try await Program.output(of: venv + "/bin/python", ["-c", code, uri])
        let own = try #require(TimeCode(base32: secret)).code(at: 1)
        #expect(printed == "\(secret) Ampère & Zn 1 a b@voltaria.example \(own)\n")
    }

    @Test func `a code of the minute around is taken, and none at or before the last one`() {
        let codes = TimeCode(secret: Array("12345678901234567890".utf8))
        let now = Timestamp(seconds: 1_760_000_000)
        let step = TimeCode.step(at: now)
        for drift in Int64(-1)...1 {
            #expect(codes.step(of: codes.code(at: step + drift), at: now, after: 0) == step + drift)
        }
        for drift in [Int64(-2), 2] { #expect(codes.step(of: codes.code(at: step + drift), at: now, after: 0) == nil) }
        #expect(codes.step(of: codes.code(at: step), at: now, after: step) == nil)
        #expect(codes.step(of: codes.code(at: step - 1), at: now, after: step) == nil)
        #expect(codes.step(of: codes.code(at: step + 1), at: now, after: step) == step + 1)
        for wrong in ["", "12345", "1234567", codes.code(at: step) + " ", "١٢٣٤٥٦"] {
            #expect(codes.step(of: wrong, at: now, after: 0) == nil)
        }
    }

    @Test func `base 32 goes there and back, for every length`() {
        var generator = SeededGenerator(seed: 4_648)
        for length in 0...64 {
            let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            #expect(Base32.bytes(Base32.text(bytes)) == bytes)
        }
        #expect(
            Base32.text(Array("foobar".utf8)) == "MZXW6YTBOI" && Base32.bytes("mzxw 6ytb oi==") == Array("foobar".utf8)
        )
        #expect(Base32.bytes("MZXW1") == nil && Base32.bytes("é") == nil)
    }

    @Test func `a recovery code is read as people type it`() {
        let code = RecoveryCode.random()
        #expect(code.text.count == 19)
        for typed in [code.text, code.text.uppercased(), " " + code.text.replacing("-", with: " ")] {
            #expect(RecoveryCode(typed: typed) == code)
        }
        for wrong in ["", "123456", code.text + "a", String(code.text.dropLast())] {
            #expect(RecoveryCode(typed: wrong) == nil)
        }
        #expect("\(code)" == "RecoveryCode(•••)")
    }
}
