import Domain
import Templates
import Values

/// The mails that hold a link to choose a password.
struct AccessMails: Sendable {
    /// Where links lead, without a slash at its end.
    let base: String
    let brand: String
    var senderName = ""
    var senderAddress = ""

    /// To somebody who asked for a new password.
    func reset(_ user: UserDetails, _ token: SecretToken) throws -> MailDraft {
        try draft(
            user,
            subject: Text(en: "Choose a new password", nl: "Kies een nieuw wachtwoord"),
            body: Text(
                en: """
                    Hello \(user.name),

                    somebody, hopefully you, asked for a new password at \(brand).
                    Choose it here within one hour; the link works once:

                    \(link(token))

                    If it was not you, do nothing; your password stays as it is.
                    """,
                nl: """
                    Hallo \(user.name),

                    iemand, hopelijk u, vroeg een nieuw wachtwoord aan bij \(brand).
                    Kies het hier binnen een uur; de link werkt één keer:

                    \(link(token))

                    Was u het niet, doe dan niets; uw wachtwoord blijft zoals het is.
                    """
            )
        )
    }

    /// To somebody for whom an account was made.
    func invitation(_ user: UserDetails, _ token: SecretToken) throws -> MailDraft {
        try draft(
            user,
            subject: Text(en: "Your account at \(brand)", nl: "Uw account bij \(brand)"),
            body: Text(
                en: """
                    Hello \(user.name),

                    an account at \(brand) was made for you.
                    Choose a password here within seven days; the link works once:

                    \(link(token))
                    """,
                nl: """
                    Hallo \(user.name),

                    er is een account bij \(brand) voor u gemaakt.
                    Kies hier binnen zeven dagen een wachtwoord; de link werkt één keer:

                    \(link(token))
                    """
            )
        )
    }

    /// To a customer, from whoever looks after it.
    func customerInvitation(_ user: UserDetails, _ token: SecretToken) throws -> MailDraft {
        try draft(
            user,
            subject: Text(en: "Earn ERE with your charger", nl: "Verdien ERE met uw lader"),
            body: Text(
                en: """
                    Hello \(user.name),

                    what your charger delivers to a car can be booked as emission reduction units (ERE),
                    which are sold. \(brand) invites you to take part; it takes about two minutes.
                    Choose a password here within seven days; the link works once:

                    \(link(token))

                    Nothing is booked before you have signed a mandate yourself.
                    """,
                nl: """
                    Hallo \(user.name),

                    wat uw lader aan een auto levert kan worden ingeboekt als emissiereductie-eenheden (ERE),
                    die worden verkocht. \(brand) nodigt u uit om mee te doen; het kost een minuut of twee.
                    Kies hier binnen zeven dagen een wachtwoord; de link werkt één keer:

                    \(link(token))

                    Er wordt niets ingeboekt voordat u zelf een machtiging heeft getekend.
                    """
            )
        )
    }

    /// To somebody whose second factor an administrator took away.
    func secondFactorTaken(_ user: UserDetails) throws -> MailDraft {
        try draft(
            user,
            subject: Text(en: "Your second factor is off", nl: "Uw tweede factor staat uit"),
            body: Text(
                en: """
                    Hello \(user.name),

                    an administrator took away the second factor of your account at \(brand).
                    Your password alone signs you in until you turn it on again.

                    If you did not ask for that, tell your administrator at once.
                    """,
                nl: """
                    Hallo \(user.name),

                    een beheerder heeft de tweede factor van uw account bij \(brand) weggehaald.
                    Tot u hem weer aanzet logt u met alleen uw wachtwoord in.

                    Heeft u daar niet om gevraagd, meld het dan meteen aan uw beheerder.
                    """
            )
        )
    }

    private func draft(_ user: UserDetails, subject: Text, body: Text) throws -> MailDraft {
        guard let recipient = MailAddress(user.email) else { throw InvalidMailAddress() }
        let language = Language(rawValue: user.language) ?? .english
        var draft = MailDraft(to: recipient, subject: subject(language), body: body(language) + "\n")
        (draft.senderName, draft.senderAddress) = (senderName, senderAddress)
        return draft
    }

    private func link(_ token: SecretToken) -> String { base + Route.newPassword(token.text).path }
}

extension Visiting {
    /// The mails to people of an operator: in the name of its brand, of the own operator, or of the installation.
    func mails(of operatorID: OperatorID, name: String? = nil) -> AccessMails {
        let own = visitor.session.flatMap { $0.user.operatorID == operatorID ? $0.user.operatorName : nil }
        return shell.mails(of: operatorID, name: name ?? own)
    }
}

extension Shell {
    /// The mails to people of an operator: in the name of its brand as it was known last, of a name, or of the
    /// installation.
    func mails(of operatorID: OperatorID, name: String?) -> AccessMails {
        let publicURL = configuration.publicURL
        guard let brand = brands.last?.brand(of: operatorID) else {
            return AccessMails(base: publicURL.description, brand: name ?? configuration.brand)
        }
        let details = brand.details
        return AccessMails(
            base: details.hostName.isEmpty ? publicURL.description : "\(publicURL.scheme)://\(details.hostName)",
            brand: details.name,
            senderName: details.sender,
            senderAddress: details.senderAddress
        )
    }
}
