import Templates
import Values

extension Sample {
    static let quote = IndexQuote(
        price: perMWh("123.53"),
        start: at("2025-06-12T08:45:00Z"),
        minutes: 15,
        version: 1,
        recordedAt: at("2025-06-11T11:02:13Z")
    )

    static let startPart = PricedPart(
        from: at("2025-06-12T08:46:00Z"),
        until: at("2025-06-12T11:52:00Z"),
        energy: Energy(wh: 8_080),
        isInterpolated: false,
        index: quote,
        supplyPrice: exact("0.12353"),
        price: exact("0.13661825"),
        amount: exact("1.10387546")
    )

    /// Thirteen quarter hours of a sunny morning that ends below zero.
    static let parts: [PricedPart] = (0..<13).map { index in
        let from = at("2025-06-12T08:45:00Z").adding(seconds: Int64(index) * 900)
        let price = perMWh(index < 9 ? "\(123 - index * 14).53" : "-\(index * 3).10")
        let supply = price.perKWh
        return PricedPart(
            from: max(from, at("2025-06-12T08:46:00Z")),
            until: min(from.adding(seconds: 900), at("2025-06-12T11:52:00Z")),
            energy: Energy(wh: 620 + Int64(index % 3)),
            isInterpolated: index == 4,
            index: IndexQuote(
                price: price,
                start: from,
                minutes: 15,
                version: 1,
                recordedAt: at("2025-06-11T11:02:13Z")
            ),
            supplyPrice: supply,
            price: supply,
            amount: exact("0.0\(index + 1)12")
        )
    }

    static func detail(
        _ version: Int,
        _ state: LineState,
        mode: PricingMode,
        forHost: Bool = false
    ) -> LineDetail {
        let isWaiting = state == .waiting
        return LineDetail(
            id: LineID(9000 + Int64(version)),
            version: version,
            recordedAt: at("2025-06-12T11:52:01Z"),
            reason: Text(en: "session ended", nl: "sessie beëindigd"),
            state: state,
            contract: named(contract, forHost),
            supplyContract: named(supply, forHost),
            mode: mode,
            formula: mode == .atStart ? formula : wideFormula,
            currency: .eur,
            energy: Energy(wh: 8_080),
            parts: isWaiting ? [] : (mode == .atStart ? [startPart] : parts),
            missing: isWaiting ? [at("2025-10-26T01:00:00Z"), at("2025-10-26T01:15:00Z")] : [],
            amount: isWaiting ? nil : exact("1.10387546"),
            otherAmount: isWaiting ? nil : exact("0.9312"),
            credit: state == .credited ? (forHost ? portalCredit : credit) : nil
        )
    }

    /// A session; `forHost` with links only to pages a host has.
    static func sessionModel(
        forHost: Bool = false,
        state: SessionState = .completed,
        flags: [SessionFlag] = [],
        lines: [LineDetail],
        missing: [SessionShow.TimeSpan] = []
    ) -> SessionShow.Model {
        let isOpen = state == .open
        let curve = parts.map { part in
            SessionShow.CurveSpan(
                from: part.from,
                until: part.until,
                energySoFar: Energy(wh: 620 * (part.until.seconds(since: at("2025-06-12T08:46:00Z")) / 900))
            )
        }
        let prices = parts.compactMap(\.index).filter { $0.start < at("2025-06-12T11:00:00Z") || missing.isEmpty }
            .map { SessionShow.PriceSpan(from: $0.start, until: $0.start.adding(seconds: 900), price: $0.price) }
        return SessionShow.Model(
            id: SessionID(4711),
            chargePoint: named(chargePoint, forHost),
            connector: 1,
            site: named(site, forHost),
            host: named(host, forHost),
            zone: amsterdam,
            currency: .eur,
            state: state,
            idTag: "04A1B2C3",
            transactionID: 80_021,
            startedAt: at("2025-06-12T08:46:00Z"),
            stoppedAt: isOpen ? nil : at("2025-06-12T11:52:00Z"),
            startReceivedAt: at("2025-06-12T08:46:00.412Z"),
            stopReceivedAt: isOpen ? nil : at("2025-06-12T11:52:00.907Z"),
            meterStart: Energy(wh: 1_520_430),
            meterStop: isOpen ? nil : Energy(wh: 1_528_510),
            energy: isOpen ? nil : Energy(wh: 8_080),
            readingCount: 12,
            stopReason: isOpen ? "" : "EVDisconnected",
            flags: flags,
            decisions: [],
            curve: isOpen ? [] : curve,
            prices: prices,
            missingPrices: missing,
            lines: lines,
            frames: [
                FrameRow(
                    at: at("2025-06-12T08:46:00.412Z"),
                    isOutgoing: false,
                    action: "StartTransaction",
                    raw: startFrame
                ),
                FrameRow(
                    at: at("2025-06-12T08:46:00.431Z"),
                    isOutgoing: true,
                    action: "StartTransaction.conf",
                    raw: startAnswer
                ),
                FrameRow(
                    at: at("2025-06-12T11:52:00.907Z"),
                    isOutgoing: false,
                    action: "StopTransaction",
                    raw: stopFrame
                ),
            ],
            mayDecide: true,
            decisionReason: Field()
        )
    }

    static let sessionRows: [SessionIndex.Row] = [
        sessionRow("4711", seconds: 11_160, wh: 8_080, amount: "1.10387546", .completed, flags: []),
        sessionRow("4709", seconds: nil, wh: nil, amount: nil, .open, flags: []),
        sessionRow(
            "4707",
            seconds: 582_000,
            wh: 7_115,
            amount: nil,
            .held,
            flags: [.init(code: "meter_backwards", isHolding: true), .init(code: "late_delivery", isHolding: false)]
        ),
    ]

    private static func sessionRow(
        _ number: String,
        seconds: Int64?,
        wh: Int64?,
        amount: String?,
        _ state: SessionState,
        flags: [SessionFlag]
    ) -> SessionIndex.Row {
        SessionIndex.Row(
            session: Mention(number, .session(SessionID(text: number) ?? SessionID(0))),
            host: host,
            site: site,
            chargePoint: chargePoint,
            connector: 1,
            startedAt: at("2025-06-12T08:46:00Z"),
            durationSeconds: seconds,
            energy: wh.map { Energy(wh: $0) },
            amount: amount.map(exact),
            currency: .eur,
            state: state,
            flags: flags
        )
    }
}

extension SamplePage {
    static let sessions: [SamplePage] = [
        SamplePage("sessions") {
            let pairs = [
                Link.Pair("host", "7"), .init("sort", "energy"), .init("order", "descending"), .init("page", "2"),
            ]
            let model = SessionIndex.Model(
                query: ListQuery(pairs, rules: SessionIndex.rules),
                total: 1_234,
                rows: Sample.sessionRows,
                hosts: Sample.hostChoices,
                sites: Sample.siteChoices
            )
            return SessionIndex.view(model, frame: Sample.frame(.sessions))
        },
        SamplePage("sessions-nothing-nl") {
            let model = SessionIndex.Model(
                query: ListQuery([.init("state", "held")], rules: SessionIndex.rules),
                total: 0,
                rows: [],
                hosts: Sample.hostChoices,
                sites: Sample.siteChoices
            )
            return SessionIndex.view(model, frame: Sample.frame(.sessions, language: .dutch))
        },
        SamplePage("session") {
            let lines = [Sample.detail(2, .priced, mode: .atStart), Sample.detail(1, .waiting, mode: .atStart)]
            return SessionShow.view(Sample.sessionModel(lines: lines), frame: Sample.frame(.session(SessionID(4711))))
        },
        SamplePage("session-intervals-nl") {
            let model = Sample.sessionModel(lines: [Sample.detail(1, .credited, mode: .perInterval)])
            return SessionShow.view(model, frame: Sample.frame(.session(SessionID(4711)), language: .dutch))
        },
        SamplePage("session-held") {
            let model = Sample.sessionModel(
                state: .held,
                flags: [.init(code: "meter_backwards", isHolding: true), .init(code: "never_seen", isHolding: false)],
                lines: [Sample.detail(1, .held, mode: .atStart)]
            )
            return SessionShow.view(model, frame: Sample.frame(.session(SessionID(4711))))
        },
        SamplePage("session-open") {
            SessionShow.view(
                Sample.sessionModel(state: .open, lines: []),
                frame: Sample.frame(.session(SessionID(4711)))
            )
        },
        SamplePage("session-quiet-nl") {
            var model = Sample.sessionModel(state: .open, lines: [])
            model.endForm = SessionEndForm.Model(
                lastReading: (Sample.at("2025-06-12T11:15:00Z"), Energy(wh: 1_527_400)),
                isEnded: false,
                endedAt: Field("2025-06-12T13:15:00"),
                register: Field("1527.4"),
                reason: Field("", error: .required)
            )
            return SessionShow.view(model, frame: Sample.frame(.session(SessionID(4711)), language: .dutch))
        },
        SamplePage("session-ended") {
            var model = Sample.sessionModel(
                flags: [.init(code: "ended_by_hand", isHolding: false)],
                lines: [Sample.detail(1, .priced, mode: .atStart)]
            )
            model.endings = [
                .init(
                    endedAt: Sample.at("2025-06-12T11:52:00Z"),
                    register: Energy(wh: 1_528_510),
                    reason: "read on site",
                    by: "Noor de Wit",
                    at: Sample.noon
                )
            ]
            model.endForm = SessionEndForm.Model(
                lastReading: nil,
                isEnded: true,
                endedAt: Field("2025-06-12T13:52:00"),
                register: Field("1528.51"),
                reason: Field("read on site")
            )
            return SessionShow.view(model, frame: Sample.frame(.session(SessionID(4711))))
        },
        SamplePage("session-waiting") {
            let gap = SessionShow.TimeSpan(
                from: Sample.at("2025-06-12T11:00:00Z"),
                until: Sample.at("2025-06-12T11:52:00Z")
            )
            let model = Sample.sessionModel(lines: [Sample.detail(1, .waiting, mode: .perInterval)], missing: [gap])
            return SessionShow.view(model, frame: Sample.frame(.session(SessionID(4711))))
        },
    ]
}
