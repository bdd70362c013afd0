import Domain
import Formats
import Postgres
import Templates
import Values

/// What the page of a charge point shows of its meter.
enum MeteringModels {
    static func card(
        _ visit: MemberVisit,
        _ id: ChargePointID,
        _ boot: BootReport,
        key field: Field?,
        _ tx: Transaction
    ) async throws -> MeteringCard.Model {
        let newest = try await SignedValues.latest(visit.scope, of: id, in: tx)
        let catalogue = visit.shell.meters
        let evidence = newest.map(SignedValueModels.evidence)
        let told = try await MeterFacts.list(visit.scope, of: id, in: tx).current
        let status = MeteringStatus(boot, signed: evidence, configured: told.map(\.fact), catalogue: catalogue)
        let entered = try await SignedValues.key(visit.scope, of: id, in: tx)
        var model = MeteringCard.Model(
            verdict: verdict(status.verdict),
            isConfirmed: status.confidence == .confirmed,
            signs: status.signs,
            reasons: status.reasons.map(reason),
            key: visit.scope.role == .operatorAdmin ? field ?? Field(entered ?? "") : nil
        )
        model.facts = facts(boot) + told.map(fact) + facts(evidence, newest?.reference.receivedAt)
        return model
    }

    /// Why a text cannot be entered as a key; `nil` when it can.
    static func problem(withKey text: String) -> Text? {
        if text.isEmpty || MeterPublicKey(text: text) != nil { return nil }
        return Text(
            en: "This is no public key on an elliptic curve.",
            nl: "Dit is geen publieke sleutel op een elliptische kromme."
        )
    }

    private static func verdict(_ verdict: MeteringStatus.Verdict) -> MeteringCard.Verdict {
        switch verdict {
        case .likely: .likely
        case .possible: .possible
        case .unlikely: .unlikely
        case .unknown: .unknown
        }
    }

    private static func reason(_ reason: MeteringStatus.Reason) -> Text {
        switch reason {
        case .noBoot:
            Text(en: "It has not told yet what it is.", nl: "Het heeft nog niet verteld wat het is.")
        case .model(let model): known(model)
        case .unknownModel:
            Text(en: "Its model is not in the catalogue.", nl: "Het model staat niet in de catalogus.")
        case .meter(let meter, let type):
            Text(
                en: "It names its meter “\(type)”: \(meter.meter). Source: \(meter.source).",
                nl: "Het noemt zijn meter “\(type)”: \(meter.meter). Bron: \(Text(source: meter.source)(.dutch))."
            )
        case .meterSerial(let serial):
            Text(en: "Serial number of the meter: \(serial).", nl: "Serienummer van de meter: \(serial).")
        case .noMeterSerial:
            Text(
                en: "It tells no serial number of its meter; note it from the type plate.",
                nl: "Het vertelt geen serienummer van de meter; noteer het van het typeplaatje."
            )
        case .signs(let evidence): signs(evidence)
        case .serialsDiffer(let told, let signed):
            Text(
                en: "Signed values come from meter \(signed), while it says \(told): was the meter changed?",
                nl: "Ondertekende waarden komen van meter \(signed), maar het meldt \(told): is de meter vervangen?"
            )
        }
    }

    private static func known(_ model: MeterCatalogue.Model) -> Text {
        let name = model.brand + " " + model.model
        let meter = model.meter.isEmpty ? "" : " (\(model.meter))"
        return switch model.mid {
        case .builtIn:
            Text(
                en: "\(name) has a MID meter\(meter). Source: \(model.source).",
                nl: "\(name) heeft een MID-meter\(meter). Bron: \(Text(source: model.source)(.dutch))."
            )
        case .variant:
            Text(
                en: "\(name) comes with and without a MID meter\(meter). Source: \(model.source).",
                nl: "\(name) is er met en zonder MID-meter\(meter). Bron: \(Text(source: model.source)(.dutch))."
            )
        case .none:
            Text(
                en: "\(name) is known without a MID meter. Source: \(model.source).",
                nl: "\(name) is bekend zonder MID-meter. Bron: \(Text(source: model.source)(.dutch))."
            )
        }
    }

    private static func signs(_ evidence: SignedEvidence) -> Text {
        let meter = [evidence.meterVendor, evidence.meterModel, evidence.meterSerial].filter { !$0.isEmpty }
        let words = meter.isEmpty ? "" : " (\(meter.joined(separator: " ")))"
        return Text(
            en: "It sends signed values in \(evidence.format)\(words), as calibration law (Eichrecht) asks.",
            nl: "Het stuurt ondertekende waarden in \(evidence.format)\(words), zoals het Eichrecht vraagt."
        )
    }
}
