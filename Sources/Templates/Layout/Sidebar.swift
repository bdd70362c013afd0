/// The navigation: a column beside the page, or a bar with a menu above it on a phone.
enum Sidebar {
    static func sidebar(_ frame: PageFrame) -> HTML {
        aside(.class("sidebar")) {
            brand(frame)
            navigation(frame)
            person(frame)
        }
    }

    static func topBar(_ frame: PageFrame) -> HTML {
        header(.class("topbar")) {
            brand(frame)
            details(.class("menu")) {
                summary(.class("menu__button")) {
                    icon(.menu)
                    frame.say(.menu)
                }
                div(.class("menu__panel")) {
                    navigation(frame)
                    person(frame)
                }
            }
        }
    }

    private static func brand(_ frame: PageFrame) -> HTML {
        a(.class("brand"), .href(frame.user.map { Route.start(for: $0.role) } ?? .home)) {
            brandMark(frame.brand)
            span(.class("brand__name")) { frame.brand.name }
        }
    }

    private static func navigation(_ frame: PageFrame) -> HTML {
        guard let user = frame.user else { return .empty }
        return nav(.class("nav"), .ariaLabel(frame.say(.mainNavigation))) {
            NavigationTree.groups(for: user, counts: frame.counts).map { group($0, frame) }
        }
    }

    private static func group(_ group: NavigationGroup, _ frame: PageFrame) -> HTML {
        if group.folds, let title = group.title { return folded(group, title, frame) }
        return div(.class("nav__group")) {
            if let title = group.title { p(.class("nav__title")) { frame.say(title) } }
            ul { group.entries.map { entry($0, frame) } }
        }
    }

    /// Opened by its heading, also without scripts; open from the start where the page is one of its own.
    private static func folded(_ group: NavigationGroup, _ title: Text, _ frame: PageFrame) -> HTML {
        details(.class("nav__group", "nav__fold"), .open(group.entries.contains { frame.current.isBelow($0.route) })) {
            summary(.class("nav__title")) { frame.say(title) }
            ul { group.entries.map { entry($0, frame) } }
        }
    }

    private static func entry(_ entry: NavigationEntry, _ frame: PageFrame) -> HTML {
        li {
            a(.class("nav__link"), .href(entry.route), .when(frame.current.isBelow(entry.route), .ariaCurrentPage())) {
                icon(entry.icon)
                span { frame.say(entry.title) }
                if entry.count > 0 { span(.class("nav__count")) { frame.say.count(entry.count) } }
            }
        }
    }

    private static func person(_ frame: PageFrame) -> HTML {
        guard let user = frame.user else { return .empty }
        return div(.class("person")) {
            a(.class("person__link"), .href(.account)) {
                span(.class("person__name")) { user.name }
                span(.class("person__email")) { user.email }
            }
            div(.class("person__actions")) {
                themeButton(frame.say)
                languageForm(frame, to: .accountLanguage)
                actionButton(frame, frame.say(.signOut), to: .signOut, style: .quiet)
            }
        }
    }
}

/// The button that switches between light and dark; without scripts the system's choice holds.
func themeButton(_ say: Reader) -> HTML {
    button(
        .class("button", "button--quiet", "button--icon", "js-only"),
        .type(.button),
        .themeToggle(),
        .ariaLabel(say(.switchTheme)),
        .title(say(.switchTheme))
    ) { icon(.moon) }
}

/// Head and foot of pages outside the product.
enum PlainChrome {
    static func header(_ frame: PageFrame) -> HTML {
        Templates.header(.class("plain__head")) {
            a(.class("brand"), .href(frame.user.map { Route.start(for: $0.role) } ?? .home)) {
                brandMark(frame.brand)
                span(.class("brand__name")) { frame.brand.name }
            }
            div(.class("plain__tools")) {
                themeButton(frame.say)
                languageForm(frame, to: frame.user == nil ? .language : .accountLanguage)
            }
        }
    }

    static func footer(_ frame: PageFrame) -> HTML {
        Templates.footer(.class("plain__foot")) {
            p { footerLine(frame) }
            nav(.ariaLabel(frame.say(.furtherPages))) {
                a(.href(.ereCalculator)) { frame.say(.ereCalculator) }
                a(.href(.midScan)) { frame.say(.midScan) }
            }
        }
    }
}

extension PlainChrome {
    /// Whose pages these are, and where help is.
    private static func footerLine(_ frame: PageFrame) -> HTML {
        let brand = frame.brand
        guard brand.isWhiteLabel else { return HTML(frame.say(.footerLine)) }
        let help = [brand.supportEmail, brand.supportPhone].filter { !$0.isEmpty }
        return HTML(([brand.name] + help).joined(separator: " · "))
    }
}

/// The other languages, each a button that comes back to this page.
///
/// Without a token the form would be taken for a forged one.
private func languageForm(_ frame: PageFrame, to route: Route) -> HTML {
    guard !frame.csrfToken.isEmpty else { return .empty }
    return postForm(frame, to: route, .class("languages")) {
        hiddenField("back", frame.address.text)
        Language.allCases.filter { $0 != frame.say.language }.map { language in
            button(
                .class("button", "button--quiet"),
                .type(.submit),
                .name("language"),
                .value(language.code),
                .lang(language)
            ) { language.ownName }
        }
    }
}
