/// Where messages of OCPP 1.6 carry a transaction's number; nothing else does.
///
/// Source: the JSON schemas of OCPP 1.6, all 78 of them.
public enum TransactionToken {
    /// Where a call carries it, by action; a call of another action carries none.
    public static let inCalls: [String: [FrameText.Step]] = [
        OCPP16.MeterValues.name: [.element(3), .member("transactionId")],
        OCPP16.StopTransaction.name: [.element(3), .member("transactionId")],
        OCPP16.RemoteStopTransaction.name: [.element(3), .member("transactionId")],
        OCPP16.SetChargingProfile.name: [.element(3), .member("csChargingProfiles"), .member("transactionId")],
        OCPP16.RemoteStartTransaction.name: [.element(3), .member("chargingProfile"), .member("transactionId")],
    ]

    /// Where the answer to a StartTransaction carries it.
    public static let inStartAnswer: [FrameText.Step] = [.element(2), .member("transactionId")]
}

extension FrameText {
    /// A call with the number that somebody else has for its transaction; every other byte stays as it was.
    ///
    /// - Parameters:
    ///   - action: The call's action; one that carries no number stays whole.
    ///   - other: The other number for one; `nil` where it is the same.
    /// - Returns: The text to send.
    public func exchangingTransaction(of action: String, by other: (Int64) -> Int64?) -> FrameText {
        guard let path = TransactionToken.inCalls[action], let number = integer(at: path), let new = other(number),
            new != number
        else { return self }
        return replacing(path, with: new) ?? self
    }
}
