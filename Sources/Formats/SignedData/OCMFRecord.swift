import Values

/// Why a text is no OCMF record.
package enum OCMFFault: String, Error, Hashable, Sendable {
    /// It does not begin with `OCMF|`.
    case noHeader = "no_header"
    /// It has not three parts.
    case parts
    /// It is longer than any record.
    case tooLong = "too_long"
    case payloadNoJSON = "payload_no_json"
    case signatureNoJSON = "signature_no_json"
    /// The signature part has no `SD`.
    case noSignature = "no_signature"
}

/// A signed record of an Open Charge Metering Format: what was signed, byte for byte, and what it says.
///
/// Source: OCMF 1.4.1, SAFE e.V.
package struct OCMFRecord: Hashable, Sendable {
    /// The bytes between the first and the second bar: exactly what the meter signed.
    package let payload: [UInt8]
    package let signature: OCMFSignature
    /// `FV`.
    package let formatVersion: String
    /// `GI`, `GS`: the device that wrote the record.
    package let gateway: String
    package let gatewaySerial: String
    /// `PG`, such as `T32`.
    package let pagination: String
    /// `MV`, `MM`, `MS`, `MF`.
    package let meterVendor: String
    package let meterModel: String
    package let meterSerial: String
    package let meterFirmware: String
    package let readings: [OCMFReading]

    /// Bytes of a record: one with a hundred readings takes 20 kB.
    package static let byteLimit = 1 << 20

    /// Reads `OCMF|{payload}|{signature}`; blanks around the parts are not the record's.
    package init(_ bytes: [UInt8]) throws(OCMFFault) {
        guard bytes.count <= OCMFRecord.byteLimit else { throw .tooLong }
        let parts = OCMFRecord.trimmed(bytes[...]).split(
            separator: UInt8(ascii: "|"),
            maxSplits: 2,
            omittingEmptySubsequences: false
        )
        guard let head = parts.first, Array(head) == Array("OCMF".utf8) else { throw .noHeader }
        guard parts.count == 3 else { throw .parts }
        guard let said = OCMFRecord.object(parts[1]) else { throw .payloadNoJSON }
        guard let signed = OCMFRecord.object(parts[2]) else { throw .signatureNoJSON }
        guard let signature = OCMFSignature(signed) else { throw .noSignature }
        payload = Array(parts[1])
        self.signature = signature
        formatVersion = OCMFRecord.text(said["FV"])
        gateway = OCMFRecord.text(said["GI"])
        gatewaySerial = OCMFRecord.text(said["GS"])
        pagination = OCMFRecord.text(said["PG"])
        meterVendor = OCMFRecord.text(said["MV"])
        meterModel = OCMFRecord.text(said["MM"])
        meterSerial = OCMFRecord.text(said["MS"])
        meterFirmware = OCMFRecord.text(said["MF"])
        readings = OCMFReading.all(said["RD"]?.arrayValue ?? [])
    }

    /// The serial number of what measured: the meter's, or the gateway's when the meter has none of its own.
    package var serial: String { meterSerial.isEmpty ? gatewaySerial : meterSerial }

    private static func object(_ part: ArraySlice<UInt8>) -> JSON? {
        // A part that is no JSON is told by the fault that names it.
        guard let json = try? JSON(parsing: Array(trimmed(part))), json.objectValue != nil else { return nil }
        return json
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes.drop { $0 <= 32 }
        while let last = rest.last, last <= 32 { rest.removeLast() }
        return rest
    }

    /// A string, or a number by its digits: serial numbers are written both ways.
    static func text(_ value: JSON?) -> String {
        switch value {
        case .string(let text): text
        case .number(let digits): digits
        default: ""
        }
    }
}

/// The signature part of a record, as written.
package struct OCMFSignature: Hashable, Sendable {
    /// `SA`, or the standard's default when it is not said.
    package let algorithm: String
    /// Whether `SA` was there.
    package let namesAlgorithm: Bool
    /// `SE`: `hex` or `base64`.
    package let encoding: String
    /// `SD`.
    package let data: String

    /// Source: OCMF 1.4.1, table of signature fields.
    package static let defaultAlgorithm = "ECDSA-secp256r1-SHA256"

    init?(_ json: JSON) {
        guard let data = json["SD"]?.stringValue, !data.isEmpty else { return nil }
        self.data = data
        namesAlgorithm = json["SA"]?.stringValue != nil
        algorithm = json["SA"]?.stringValue ?? OCMFSignature.defaultAlgorithm
        encoding = json["SE"]?.stringValue ?? "hex"
    }

    /// The bytes of the signature; `nil` when they cannot be read.
    var bytes: [UInt8]? {
        let text = EncodedText.withoutBlanks(data)
        return encoding.lowercased() == "base64" ? EncodedText.base64(text) : EncodedText.hexadecimal(text)
    }
}
