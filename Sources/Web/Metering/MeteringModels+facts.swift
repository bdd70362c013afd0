import Domain
import Templates
import Values

/// What was told of a meter, each with where it stood.
extension MeteringModels {
    static func facts(_ boot: BootReport) -> [MeteringCard.Told] {
        facts(
            [(.type, boot.meterType), (.serial, boot.meterSerial)],
            Text(en: "in its BootNotification", nl: "in zijn BootNotification"),
            boot.bootedAt
        )
    }

    static func facts(_ evidence: SignedEvidence?, _ at: Timestamp?) -> [MeteringCard.Told] {
        guard let evidence else { return [] }
        return facts(
            [
                (.maker, evidence.meterVendor), (.type, evidence.meterModel), (.serial, evidence.meterSerial),
                (.firmware, evidence.meterFirmware),
            ],
            Text(en: "in its newest signed value", nl: "in zijn nieuwste ondertekende waarde"),
            at
        )
    }

    static func fact(_ told: ToldMeterFact) -> MeteringCard.Told {
        MeteringCard.Told(
            what: word(told.fact.kind),
            connector: told.fact.connector.map(Int.init),
            value: told.fact.value,
            source: setting(told.fact),
            since: told.at
        )
    }

    /// Where a fact of the configuration stood.
    static func setting(_ fact: MeterFact) -> Text {
        Text(en: "in its setting \(fact.name)", nl: "in zijn instelling \(fact.name)")
    }

    private static func facts(
        _ told: [(MeterFact.Kind, String)],
        _ source: Text,
        _ at: Timestamp?
    ) -> [MeteringCard.Told] {
        told.filter { !$0.1.isEmpty }.map {
            MeteringCard.Told(what: word($0.0), value: $0.1, source: source, since: at)
        }
    }

    private static func word(_ kind: MeterFact.Kind) -> Text {
        switch kind {
        case .type: Text(en: "Type", nl: "Type")
        case .maker: Text(en: "Maker", nl: "Fabrikant")
        case .serial: Text(en: "Serial number", nl: "Serienummer")
        case .firmware: Text(en: "Firmware", nl: "Firmware")
        case .publicKey: Text(en: "Public key", nl: "Publieke sleutel")
        }
    }
}
