import Domain
import Formats
import Templates
import Values

/// What stands in the way of a bank file, sorted by where it is put right.
struct PaymentBlocks {
    private let all: [PaymentBlocker]

    /// Things that are told twice count once.
    init(_ blockers: [PaymentBlocker]) {
        var seen: Set<PaymentBlocker> = []
        all = blockers.filter { seen.insert($0).inserted }
    }

    /// Hosts that lack something, with links to them, in the order first told.
    var hosts: [MonthEndShow.Block] {
        var order: [HostID] = []
        var lacks: [HostID: (name: String, lacks: [HostLack])] = [:]
        for blocker in all {
            guard let host = blocker.hostID, let lack = blocker.code.lack else { continue }
            if lacks[host] == nil { order.append(host) }
            lacks[host, default: (blocker.name, [])].lacks.append(lack)
        }
        return order.compactMap { id in
            lacks[id].map { MonthEndShow.Block(host: Mention($0.name, .host(id)), lacks: $0.lacks) }
        }
    }

    /// Everything that is not just missing at a host.
    var others: [Text] { all.compactMap { $0.code.lack == nil ? $0.text : nil } }
}

extension PaymentBlocker.Code {
    /// What a host lacks; `nil` for what is wrong rather than missing, and for the operator's own.
    fileprivate var lack: HostLack? {
        switch self {
        case .ibanMissing: .iban
        case .townMissing: .town
        case .countryMissing: .country
        case .operatorIBANMissing, .operatorIBANInvalid, .operatorTownMissing, .ibanInvalid, .currencyDiffers: nil
        }
    }
}

extension PaymentBlocker {
    /// What is missing or wrong.
    fileprivate var text: Text {
        switch code {
        case .operatorIBANMissing, .ibanMissing: Text(en: reason, nl: "\(name) heeft geen IBAN.")
        case .operatorIBANInvalid, .ibanInvalid: Text(en: reason, nl: "Het IBAN van \(name) klopt niet.")
        case .operatorTownMissing, .townMissing: Text(en: reason, nl: "Het adres van \(name) heeft geen plaats.")
        case .countryMissing: Text(en: reason, nl: "Het adres van \(name) heeft geen land.")
        case .currencyDiffers:
            Text(en: reason, nl: "Een vergoeding van \(name) heeft een andere valuta dan de boeken.")
        }
    }
}

extension PaymentRejection {
    /// Why there is no bank file; the list of what blocks it stands on the page.
    var text: Text {
        switch self {
        case .notInEuro: .bankFilesInEuroOnly
        case .notApproved: BankFileWords.notApproved
        case .blocked:
            Text(
                en: "No bank file was made: put right what is listed below first.",
                nl: "Er is geen bankbestand gemaakt: los eerst op wat hieronder staat."
            )
        case .nothingToPay(let carried): BankFileWords.nothingToPay(carried.map(\.hostName))
        }
    }
}

/// What is said instead of a bank file.
enum BankFileWords {
    static let notApproved = Text(
        en: "The bank file can be made once all credits of the month are approved.",
        nl: "Het bankbestand kan worden gemaakt zodra alle vergoedingen van de maand zijn goedgekeurd."
    )

    static func nothingToPay(_ carriedOver: [String]) -> Text {
        if carriedOver.isEmpty {
            return Text(
                en: "There is nothing left to pay for this month.",
                nl: "Voor deze maand is er niets meer te betalen."
            )
        }
        let hosts = carriedOver.joined(separator: ", ")
        return Text(
            en: "There is nothing to pay; taken along to the next month: \(hosts).",
            nl: "Er is niets te betalen; meegenomen naar de volgende maand: \(hosts)."
        )
    }

    /// The format's own rules found something that no check before it did.
    static func refused(_ refusal: PaymentFileRefusal) -> Text {
        let problems = refusal.problems.map(\.description).joined(separator: "; ")
        return Text(en: "No bank file was made: \(problems)", nl: "Er is geen bankbestand gemaakt: \(problems)")
    }
}
