/// The names of the fields of contract forms, for their labels and for what is said about them elsewhere.
package enum ContractFields {
    static let factor = Text(en: "Factor a", nl: "Factor a")
    static let addend = Text(en: "Addend b", nl: "Opslag b")
    static let fixedPrice = Text(en: "Fixed price", nl: "Vaste prijs")
    static let mode = Text(en: "How the supplier prices", nl: "Hoe de leverancier prijst")
    static let percent = Text(en: "Plus a percentage", nl: "Plus een percentage")
    static let fixed = Text(en: "Plus a fixed amount", nl: "Plus een vast bedrag")
    static let pricing = Text(en: "Way of pricing", nl: "Wijze van prijzen")

    /// The fields that an example depends on, in the order of the forms, by their names.
    package static let ofExamples: [(name: String, title: Text)] = [
        ("mode", mode), ("price", fixedPrice), ("zone", .biddingZone), ("factor", factor), ("addend", addend),
        ("supply_contract", .supplyContract), ("percent", percent), ("fixed", fixed), ("pricing", pricing),
    ]
}
