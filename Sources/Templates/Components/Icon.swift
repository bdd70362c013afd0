/// Small line drawings beside words; they never carry meaning alone.
package enum Icon: String, CaseIterable, Sendable {
    case dashboard, journal, exceptions, monthEnd, credit, ledger
    case host, site, chargePoint, token, session, contract, price, user, settings
    case people, toggle, watch, energyBars, filing, register, trade, coins, calculator, brush, window, shield
    case ere, check, warning, info, menu, moon, copy, download, arrow

    /// Lines on a grid of 20 units.
    fileprivate var drawing: TrustedHTML {
        switch self {
        case .dashboard: TrustedHTML(#"<path d="M3 3h6v8H3zM11 3h6v4h-6zM11 9h6v8h-6zM3 13h6v4H3z"/>"#)
        case .journal: TrustedHTML(#"<path d="M5 3h11v14H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM7 7h6M7 10h6M7 13h3"/>"#)
        case .exceptions: TrustedHTML(#"<path d="M4 17V3h9l-1.5 3.5L13 10H4"/>"#)
        case .monthEnd: TrustedHTML(#"<path d="M3 5h14v12H3zM3 9h14M7 3v4M13 3v4M7.5 13l2 1.5 3-3"/>"#)
        case .credit: TrustedHTML(#"<path d="M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M8 10h5M8 13h5"/>"#)
        case .ledger: TrustedHTML(#"<path d="M10 3v14M4 6h12M4 6l-2 6h4zM16 6l-2 6h4zM7 17h6"/>"#)
        case .host: TrustedHTML(#"<path d="M4 17V4h8v13M12 8h4v9M2 17h16M7 7h2M7 10h2M7 13h2"/>"#)
        case .site:
            TrustedHTML(#"<path d="M10 18s6-5.5 6-10a6 6 0 1 0-12 0c0 4.5 6 10 6 10z"/><circle cx="10" cy="8" r="2"/>"#)
        case .chargePoint:
            TrustedHTML(
                #"<path d="M4 17V4h7v13M2.5 17h10M11 9h2.5v4.5a1.5 1.5 0 0 0 3 0V8l-2-2M8 6.5l-1.5 3h2L7 12.5"/>"#
            )
        case .token: TrustedHTML(#"<path d="M2.5 4.5h15v11h-15zM2.5 8h15M5.5 12h3.5"/>"#)
        case .session: TrustedHTML(#"<path d="M11 2L4 11.5h5L8 18l7.5-9.5h-5z"/>"#)
        case .contract: TrustedHTML(#"<path d="M5 2.5h10v15H5zM8 6h4M8 9h4M7.5 14c1-1.5 2-1.5 2.5 0s1.5 0 2.5-.5"/>"#)
        case .price: TrustedHTML(#"<path d="M3 3v14h14M5.5 13l3-4 3 2.5L16 5"/>"#)
        case .user: TrustedHTML(#"<circle cx="10" cy="7" r="3.5"/><path d="M3.5 17c.5-3.5 3-5 6.5-5s6 1.5 6.5 5"/>"#)
        case .settings:
            TrustedHTML(
                #"<path d="M3 6h6M13 6h4M3 14h3M10 14h7"/><circle cx="11" cy="6" r="2"/><circle cx="8" cy="14" r="2"/>"#
            )
        case .people:
            TrustedHTML(
                #"<circle cx="7" cy="7" r="3"/><path d="M1.5 16.5c.5-3 2.5-4.5 5.5-4.5s5 1.5 5.5 4.5M13 4.2a3 3 0 0 1 0 5.6M14.5 12.3c2.2.6 3.6 2 4 4.2"/>"#
            )
        case .toggle:
            TrustedHTML(#"<path d="M7 5h6a5 5 0 0 1 0 10H7A5 5 0 0 1 7 5z"/><circle cx="13" cy="10" r="2"/>"#)
        case .watch: TrustedHTML(#"<circle cx="10" cy="10" r="7.5"/><path d="M10 5.5V10l3 2"/>"#)
        case .energyBars: TrustedHTML(#"<path d="M3 17h14M5 17v-5M8.5 17V8M12 17v-7M15.5 17V4"/>"#)
        case .filing: TrustedHTML(#"<path d="M5 2.5h10v15H5zM10 14V6.5M7 9.5l3-3 3 3"/>"#)
        case .register: TrustedHTML(#"<path d="M3 12v5h14v-5h-4l-1 2H8l-1-2zM10 2.5v7M7 6.5l3 3 3-3"/>"#)
        case .trade: TrustedHTML(#"<path d="M3 7h13M13 4l3 3-3 3M17 13H4M7 10l-3 3 3 3"/>"#)
        case .coins:
            TrustedHTML(
                #"<path d="M3 5.5c0-2.5 14-2.5 14 0s-14 2.5-14 0zM3 5.5v4.5c0 2.5 14 2.5 14 0V5.5M3 10v4.5c0 2.5 14 2.5 14 0V10"/>"#
            )
        case .calculator:
            TrustedHTML(
                #"<path d="M4 2.5h12v15H4zM7 5.5h6v3H7zM7 12v.1M10 12v.1M13 12v.1M7 15v.1M10 15v.1M13 15v.1"/>"#
            )
        case .brush:
            TrustedHTML(
                #"<path d="M16.5 3L9 10.5M9 10.5c-3-.5-4 1.5-4 3.5 0 1-.8 2-2 2.5 3.5 1.5 7.5.5 7.5-3 0-1.5-.5-2.5-1.5-3z"/>"#
            )
        case .window:
            TrustedHTML(#"<path d="M2.5 4h15v12h-15zM2.5 7.5h15M8 10l-2 1.8 2 1.7M12 10l2 1.8-2 1.7"/>"#)
        case .shield:
            TrustedHTML(#"<path d="M10 2.5L16.5 5v5c0 4-3 6.5-6.5 7.5-3.5-1-6.5-3.5-6.5-7.5V5zM7 10l2.2 2.2L13 8"/>"#)
        case .ere:
            TrustedHTML(#"<path d="M16.5 3.5C8.5 3.5 4.5 7.5 5 14c6.5.5 11.5-3 11.5-10.5zM3 17c2-4.5 5-7 9-9"/>"#)
        case .check: TrustedHTML(#"<circle cx="10" cy="10" r="7.5"/><path d="M6.5 10.5l2.5 2.5 4.5-5.5"/>"#)
        case .warning: TrustedHTML(#"<path d="M10 3l8 14H2zM10 8v4M10 14.5v.1"/>"#)
        case .info: TrustedHTML(#"<circle cx="10" cy="10" r="7.5"/><path d="M10 9v5M10 6.200v.1"/>"#)
        case .menu: TrustedHTML(#"<path d="M3 6h14M3 10h14M3 14h14"/>"#)
        case .moon: TrustedHTML(#"<path d="M16.5 12.5A7 7 0 0 1 7.5 3.5a7 7 0 1 0 9 9z"/>"#)
        case .copy: TrustedHTML(#"<path d="M7 7h9v10H7zM4 13V3h9"/>"#)
        case .download: TrustedHTML(#"<path d="M10 3v9M6 8.5l4 4 4-4M3.5 16.5h13"/>"#)
        case .arrow: TrustedHTML(#"<path d="M4 10h12M11.5 5.5L16 10l-4.5 4.5"/>"#)
        }
    }
}

/// Draws an icon in the colour of the text around it.
package func icon(_ icon: Icon) -> HTML {
    svg(.class("icon"), .viewBox(width: 20, height: 20), .decorative(), .notFocusable()) { icon.drawing }
}

/// The mark of the product: a charge plug that is also an open book.
package func logoMark() -> HTML {
    svg(.class("logo"), .viewBox(width: 32, height: 32), .decorative(), .notFocusable()) {
        TrustedHTML(
            #"<rect class="logo__field" x="0" y="0" width="32" height="32" rx="8"/><path class="logo__page" d="M7 8.5c3.5-1 6.5-.5 9 1.5v15c-2.5-2-5.5-2.5-9-1.5z"/><path class="logo__page logo__page--right" d="M25 8.5c-3.5-1-6.5-.5-9 1.5v15c2.5-2 5.5-2.5 9-1.5z"/><path class="logo__spark" d="M17.5 11l-5 6.5h3.200L14.5 23l5-6.800h-3.200z"/>"#
        )
    }
}
