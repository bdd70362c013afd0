import Foundation
import Testing
import Values

@testable import Formats

struct OCMFVerificationTests {
    private func vectors() async throws -> OCMFVectors { try await OCMFVectors.made.value }

    @Test(arguments: ["secp256r1", "secp384r1", "secp521r1"])
    func `a record signed by another implementation is valid with every form of the key`(curve: String) async throws {
        let vector = try await vectors()[curve]
        let expected = try #require(EllipticCurve(name: curve))
        for form in vector.keys.keys.sorted() {
            #expect(try vector.record().verdict(with: try vector.key(form)) == .valid(expected), "\(form)")
        }
        for name in ["base64 signature", "raw signature"] {
            #expect(try vector.record(name).verdict(with: try vector.key()) == .valid(expected), "\(name)")
        }
    }

    @Test(arguments: ["secp256r1", "secp384r1", "secp521r1"])
    func `a changed digit makes a record invalid`(curve: String) async throws {
        let vector = try await vectors()[curve]
        let text = try #require(vector.texts["record"]).replacingOccurrences(of: "1528.51", with: "1529.51")
        let expected = try #require(EllipticCurve(name: curve))
        #expect(try OCMFRecord(Array(text.utf8)).verdict(with: try vector.key()) == .invalid(expected))
    }

    @Test func `a record is invalid with the key of another meter`() async throws {
        let vector = try await vectors()["secp256r1"]
        let stranger = try await OCMFVectors.otherKey()
        #expect(try vector.record().verdict(with: stranger) == .invalid(.secp256r1))
    }

    @Test(arguments: ["secp256k1", "brainpoolP256r1"])
    func `a curve that is not known here is not called invalid`(curve: String) async throws {
        let vector = try await vectors()[curve]
        let name = try #require(EllipticCurve(name: curve)).rawValue
        for form in ["hex", "point"] {
            let verdict = try vector.record().verdict(with: try vector.key(form))
            #expect(verdict == .notVerifiable(.unsupportedCurve(name)), "\(form)")
        }
        let unnamed = try vector.record("unnamed").verdict(with: try vector.key())
        #expect(unnamed == .notVerifiable(.unsupportedCurve(name)))
    }

    @Test func `a bare point may begin as a structure would`() throws {
        // 0x30 opens a sequence, and 0x3c or 0x3e says how long it is: of a point they are just digits.
        for begin in ["303ce0f7", "303ee0f7"] {
            let text =
                begin + "2d846f113d594c9b43b01a6651c0af594c74756d4a91198571dc1e62"
                + "5a4f1249ad44e7fea29fa08856a6e06ae91ba7b0108f4aa40c1725b3cd7a9595"
            #expect(MeterPublicKey(text: text) != nil)
        }
    }

    @Test func `without a named algorithm the curve of the key counts`() async throws {
        let vector = try await vectors()["secp384r1"]
        #expect(try vector.record("unnamed").verdict(with: try vector.key()) == .valid(.secp384r1))
    }

    @Test func `a key on another curve than the record names decides nothing`() async throws {
        let all = try await vectors()
        let verdict = try all["secp256r1"].record().verdict(with: try all["secp384r1"].key())
        #expect(verdict == .notVerifiable(.curveMismatch(record: "secp256r1", key: "secp384r1")))
    }

    @Test func `a signature that cannot be read decides nothing`() async throws {
        let key = try await vectors()["secp256r1"].key()
        let broken = try OCMFRecord(Array(#"OCMF|{"PG":"T1","RD":[]}|{"SD":"30450G"}"#.utf8))
        #expect(broken.verdict(with: key) == .notVerifiable(.unreadableSignature))
        let other = try OCMFRecord(Array(#"OCMF|{"PG":"T1","RD":[]}|{"SA":"RSA-2048","SD":"00"}"#.utf8))
        #expect(other.verdict(with: key) == .notVerifiable(.unknownAlgorithm("RSA-2048")))
    }

    @Test(arguments: ["", "abc", "30", "zz", String(repeating: "ab", count: 20), "-----BEGIN PUBLIC KEY-----"])
    func `what is no key is not read`(text: String) {
        #expect(MeterPublicKey(text: text) == nil)
    }
}

extension OCMFVectors {
    /// A key on P-256 that signed nothing.
    static func otherKey() async throws -> MeterPublicKey {
        let code = """
            from cryptography.hazmat.primitives.asymmetric import ec
            from cryptography.hazmat.primitives import serialization as s
            key = ec.generate_private_key(ec.SECP256R1()).public_key()
            print(key.public_bytes(s.Encoding.DER, s.PublicFormat.SubjectPublicKeyInfo).hex())
            """
        let text = try await Peers.python(code)
        return try #require(MeterPublicKey(text: text))
    }
}
