package import Values

/// A setting of a charge point as it told us, or as it took it from us.
package struct ChargePointSetting: Hashable, Sendable {
    /// As in OCPP 1.6; for OCPP 2.0.1 `Component.Variable` where there is no 1.6 name.
    package let name: String
    /// `nil` when it has none or does not tell.
    package let value: String?
    package let isReadonly: Bool
    /// Whether it takes effect only after a restart.
    package let needsRestart: Bool
    package let at: Timestamp

    package init(
        name: String,
        value: String?,
        isReadonly: Bool = false,
        needsRestart: Bool = false,
        at: Timestamp
    ) {
        self.name = name
        self.value = value
        self.isReadonly = isReadonly
        self.needsRestart = needsRestart
        self.at = at
    }

    /// Whether a setting's value is a secret that is never kept.
    package static func isSecret(_ name: String) -> Bool {
        ["authorizationkey", "securityctrlr.basicauthpassword"].contains(name.lowercased())
    }
}

/// A setting that billing hangs on, with what it should be.
package struct BillingSetting: Hashable, Sendable {
    /// What a value must be.
    package enum Rule: Hashable, Sendable {
        /// This, whatever the case of its letters.
        case equals(String)
        /// A whole number within bounds.
        case between(Int64, Int64)
        /// A list that has this element.
        case lists(String)
        /// Nothing; it is worth knowing.
        case anything
    }

    /// Why it matters; pages put it into words.
    package enum Reason: String, CaseIterable, Sendable {
        case readingsWhileCharging, readingsOnTheQuarter, readingsAtTheEnd, messagesAreKept, cardsWithoutConnection
        case connectionIsWatched, worthKnowing
    }

    package let name: String
    package let rule: Rule
    /// What one click sets; `nil` where there is nothing to set.
    package let recommended: String?
    package let reason: Reason

    /// Whether a value is as it should be.
    package func isMet(by value: String) -> Bool {
        switch rule {
        case .equals(let wanted): value.lowercased() == wanted.lowercased()
        case .between(let low, let high): Int64(value).map { low <= $0 && $0 <= high } ?? false
        case .lists(let element): BillingSetting.elements(value).contains(element.lowercased())
        case .anything: true
        }
    }

    /// What to set so that the rule is met: a list keeps what it has.
    package func wanted(instead value: String?) -> String? {
        guard case .lists(let element) = rule, let value, !value.isEmpty else { return recommended }
        return BillingSetting.elements(value).contains(element.lowercased()) ? value : value + "," + element
    }

    private static func elements(_ list: String) -> [String] {
        list.split(separator: ",").map { element in
            String(element.drop { $0 == " " }.prefix { $0 != " " }).lowercased()
        }
    }

    private static let register = "Energy.Active.Import.Register"

    /// The settings, in the order in which a page shows them.
    ///
    /// Source: OCPP 1.6 §9.1; quarter-hour prices need a reading on every quarter of the clock.
    package static let all: [BillingSetting] = [
        BillingSetting(
            name: "ClockAlignedDataInterval",
            rule: .equals("900"),
            recommended: "900",
            reason: .readingsOnTheQuarter
        ),
        BillingSetting(
            name: "MeterValuesAlignedData",
            rule: .lists(register),
            recommended: register,
            reason: .readingsOnTheQuarter
        ),
        BillingSetting(
            name: "MeterValueSampleInterval",
            rule: .between(1, 900),
            recommended: "60",
            reason: .readingsWhileCharging
        ),
        BillingSetting(
            name: "MeterValuesSampledData",
            rule: .lists(register),
            recommended: register,
            reason: .readingsWhileCharging
        ),
        BillingSetting(
            name: "StopTxnSampledData",
            rule: .lists(register),
            recommended: register,
            reason: .readingsAtTheEnd
        ),
        BillingSetting(
            name: "StopTxnAlignedData",
            rule: .lists(register),
            recommended: register,
            reason: .readingsAtTheEnd
        ),
        BillingSetting(
            name: "TransactionMessageAttempts",
            rule: .between(3, 1_000_000),
            recommended: "10",
            reason: .messagesAreKept
        ),
        BillingSetting(
            name: "TransactionMessageRetryInterval",
            rule: .between(5, 600),
            recommended: "60",
            reason: .messagesAreKept
        ),
        BillingSetting(
            name: "LocalAuthorizeOffline",
            rule: .equals("true"),
            recommended: "true",
            reason: .cardsWithoutConnection
        ),
        BillingSetting(
            name: "AllowOfflineTxForUnknownId",
            rule: .equals("false"),
            recommended: "false",
            reason: .cardsWithoutConnection
        ),
        BillingSetting(
            name: "AuthorizationCacheEnabled",
            rule: .equals("true"),
            recommended: "true",
            reason: .cardsWithoutConnection
        ),
        BillingSetting(
            name: "HeartbeatInterval",
            rule: .between(30, 3_600),
            recommended: "300",
            reason: .connectionIsWatched
        ),
        BillingSetting(
            name: "WebSocketPingInterval",
            rule: .between(10, 600),
            recommended: "60",
            reason: .connectionIsWatched
        ),
        BillingSetting(
            name: "SupportedFeatureProfiles",
            rule: .anything,
            recommended: nil,
            reason: .worthKnowing
        ),
        BillingSetting(name: "SecurityProfile", rule: .anything, recommended: nil, reason: .worthKnowing),
    ]
}
