// Where rules and facts that come with the program are from: kept in English beside them, told in the reader's language.
extension Text {
    /// A source as it is kept; what people wrote themselves stays as it is.
    package init(source: String) {
        self.init(en: source, nl: Text.dutchSources[source] ?? source)
    }

    private static let evidence =
        "Evidence of deliveries, 5 years after verification; taxes, 7 years (AWR art. 52)"
    private static let productLine =
        "Product line as commonly sold; not checked against a document: look at the type plate"

    private static let dutchSources = [
        productLine: "Zoals de productlijn doorgaans wordt verkocht; niet met een document vergeleken: kijk op het "
            + "typeplaatje",
        evidence: "Bewijs van leveringen, 5 jaar na verificatie; belastingen, 7 jaar (AWR art. 52)",
        "Own choice: a year of questions about a mail": "Eigen keuze: een jaar lang kan naar een mail worden gevraagd",
        "Own choice: a year to look into misuse": "Eigen keuze: een jaar om misbruik uit te zoeken",
        "Own choice: the mandate itself says when it was signed":
            "Eigen keuze: de machtiging zegt zelf wanneer er is getekend",
        "Own choice: nobody signed": "Eigen keuze: niemand tekende",
        "Own choice: as long as the records that the acts are about":
            "Eigen keuze: zo lang als de gegevens waar de handelingen over gaan",
        "Who a kept document is about, as long as it is kept":
            "Over wie een bewaard document gaat, zo lang het wordt bewaard",
    ]
}
