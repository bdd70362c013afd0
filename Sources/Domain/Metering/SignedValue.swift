import OCPP
package import Values

/// A signed meter value found in a frame, exactly as the charge point wrote it.
package struct SignedValue: Hashable, Sendable {
    /// The frame it came in.
    package let reference: FrameReference
    /// When it was taken; `nil` when not said or not readable.
    package let sampledAt: Timestamp?
    /// Why it was taken, such as `Transaction.Begin`; empty when not said.
    package let context: String
    /// The text of the value as bytes; an object of OCPP 2.0.1 as its JSON.
    package let bytes: [UInt8]
    /// The transaction the message names; empty when it names none.
    package let transaction: String
    /// The connector or EVSE the message names.
    package let connector: Int64?
}

extension SignedValue {
    /// The signed values of a frame; empty for everything that has none.
    ///
    /// Source: OCPP 1.6 §4.7, §4.10; OCPP 2.0.1 part 2 §2.46; OCA, Signed Meter Values in OCPP 1.0. Some stations send
    /// them as vendor data.
    static func all(in payload: [UInt8], reference: FrameReference) -> [SignedValue] {
        guard case .call(let call) = Frame(reading: payload) else { return [] }
        let heading = Heading(call.payload)
        if call.action == OCPP16.DataTransfer.name {
            let data = vendorData(call.payload["data"])
            return data.map { [heading.value(reference, nil, "", $0)] } ?? []
        }
        let lists = ["meterValue", "transactionData"].compactMap { call.payload[$0]?.arrayValue }
        return lists.joined().flatMap { meterValue in
            let at = meterValue["timestamp"]?.stringValue.flatMap { Timestamp.read($0)?.timestamp }
            return (meterValue["sampledValue"]?.arrayValue ?? []).compactMap { sample in
                text(of: sample).map { heading.value(reference, at, sample["context"]?.stringValue ?? "", $0) }
            }
        }
    }

    private static func text(of sample: JSON) -> String? {
        if let signed = sample["signedMeterValue"], signed.objectValue != nil { return signed.description }
        guard sample["format"]?.stringValue == "SignedData" else { return nil }
        return sample["value"]?.stringValue
    }

    private static func vendorData(_ data: JSON?) -> String? {
        let text = data?.stringValue ?? data.map(\.description) ?? ""
        return text.contains("OCMF") || text.contains("signedMeter") || text.contains("4f434d467c") ? text : nil
    }

    /// What a message says of its transaction.
    private struct Heading {
        let transaction: String
        let connector: Int64?

        init(_ payload: JSON) {
            let id = payload["transactionId"] ?? payload["transactionInfo"]?["transactionId"]
            transaction = id?.stringValue ?? id?.integerValue.map { "\($0)" } ?? ""
            connector =
                payload["connectorId"]?.integerValue ?? payload["evse"]?["id"]?.integerValue
                ?? payload["evseId"]?.integerValue
        }

        func value(_ reference: FrameReference, _ at: Timestamp?, _ context: String, _ text: String) -> SignedValue {
            SignedValue(
                reference: reference,
                sampledAt: at,
                context: context,
                bytes: Array(text.utf8),
                transaction: transaction,
                connector: connector
            )
        }
    }
}
