import Domain
import Templates
import Values

/// The mails that hold a link to choose a password.
struct AccessMails: Sendable {
    let publicURL: PublicURL
    let brand: String

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

    private func draft(_ user: UserDetails, subject: Text, body: Text) throws -> MailDraft {
        guard let recipient = MailAddress(user.email) else { throw InvalidMailAddress() }
        let language = Language(rawValue: user.language) ?? .english
        return MailDraft(to: recipient, subject: subject(language), body: body(language) + "\n")
    }

    private func link(_ token: SecretToken) -> String { publicURL.description + Route.newPassword(token.text).path }
}

extension Visiting {
    /// The mails of this installation, in the name of the operator where one is known.
    var mails: AccessMails {
        AccessMails(
            publicURL: shell.configuration.publicURL,
            brand: visitor.session?.user.operatorName ?? shell.configuration.brand
        )
    }
}
