/// Whether prices per kWh cover value added tax, as contracts, their forms and credits say it.
///
/// A host that cannot deduct pays VAT to its supplier and gets none here, so it has to know what the price covers.
extension VATStatus {
    package var cover: Text {
        switch self {
        case .taxable:
            Text(
                en: "Prices are without VAT. The host is taxable: VAT comes on top, on the self-billed invoice.",
                nl: "Prijzen zijn zonder btw. De locatiehouder is btw-plichtig: btw komt erbij op de factuur."
            )
        case .exempt:
            Text(
                en: "Prices are without VAT and none comes on top: the host is exempt. " + VATStatus.suffered.en,
                nl: "Prijzen zijn zonder btw en er komt geen btw bij: de locatiehouder is vrijgesteld. "
                    + VATStatus.suffered.nl
            )
        case .notTaxable:
            Text(
                en: "Prices are without VAT and none comes on top: the host is not taxable. " + VATStatus.suffered.en,
                nl: "Prijzen zijn zonder btw en er komt geen btw bij: de locatiehouder is niet btw-plichtig. "
                    + VATStatus.suffered.nl
            )
        }
    }

    private static let suffered = (
        en: "VAT that it pays its supplier is covered only as far as the price covers it.",
        nl: "Btw die hij zijn leverancier betaalt is alleen gedekt voor zover de prijs die dekt."
    )
}

extension CreditKind {
    /// What a document's prices and amounts are, to the host that gets it.
    package var priceBasis: Text {
        switch self {
        case .selfBilledInvoice:
            Text(
                en: "Prices per kWh and the amounts of sessions and lines are without VAT.",
                nl: "Prijzen per kWh en bedragen van sessies en regels zijn zonder btw."
            )
        case .payoutStatement:
            Text(
                en:
                    """
                    Prices per kWh and amounts are without VAT, and none is added: VAT that you pay your energy \
                    supplier is covered only as far as the agreed price covers it.
                    """,
                nl:
                    """
                    Prijzen per kWh en bedragen zijn zonder btw en er komt geen btw bij: btw die u uw \
                    energieleverancier betaalt is alleen gedekt voor zover de afgesproken prijs die dekt.
                    """
            )
        }
    }
}
