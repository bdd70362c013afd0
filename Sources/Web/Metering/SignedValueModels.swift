import Domain
import Formats
import Postgres
import Templates
import Values

/// What pages show of signed meter values, read and checked.
enum SignedValueModels {
    /// The signed values of a session, checked with the key that was entered, came along or stands in the settings.
    static func card(
        _ visit: MemberVisit,
        _ session: SessionSummary,
        _ tx: Transaction
    ) async throws -> SignedValuesCard.Model {
        let values = try await SignedValues.list(visit.scope, of: session.id, in: tx)
        guard !values.isEmpty else { return SignedValuesCard.Model() }
        let keys = Keys(
            entered: try await SignedValues.key(visit.scope, of: session.chargePointID, in: tx) ?? "",
            told: try await MeterFacts.list(visit.scope, of: session.chargePointID, in: tx),
            connector: Int64(session.connector)
        )
        let read = values.map { (value: $0, data: SignedData($0.bytes)) }
        let chain = OCMFChain(read.compactMap { $0.data.record })
        var model = SignedValuesCard.Model()
        model.values = read.map { self.value($0.value, $0.data, keys.key(for: $0.value, $0.data)) }
        if read.contains(where: { $0.data.record != nil }) {
            model.energyWh = chain.energyWh
            model.doubts = chain.faults.map(doubt)
        }
        return model
    }

    /// What the newest signed value tells of the meter.
    static func evidence(_ value: SignedValue) -> SignedEvidence {
        let data = SignedData(value.bytes)
        guard let record = data.record else { return SignedEvidence(format: format(data)) }
        return SignedEvidence(
            format: format(data),
            meterVendor: record.meterVendor,
            meterModel: record.meterModel,
            meterSerial: record.meterSerial,
            meterFirmware: record.meterFirmware
        )
    }

    /// The keys by which the values of a session may be checked.
    private struct Keys {
        /// Empty when nobody entered one.
        let entered: String
        let told: MeterFactBook
        /// The session's, for values that name none.
        let connector: Int64

        /// A key that somebody entered counts more than one that the charge point sent along with what it signed, and
        /// that more than one in its settings; no other key is tried.
        func key(for value: SignedValue, _ data: SignedData) -> (text: String, source: Text)? {
            if !entered.isEmpty {
                return (entered, Text(en: "as entered for the charge point", nl: "zoals ingevoerd voor het laadpunt"))
            }
            if !data.publicKey.isEmpty {
                return (data.publicKey, Text(en: "came with the value", nl: "kwam met de waarde mee"))
            }
            let fact = told.key(of: value.connector ?? connector, at: value.reference.receivedAt)?.fact
            return fact.map { ($0.value, MeteringModels.setting($0)) }
        }
    }

    private static func value(
        _ value: SignedValue,
        _ data: SignedData,
        _ key: (text: String, source: Text)?
    ) -> SignedValuesCard.Value {
        let record = data.record
        var shown = SignedValuesCard.Value(
            receivedAt: value.reference.receivedAt,
            context: value.context,
            format: format(data),
            meter: [record?.meterVendor, record?.meterModel, record?.serial].compactMap { $0 }
                .filter { !$0.isEmpty }.joined(separator: " "),
            readings: record?.readings.map(reading) ?? [],
            check: check(data, key: key?.text),
            raw: String(decoding: value.bytes, as: UTF8.self)
        )
        if record != nil { shown.keySource = key?.source }
        return shown
    }

    private static func reading(_ reading: OCMFReading) -> SignedValuesCard.Reading {
        SignedValuesCard.Reading(
            kind: reading.transaction,
            time: reading.timeText,
            value: reading.valueText + " " + reading.unit,
            register: reading.register,
            isUsable: reading.isUsable
        )
    }

    private static func check(_ data: SignedData, key: String?) -> SignatureCheck {
        guard let record = data.record else { return .notVerifiable(contentReason(data)) }
        guard let text = key else { return .notVerifiable(reason(.noKey)) }
        guard let readable = MeterPublicKey(text: text) else { return .notVerifiable(reason(.unreadableKey)) }
        return switch record.verdict(with: readable) {
        case .valid(let curve): .valid(curve.rawValue)
        case .invalid(let curve): .invalid(curve.rawValue)
        case .notVerifiable(let obstacle): .notVerifiable(reason(obstacle))
        }
    }

    private static func format(_ data: SignedData) -> String {
        let name: String =
            switch data.content {
            case .ocmf, .brokenOCMF: "OCMF"
            case .alfen: "Alfen"
            case .sml: "SML (EDL)"
            case .container: "XML"
            case .other(let name): name
            case .unknown: data.encodingMethod.isEmpty ? "?" : data.encodingMethod
            }
        let wrapped = data.wrappings.map { wrapping in
            switch wrapping {
            case .envelope: "JSON"
            case .hexadecimal: "hex"
            case .base64: "base64"
            }
        }
        return wrapped.isEmpty ? name : name + " (" + wrapped.joined(separator: ", ") + ")"
    }
}

// MARK: Words

extension SignedValueModels {
    private static func reason(_ obstacle: OCMFObstacle) -> Text {
        switch obstacle {
        case .noKey:
            Text(
                en: "No public key came with the value, none is entered and the settings tell none.",
                nl: "Er kwam geen publieke sleutel mee, er is er geen ingevoerd en de instellingen noemen er geen."
            )
        case .unreadableKey:
            Text(en: "The public key cannot be read.", nl: "De publieke sleutel is niet leesbaar.")
        case .unsupportedCurve(let name):
            Text(
                en: "The key lies on \(name), which this program cannot check.",
                nl: "De sleutel ligt op \(name), dat dit programma niet kan controleren."
            )
        case .curveMismatch(let record, let key):
            Text(
                en: "The value names \(record), the key lies on \(key).",
                nl: "De waarde noemt \(record), de sleutel ligt op \(key)."
            )
        case .unknownAlgorithm(let name):
            Text(en: "The algorithm \(name) is not known.", nl: "Het algoritme \(name) is onbekend.")
        case .unreadableSignature:
            Text(en: "The signature cannot be read.", nl: "De handtekening is niet leesbaar.")
        }
    }

    private static func contentReason(_ data: SignedData) -> Text {
        switch data.content {
        case .ocmf: reason(.noKey)
        case .brokenOCMF:
            Text(en: "The OCMF record is damaged or cut off.", nl: "Het OCMF-record is beschadigd of afgebroken.")
        case .alfen:
            Text(
                en: "Alfen's own format, signed on secp192r1; the transparency software checks it.",
                nl: "Het eigen formaat van Alfen, ondertekend op secp192r1; de transparantiesoftware controleert het."
            )
        case .sml:
            Text(
                en: "An SML telegram (EDL); the transparency software checks it.",
                nl: "Een SML-telegram (EDL); de transparantiesoftware controleert het."
            )
        case .container, .other, .unknown:
            Text(en: "This format is kept and not read.", nl: "Dit formaat wordt bewaard en niet gelezen.")
        }
    }

    private static func doubt(_ fault: OCMFChainFault) -> Text {
        switch fault {
        case .noBegin: Text(en: "There is no signed reading at the begin.", nl: "Er is geen ondertekende beginstand.")
        case .noEnd: Text(en: "There is no signed reading at the end.", nl: "Er is geen ondertekende eindstand.")
        case .serialChanges:
            Text(en: "The values come from different meters.", nl: "De waarden komen van verschillende meters.")
        case .paginationGap:
            Text(en: "A record in between is missing.", nl: "Er ontbreekt een record ertussen.")
        case .backwards: Text(en: "The register runs backwards.", nl: "Het telwerk loopt terug.")
        case .unusableReading:
            Text(en: "The meter marks a reading as unusable.", nl: "De meter merkt een stand aan als onbruikbaar.")
        case .timeNotSynchronised:
            Text(
                en: "The meter's clock was not synchronised; the energy is not affected.",
                nl: "De klok van de meter was niet gesynchroniseerd; de energie staat daar los van."
            )
        }
    }
}
