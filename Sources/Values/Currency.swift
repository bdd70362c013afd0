/// A currency by its ISO 4217 code; it knows its minor unit.
public enum Currency: String, CaseIterable, Sendable {
    /// Euro.
    case eur = "EUR"
    /// Swiss franc.
    case chf = "CHF"
    /// Pound sterling.
    case gbp = "GBP"
    /// Swedish krona.
    case sek = "SEK"
    /// Norwegian krone.
    case nok = "NOK"
    /// Danish krone.
    case dkk = "DKK"
    /// Polish złoty.
    case pln = "PLN"
    /// Czech koruna.
    case czk = "CZK"

    /// The code as printed in files and documents.
    public var code: String { rawValue }

    /// How many decimals the minor unit has (ISO 4217); two for every currency listed.
    public var exponent: Int { 2 }
}
