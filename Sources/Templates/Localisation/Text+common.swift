// Texts of the frame and of components that every page uses. Texts of one page stand beside that page.
extension Text {
    package static let skipToContent = Text(en: "Skip to content", nl: "Naar de inhoud")
    package static let menu = Text(en: "Menu", nl: "Menu")
    package static let mainNavigation = Text(en: "Main navigation", nl: "Hoofdnavigatie")
    package static let breadcrumbs = Text(en: "You are here", nl: "U bent hier")
    package static let switchTheme = Text(en: "Switch between light and dark", nl: "Wissel tussen licht en donker")
    package static let signIn = Text(en: "Sign in", nl: "Inloggen")
    package static let signOut = Text(en: "Sign out", nl: "Uitloggen")
    package static let footerLine = Text(
        en: "Laadboek: charging sessions become money that everybody can check.",
        nl: "Laadboek: van laadsessie naar geld dat iedereen kan narekenen."
    )
    static let furtherPages = Text(en: "Further pages", nl: "Andere pagina's")
    package static let optional = Text(en: "optional", nl: "optioneel")
    package static let copy = Text(en: "Copy", nl: "Kopiëren")
    package static let save = Text(en: "Save", nl: "Opslaan")
    package static let cancel = Text(en: "Cancel", nl: "Annuleren")
    package static let edit = Text(en: "Edit", nl: "Bewerken")
    package static let show = Text(en: "Show", nl: "Tonen")
    package static let all = Text(en: "All", nl: "Alle")
    package static let yes = Text(en: "Yes", nl: "Ja")
    package static let no = Text(en: "No", nl: "Nee")
    package static let none = Text(en: "None", nl: "Geen")
    package static let unknown = Text(en: "Unknown", nl: "Onbekend")

    package static func fieldsNeedAttention(_ count: Int) -> Text {
        count == 1
            ? Text(en: "One field needs your attention.", nl: "Eén veld vraagt uw aandacht.")
            : Text(en: "\(count) fields need your attention.", nl: "\(count) velden vragen uw aandacht.")
    }
}

// Navigation.
extension Text {
    package static let dashboard = Text(en: "Dashboard", nl: "Dashboard")
    package static let overview = Text(en: "Overview", nl: "Overzicht")
    package static let money = Text(en: "Money", nl: "Geld")
    package static let network = Text(en: "Network", nl: "Netwerk")
    package static let terms = Text(en: "Terms", nl: "Voorwaarden")
    package static let administration = Text(en: "Administration", nl: "Beheer")
    package static let journal = Text(en: "Journal", nl: "Journaal")
    package static let exceptions = Text(en: "Exceptions", nl: "Uitzonderingen")
    package static let monthEnds = Text(en: "Month-ends", nl: "Maandafsluitingen")
    package static let credits = Text(en: "Credits", nl: "Vergoedingen")
    package static let ledger = Text(en: "Ledger", nl: "Grootboek")
    package static let sessions = Text(en: "Sessions", nl: "Sessies")
    package static let chargePoints = Text(en: "Charge points", nl: "Laadpunten")
    package static let upstream = Text(en: "Back-office", nl: "Backoffice")
    package static let upstreams = Text(en: "Back-offices", nl: "Backoffices")
    package static let sites = Text(en: "Sites", nl: "Locaties")
    package static let hosts = Text(en: "Hosts", nl: "Locatiehouders")
    package static let contracts = Text(en: "Contracts", nl: "Contracten")
    package static let prices = Text(en: "Prices", nl: "Prijzen")
    package static let users = Text(en: "Users", nl: "Gebruikers")
    package static let downloads = Text(en: "Downloads", nl: "Downloads")
}

// Lists.
extension Text {
    package static let applyFilters = Text(en: "Apply", nl: "Toepassen")
    package static let clearFilters = Text(en: "Clear filters", nl: "Filters wissen")
    package static let nothingMatches = Text(en: "Nothing matches", nl: "Niets gevonden")
    package static let nothingMatchesHint = Text(
        en: "No row fits all the filters above. Widen or clear them.",
        nl: "Geen enkele regel past bij alle filters hierboven. Verruim of wis ze."
    )
    package static let pages = Text(en: "Pages", nl: "Pagina's")
    package static let previousPage = Text(en: "Previous", nl: "Vorige")
    package static let nextPage = Text(en: "Next", nl: "Volgende")
    package static let export = Text(en: "Export", nl: "Exporteren")
    package static let rowsPerPage = Text(en: "Rows per page", nl: "Regels per pagina")

    package static func sortBy(_ column: String) -> Text {
        Text(en: "Sort by \(column)", nl: "Sorteer op \(column)")
    }
    package static func rows(from first: String, to last: String, of total: String) -> Text {
        Text(en: "\(first)–\(last) of \(total)", nl: "\(first)–\(last) van \(total)")
    }
    package static func moreThan(_ count: String) -> Text {
        Text(en: "more than \(count)", nl: "meer dan \(count)")
    }
    package static let furtherRows = Text(
        en: "Filter or sort to reach the others, or export all of them.",
        nl: "Filter of sorteer om bij de andere te komen, of exporteer ze allemaal."
    )
    package static func rows(_ total: String) -> Text {
        Text(en: "\(total) in all", nl: "\(total) in totaal")
    }
    package static let sort = Text(en: "Sort by", nl: "Sorteer op")
    package static let noSuchPage = Text(en: "The list ends before this page", nl: "De lijst eindigt vóór deze pagina")
    package static func pagesThereAre(_ count: String) -> Text {
        Text(en: "It has \(count) pages.", nl: "Hij heeft \(count) pagina's.")
    }
    package static let lastPage = Text(en: "Last page", nl: "Laatste pagina")
    package static func page(_ page: String, of count: String) -> Text {
        Text(en: "Page \(page) of \(count)", nl: "Pagina \(page) van \(count)")
    }
}
