package import Domain
package import Templates
import Values

/// The mail that tells an administrator what back-offices did.
package struct NoticeMail: Sendable {
    /// Notices that the mail spells out; the page has the others.
    package static let listed = 20
    /// Characters of what a back-office itself said: an address is no longer.
    private static let detailCharacters = 200

    private let notices: [NamedNotice]
    private let say: Reader
    private let link: String

    /// - Parameters:
    ///   - notices: Oldest first, at least one.
    ///   - say: The administrator's language, and the operator's time zone.
    ///   - publicURL: Where the pages are, without a slash at its end.
    package init(_ notices: [NamedNotice], say: Reader, publicURL: String) {
        self.notices = notices
        self.say = say
        link = publicURL + Route.notices.path
    }

    /// How many charge points it is about.
    package var subject: String {
        let count = say.count(Set(notices.map(\.chargePointID)).count)
        return say(
            Text(
                en: "Back-offices: something to look at, charge points: \(count)",
                nl: "Backoffices: iets om naar te kijken, laadpunten: \(count)"
            )
        )
    }

    /// The notices in lines, and the link to the others.
    package var body: String {
        let further = notices.count - NoticeMail.listed
        let lines = notices.prefix(NoticeMail.listed).map(line) + (further > 0 ? [say(more(say.count(further)))] : [])
        return [say(opening), lines.joined(separator: "\n"), say(closing), link].joined(separator: "\n\n") + "\n"
    }

    private func line(_ notice: NamedNotice) -> String {
        let what = say(NoticeWords.text(notice.kind?.rawValue ?? ""))
        let detail = notice.detail.isEmpty ? "" : " (\(notice.detail.prefix(NoticeMail.detailCharacters)))"
        return "- \(say.dateTime(notice.at)), \(notice.chargePointName), \(notice.upstreamName): \(what)\(detail)"
    }

    private var opening: Text {
        Text(
            en: "Back-offices of your charge points did something that you should know. Nothing was held up.",
            nl: "Backoffices van uw laadpunten deden iets dat u moet weten. Er is niets tegengehouden."
        )
    }

    private var closing: Text {
        Text(
            en: "All of it, and what waits for your decision:",
            nl: "Alles hiervan, en wat op uw beslissing wacht:"
        )
    }

    private func more(_ count: String) -> Text { Text(en: "- and \(count) more", nl: "- en nog \(count)") }
}
