package import Values

/// A version of a session's line that a document credits or takes back.
package struct CreditEntry: Hashable, Sendable {
    /// The session.
    package let sessionID: SessionID
    /// The version of its line.
    package let lineID: LineID
    /// Whether the version is taken back instead of credited.
    package let isReversal: Bool
    /// Whether it is part of correcting what an earlier document credited.
    package let isCorrection: Bool
    /// The site.
    package let siteID: SiteID
    /// The tariff in words, as on the line.
    package let tariff: String
    /// The month the session belongs to.
    package let period: YearMonth
    /// The energy; negative when taken back.
    package let energy: Energy
    /// The exact amount; with the opposite sign of the line when taken back.
    package let amount: Exact

    /// An entry of a line; the signs follow from `isReversal`.
    package init(
        sessionID: SessionID,
        lineID: LineID,
        isReversal: Bool,
        isCorrection: Bool,
        siteID: SiteID,
        tariff: String,
        period: YearMonth,
        lineEnergy: Energy,
        lineAmount: Exact
    ) {
        self.sessionID = sessionID
        self.lineID = lineID
        self.isReversal = isReversal
        self.isCorrection = isCorrection
        self.siteID = siteID
        self.tariff = tariff
        self.period = period
        energy = isReversal ? .zero - lineEnergy : lineEnergy
        amount = isReversal ? -lineAmount : lineAmount
    }
}
