/// How far a payout is, from waiting for approval to what a bank did with it.
package enum EREPayoutStandings {
    static let unapproved = Text(en: "Waits for approval", nl: "Wacht op goedkeuring")
    static let approved = Text(en: "Waits for a bank file", nl: "Wacht op een bankbestand")
    static let paid = Text(en: "In a bank file", nl: "In een bankbestand")
    static let returned = Text(en: "Came back", nl: "Teruggekomen")

    /// By the words of filters.
    static let all = [("unapproved", unapproved), ("approved", approved), ("paid", paid), ("returned", returned)]

    static func badges(isApproved: Bool, isPaid: Bool, returns: Int, _ say: Reader) -> HTML {
        let standing =
            isPaid ? badge(say(paid), .good) : badge(say(isApproved ? approved : unapproved), .caution)
        return returns > 0 ? HTML(joining: [standing, HTML(" "), badge(say(returned), .bad)]) : standing
    }
}
