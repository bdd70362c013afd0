import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// The file of a customer: what happened, its papers, its sessions, its payouts.
package enum CustomerFilePages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get({ .customerFile(.timeline($0)) }, for: .customerDesk, timeline)
        endpoints.get({ .customerFile(.papers($0)) }, for: .customerDesk, papers)
        endpoints.get({ .customerFile(.sessions($0)) }, for: .customerDesk, sessions)
        endpoints.get({ .customerFile(.payouts($0)) }, for: .customerDesk, payouts)
    }

    /// Reads a page of a part; what is missing is found before anything is shown.
    private static func read<Row: Sendable>(
        _ visit: MemberVisit,
        _ id: CustomerID,
        _ list: @Sendable (Scope, CustomerID, ListRequest<CustomerFileSort>, Transaction) async throws -> Listing<Row>
    ) async throws -> (head: CustomerFileHead, rows: [Row]) {
        let query = visit.listQuery(CustomerFileHead.rules)
        return try await visit.read { tx in
            let name = try await Customers.find(visit.scope, id, in: tx).details.name
            let found = try await list(visit.scope, id, query.request(by: .newest), tx)
            return (CustomerFileHead(id: id, name: name, query: query, total: found.total), found.rows)
        }
    }

    /// Whether pages of sessions and bookings are open to whoever visits.
    private static func isOperator(_ visit: MemberVisit) -> Bool {
        [.operatorAdmin, .operatorFinance].contains(visit.scope.role)
    }

    private static func timeline(_ visit: MemberVisit, _ id: CustomerID) async throws -> Response {
        let (head, events) = try await read(visit, id) { try await CustomerFile.events($0, of: $1, $2, in: $3) }
        let rows = events.map { event in
            let booking = isOperator(visit) ? event.booking.map { Route.ereBooking($0) } : nil
            return CustomerTimeline.Row(
                at: event.at,
                what: event.what,
                about: Mention(event.about, booking ?? event.enrolment.map { .ereEnrolment($0) }),
                by: event.by,
                reason: event.reason
            )
        }
        return try await visit.page { CustomerTimeline.view(head, rows, frame: $0) }
    }

    private static func papers(_ visit: MemberVisit, _ id: CustomerID) async throws -> Response {
        let (head, papers) = try await read(visit, id) { try await CustomerFile.papers($0, of: $1, $2, in: $3) }
        let rows = papers.map { paper in
            CustomerPapers.Row(
                at: paper.at,
                title: title(paper.kind),
                about: paper.about,
                file: paper.isKept ? file(paper, id, visit) : nil,
                isKept: paper.isKept,
                isAccepted: paper.verdict.map { $0 == .accepted },
                isEvidence: paper.evidence != nil
            )
        }
        return try await visit.page { CustomerPapers.view(head, rows, frame: $0) }
    }

    private static func file(_ paper: CustomerPaper, _ id: CustomerID, _ visit: MemberVisit) -> Route? {
        if let evidence = paper.evidence { return .ereEvidenceFile(evidence) }
        if let run = paper.run { return .erePayoutDocument(run, id) }
        return paper.enrolment.map { .ereEnrolmentDocument($0) }
    }

    private static func title(_ kind: CustomerPaperKind) -> Text {
        switch kind {
        case .mandate: Text(en: "Mandate", nl: "Machtiging")
        case .meter: Text(en: "Photo of the meter", nl: "Foto van de meter")
        case .certificate: Text(en: "Certificate of the meter", nl: "Certificaat van de meter")
        case .holder: Text(en: "Who holds the connection", nl: "Wie de aansluiting heeft")
        case .authority: Text(en: "Who may sign", nl: "Wie mag tekenen")
        case .payout: Text(en: "Payout document", nl: "Uitbetalingsdocument")
        }
    }

    private static func sessions(_ visit: MemberVisit, _ id: CustomerID) async throws -> Response {
        let (head, sessions) = try await read(visit, id) { try await CustomerFile.sessions($0, of: $1, $2, in: $3) }
        let say = visit.say
        let rows = sessions.map { session in
            CustomerSessions.Row(
                start: Mention(
                    say.dateTime(session.startedAt),
                    isOperator(visit) ? session.session.map { .session($0) } : nil
                ),
                seconds: session.stoppedAt.map { $0.seconds(since: session.startedAt) },
                energy: session.energy,
                charger: session.charger,
                isToldByOthers: session.session == nil,
                quarter: session.quarter.map { "\($0)" } ?? ""
            )
        }
        return try await visit.page { CustomerSessions.view(head, rows, frame: $0) }
    }

    private static func payouts(_ visit: MemberVisit, _ id: CustomerID) async throws -> Response {
        let (head, payouts) = try await read(visit, id) { try await CustomerFile.payouts($0, of: $1, $2, in: $3) }
        let rows = payouts.map { row($0, id, visit) }
        return try await visit.page { CustomerFilePayouts.view(head, rows, frame: $0) }
    }

    private static func row(
        _ found: CustomerPayout,
        _ id: CustomerID,
        _ visit: MemberVisit
    ) -> CustomerFilePayouts.Row {
        let payout = found.payout
        let (standing, tone) = standing(payout)
        func money(_ minor: Int64) -> Money { Money(minor: minor, .eur) }
        return CustomerFilePayouts.Row(
            quarter: Mention("\(found.quarter)", .erePayoutOfCustomer(payout.run, id)),
            madeOn: found.madeOn,
            energy: payout.energy,
            units: Int(payout.units),
            gross: money(payout.gross),
            fee: money(payout.fee),
            margin: money(payout.margin),
            payable: money(payout.payable),
            standing: standing,
            tone: tone
        )
    }

    private static func standing(_ payout: EREPayoutSummary) -> (Text, Tone) {
        if payout.paidAt != nil { return (Text(en: "To the bank", nl: "Naar de bank"), .good) }
        if payout.returns > 0 { return (Text(en: "Came back", nl: "Teruggekomen"), .bad) }
        if payout.isApproved { return (Text(en: "Approved", nl: "Goedgekeurd"), .info) }
        return (Text(en: "Waits for approval", nl: "Wacht op goedkeuring"), .caution)
    }
}
