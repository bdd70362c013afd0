import ArgumentParser
import Formats
import Foundation
import Values

/// `laadboek ocmf`.
struct OCMFCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ocmf",
        abstract: "Signed meter values.",
        subcommands: [Verify.self]
    )

    /// `laadboek ocmf verify FILE --key K`.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says whether the signatures of OCMF records are those of the meter's key.",
            discussion: """
                The exit code is 0 when every record is valid, 1 when one is not, and 2 when one cannot be verified \
                here or the file holds none; what is not verifiable is neither valid nor invalid.
                """
        )

        @Argument(
            help:
                "Records as text, in hexadecimal or base64, in OCPP's envelope, or in an XML container; - reads standard input."
        )
        var file: String

        @Option(
            help:
                "The meter's public key: a PEM file, or its text as hexadecimal or base64; the file's own when left out."
        )
        var key: String?

        func run() async throws {
            let given = try key.map(Verify.read)
            let entries = try Verify.entries(of: file)
            let outcomes = entries.enumerated().map { index, entry in
                let outcome = OCMFOutcome(entry, given: given)
                for line in outcome.lines(number: entries.count > 1 ? index + 1 : nil) { say(line) }
                return outcome
            }
            let records = outcomes.compactMap(\.record)
            for line in OCMFOutcome.chain(records) { say(line) }
            let code = OCMFOutcome.exitCode(outcomes)
            if code != 0 { throw ExitCode(code) }
        }

        /// A key by the name of its file or as text.
        private static func read(_ key: String) throws -> MeterPublicKey {
            let content = FileManager.default.contents(atPath: key)
            let found = content.flatMap { bytes in
                MeterPublicKey(text: String(decoding: bytes, as: UTF8.self)) ?? MeterPublicKey(bytes: Array(bytes))
            }
            guard let read = content == nil ? MeterPublicKey(text: key) : found else {
                throw ValidationError("the key is neither a file nor a text with a public key on an elliptic curve")
            }
            return read
        }

        private static func entries(of file: String) throws -> [SignedFile.Entry] {
            let bytes =
                file == "-" ? Array(FileHandle.standardInput.readDataToEndOfFile()) : try readFile(file)
            do throws(SignedFile.Fault) {
                return try SignedFile(bytes).entries
            } catch {
                switch error {
                case .tooLarge: complain("\(file) has more than \(SignedFile.byteLimit) bytes")
                case .empty: complain("\(file) holds no signed value")
                case .xml(let reason, let line):
                    complain("\(file)\(line.map { ", line \($0)" } ?? "") is no XML container: \(reason)")
                }
                throw ExitCode(2)
            }
        }
    }
}

/// What became of one signed value, in lines for people.
struct OCMFOutcome {
    let data: SignedData
    let verdict: OCMFVerdict?

    var record: OCMFRecord? { data.record }

    /// A key that was given on the command line counts more than one that came with the data.
    init(_ entry: SignedFile.Entry, given: MeterPublicKey?) {
        data = entry.data
        verdict = entry.data.record.map { record in
            if let key = given ?? MeterPublicKey(text: entry.publicKey) { return record.verdict(with: key) }
            return .notVerifiable(entry.publicKey.isEmpty ? .noKey : .unreadableKey)
        }
    }

    static func exitCode(_ outcomes: [OCMFOutcome]) -> Int32 {
        if outcomes.contains(where: { if case .invalid = $0.verdict { true } else { false } }) { return 1 }
        let areValid = outcomes.allSatisfy { if case .valid = $0.verdict { true } else { false } }
        return areValid ? 0 : 2
    }

    func lines(number: Int?) -> [String] {
        let head = number.map { "\($0). " } ?? ""
        guard let record else { return [head + "NOT VERIFIABLE HERE: " + content] }
        return [head + answer] + facts(record).map { "   " + $0 }
    }

    private var answer: String {
        switch verdict {
        case .valid(let curve): "VALID: the signature is the key's (ECDSA on \(curve.rawValue))"
        case .invalid(let curve): "INVALID: record, signature and key do not belong together (\(curve.rawValue))"
        case .notVerifiable(let obstacle): "NOT VERIFIABLE HERE: " + OCMFOutcome.text(obstacle)
        case nil: ""
        }
    }

    private static func text(_ obstacle: OCMFObstacle) -> String {
        switch obstacle {
        case .noKey: "no key was given and none came with the record"
        case .unreadableKey: "the public key cannot be read"
        case .unsupportedCurve(let name): "keys on \(name) cannot be used by this program"
        case .curveMismatch(let record, let key): "the record names \(record), the key lies on \(key)"
        case .unknownAlgorithm(let name): "the algorithm \(name) is not known"
        case .unreadableSignature: "the signature cannot be read"
        }
    }

    private var content: String {
        switch data.content {
        case .ocmf: ""
        case .brokenOCMF(let fault): "the record cannot be read (\(fault.rawValue))"
        case .alfen: "the value is in Alfen's own format"
        case .sml: "the value is an SML telegram (EDL)"
        case .container: "the value is an XML container"
        case .other(let name): "the value is \(name), which is not known here"
        case .unknown: "the value's format is not recognised"
        }
    }

    private func facts(_ record: OCMFRecord) -> [String] {
        let meter = [record.meterVendor, record.meterModel, record.serial].filter { !$0.isEmpty }
        let heading =
            "meter \(meter.joined(separator: " ")), record \(record.pagination), format \(record.formatVersion)"
        return [heading]
            + record.readings.map { reading in
                let kind = reading.transaction.isEmpty ? "" : "\(reading.transaction) "
                let doubt = reading.isUsable ? "" : " (the meter reports state \(reading.state) \(reading.errors))"
                return "\(kind)\(reading.timeText): \(reading.valueText) \(reading.unit) \(reading.register)\(doubt)"
            }
    }

    /// What the records say together.
    static func chain(_ records: [OCMFRecord]) -> [String] {
        guard !records.isEmpty else { return [] }
        let chain = OCMFChain(records)
        let energy = chain.energyWh.map { ["from begin to end: \($0) Wh"] } ?? []
        return energy
            + (chain.faults.isEmpty ? [] : ["to look at: " + chain.faults.map(\.rawValue).joined(separator: ", ")])
    }
}
