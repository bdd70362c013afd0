import Domain
import Templates
import Values

/// What the pages of payouts show.
enum EREPayoutModels {
    static let quarterRules = ListQuery.Rules(filters: ["quarter"], sorts: ["quarter"], sort: "quarter")
    static let run = Text(en: "Run", nl: "Ronde")
    static let breakdown = Text(en: "Breakdown", nl: "Specificatie")
    static let payment = Text(en: "Payment", nl: "Betaling")
    static let unknownPayment = Text(
        en: "No bank file has a payment with this reference.",
        nl: "Geen bankbestand heeft een betaling met dit kenmerk."
    )

    private static func euro(_ minor: Int64) -> Money { Money(minor: minor, .eur) }

    // MARK: Runs

    static func row(_ run: EREPayoutRunRecord) -> EREPayoutIndex.Row {
        EREPayoutIndex.Row(
            run: Mention("\(run.quarter)", .erePayout(run.id)),
            madeOn: run.madeOn,
            paysPartner: run.model == .partner,
            done: run.done,
            total: run.total,
            isFinished: run.finishedAt != nil
        )
    }

    static func preview(_ preview: EREPayoutPreview, _ quarter: EREQuarter) -> EREPayoutIndex.Preview {
        EREPayoutIndex.Preview(
            quarter: "\(quarter)",
            paysPartner: preview.model == .partner,
            minimum: preview.rules.minimum,
            sums: sums(preview.sums),
            leftOut: leftOut(preview.leftOut),
            leftOutCount: preview.leftOut.count
        )
    }

    private static func sums(_ sums: EREPayoutSums) -> EREPayoutIndex.Sums {
        EREPayoutIndex.Sums(
            payouts: sums.payouts,
            units: sums.units,
            gross: euro(sums.gross),
            fee: euro(sums.fee),
            margin: euro(sums.margin),
            net: euro(sums.net),
            vat: euro(sums.vat),
            adjustment: euro(sums.adjustment),
            payable: euro(sums.payable)
        )
    }

    private static func leftOut(_ rows: [EREPayoutLeftOut]) -> [EREPayoutIndex.LeftOut] {
        rows.prefix(EREPayoutPages.leftOutShown).map {
            EREPayoutIndex.LeftOut(
                customer: Mention($0.name, .customer($0.customer)),
                reason: text($0.reason),
                net: euro($0.net)
            )
        }
    }

    static func progress(_ run: EREPayoutRunRecord) -> EREPayoutProgressPage.Model {
        EREPayoutProgressPage.Model(
            quarter: "\(run.quarter)",
            madeOn: run.madeOn,
            done: run.done,
            total: run.total,
            message: run.message
        )
    }

    static func show(
        _ result: EREPayoutResult,
        _ payouts: Listing<EREPayoutSummary>,
        _ first: EREPayoutSummary?,
        _ files: [PaymentFileSummary],
        _ query: ListQuery,
        _ form: FormReader,
        _ problem: Text?
    ) -> EREPayoutRunPage.Model {
        EREPayoutRunPage.Model(
            id: result.run.id,
            quarter: "\(result.run.quarter)",
            madeOn: result.run.madeOn,
            payment: result.run.model == .partner ? first.map { payment($0, result.sums) } : nil,
            sums: sums(result.sums),
            leftOut: leftOut(result.leftOut),
            leftOutCount: result.leftOut.count,
            query: query,
            total: payouts.total,
            rows: payouts.rows.map(row),
            files: files.map {
                EREPayoutRunPage.File(
                    number: $0.messageID,
                    payments: $0.paymentCount,
                    total: $0.total,
                    madeAt: $0.createdAt
                )
            },
            making: EREPayoutRunPage.Making(
                askedAt: result.run.bankFileAskedAt,
                message: result.run.bankFileMessage
            ),
            form: EREPayoutRunPage.Return(
                endToEndID: form["end_to_end_id"],
                returnedOn: form["returned_on"],
                reason: form["reason"]
            ),
            problem: problem
        )
    }

    /// Where the partner is paid, its document and payment are those of each of its customers.
    private static func payment(_ first: EREPayoutSummary, _ sums: EREPayoutSums) -> EREPayoutRunPage.Payment {
        EREPayoutRunPage.Payment(
            number: first.number,
            total: euro(sums.payable + sums.margin),
            isApproved: first.isApproved,
            isPaid: first.paidAt != nil,
            returns: first.returns
        )
    }

    private static func row(_ payout: EREPayoutSummary) -> EREPayoutRunPage.Row {
        EREPayoutRunPage.Row(
            customer: Mention(payout.customerName, .erePayoutOfCustomer(payout.run, payout.customer)),
            number: payout.number,
            units: payout.units,
            gross: euro(payout.gross),
            fee: euro(payout.fee),
            net: euro(payout.net),
            payable: euro(payout.payable),
            isApproved: payout.isApproved,
            isPaid: payout.paidAt != nil,
            returns: payout.returns,
            endToEndID: payout.endToEndID
        )
    }

    /// The columns of exports, a row per customer; amounts as decimal text in euro.
    static let columns: [(String, @Sendable (EREPayoutSummary) -> JSON)] = [
        ("customer", { .string("\($0.customer)") }), ("name", { .string($0.customerName) }),
        ("reference", { .string($0.customerReference) }), ("kwh", { .string("\($0.energy.kWh)") }),
        ("ere", { .integer($0.units) }), ("gross", { .string(euro($0.gross).decimalText) }),
        ("fee", { .string(euro($0.fee).decimalText) }), ("margin", { .string(euro($0.margin).decimalText) }),
        ("net", { .string(euro($0.net).decimalText) }), ("adjustment", { .string(euro($0.adjustment).decimalText) }),
        ("vat", { .string(euro($0.vat).decimalText) }), ("payable", { .string(euro($0.payable).decimalText) }),
        ("document", { .string($0.number) }), ("payment", { .string($0.endToEndID) }),
    ]

    // MARK: One payout

    static func payout(
        _ payout: EREPayoutSummary,
        _ connections: [EREPayoutSnapshot.Connection],
        _ kept: [EREPayoutSnapshot.Kept],
        _ adjustments: [EREPayoutAdjustment]
    ) -> EREPayoutShow.Model {
        EREPayoutShow.Model(
            title: payout.customerName,
            lead: Text(en: payout.number, nl: payout.number),
            sums: EREPayoutIndex.Sums(
                payouts: 1,
                units: payout.units,
                gross: euro(payout.gross),
                fee: euro(payout.fee),
                margin: euro(payout.margin),
                net: euro(payout.net),
                vat: euro(payout.vat),
                adjustment: euro(payout.adjustment),
                payable: euro(payout.payable)
            ),
            sales: sales(connections),
            kept: kept.map(Self.kept),
            adjustments: adjustments.map(Self.adjustment),
            vatWording: [],
            document: payout.kind == nil ? nil : document(payout)
        )
    }

    private static func document(_ payout: EREPayoutSummary) -> Route {
        .erePayoutDocument(payout.run, payout.customer)
    }

    static func document(_ payout: EREOwnPayout, _ say: Reader) -> EREPayoutShow.Model {
        let snapshot = payout.snapshot
        return EREPayoutShow.Model(
            title: snapshot.number,
            lead: Text(en: "Deliveries through \(snapshot.quarter)", nl: "Leveringen tot en met \(snapshot.quarter)"),
            sums: EREPayoutIndex.Sums(
                payouts: 1,
                units: snapshot.connections.reduce(0) { $0 + $1.sales.reduce(0) { $0 + $1.units } },
                gross: snapshot.gross,
                fee: snapshot.fee,
                margin: snapshot.margin,
                net: snapshot.net,
                vat: snapshot.vatAmount,
                adjustment: snapshot.adjustment,
                payable: snapshot.total
            ),
            sales: sales(snapshot.connections),
            kept: snapshot.kept.map(kept),
            adjustments: snapshot.adjustments.map(adjustment),
            vatWording: snapshot.vat.wording(language: say.language.rawValue),
            document: .customerPayoutDocument(payout.id)
        )
    }

    static func own(_ payout: EREOwnPayout) -> CustomerPayouts.Row {
        CustomerPayouts.Row(
            payout: Mention(payout.snapshot.number, .customerPayout(payout.id)),
            quarter: "\(payout.snapshot.quarter)",
            issuedOn: payout.snapshot.issuedOn,
            units: payout.snapshot.connections.reduce(0) { $0 + $1.sales.reduce(0) { $0 + $1.units } },
            total: payout.snapshot.total,
            isPaid: payout.isPaid
        )
    }

    static func earned(_ earning: EREEarning) -> CustomerPayouts.Earned {
        CustomerPayouts.Earned(
            run: Mention("\(earning.quarter)", .payout(.earned(earning.run))),
            madeOn: earning.madeOn,
            energy: earning.energy,
            units: earning.units,
            revenue: euro(earning.gross)
        )
    }

    static func earning(_ earning: EREEarning) -> CustomerEarnedPage.Model {
        CustomerEarnedPage.Model(
            quarter: "\(earning.quarter)",
            madeOn: earning.madeOn,
            energy: earning.energy,
            units: earning.units,
            revenue: euro(earning.gross),
            rows: sales(earning.connections).map {
                CustomerEarnedPage.Row(
                    ean: $0.ean,
                    charger: $0.chargers.first ?? "",
                    quarter: $0.quarter,
                    energy: $0.energy,
                    units: $0.units,
                    price: $0.price,
                    revenue: $0.gross
                )
            }
        )
    }

    private static func sales(_ connections: [EREPayoutSnapshot.Connection]) -> [EREPayoutShow.Sale] {
        connections.flatMap { connection in
            connection.parts.map { part in
                EREPayoutShow.Sale(
                    ean: connection.ean,
                    chargers: part.charger.isEmpty ? [] : [part.charger],
                    quarter: "\(connection.quarter)",
                    energy: part.energy,
                    credited: connection.credited,
                    number: part.sale.number,
                    units: part.sale.units,
                    price: part.sale.price,
                    gross: euro(part.sale.gross),
                    fee: euro(part.sale.fee),
                    margin: euro(part.sale.margin),
                    net: euro(part.sale.net)
                )
            }
        }
    }

    private static func kept(_ kept: EREPayoutSnapshot.Kept) -> EREPayoutShow.Kept {
        EREPayoutShow.Kept(
            quarter: "\(kept.quarter)",
            agreed: kept.agreedPercent,
            fee: kept.feePercent,
            margin: kept.marginPercent,
            isOwn: kept.isOwn,
            referrals: kept.referrals
        )
    }

    private static func adjustment(_ adjustment: EREPayoutAdjustment) -> EREPayoutShow.Adjustment {
        EREPayoutShow.Adjustment(text: text(adjustment), amount: euro(adjustment.minor))
    }

    // MARK: Words

    static func text(_ adjustment: EREPayoutAdjustment) -> Text {
        let (year, statement) = (adjustment.year, adjustment.statement)
        return switch adjustment.kind {
        case .held:
            Text(en: "Held back until \(year) is verified", nl: "Ingehouden tot \(year) is geverifieerd")
        case .released:
            Text(
                en: "Released: \(year) is verified (\(statement))",
                nl: "Vrijgegeven: \(year) is geverifieerd (\(statement))"
            )
        case .clawedBack:
            Text(
                en: "Given back: units of \(year) were not verified (\(statement))",
                nl: "Teruggevorderd: eenheden van \(year) niet geverifieerd (\(statement))"
            )
        }
    }

    static func text(_ reason: EREPayoutOmission) -> Text {
        switch reason {
        case .refused: Text(en: "The enrolment is refused.", nl: "De aanmelding is geweigerd.")
        case .noAccount: Text(en: "No bank account that a bank can pay.", nl: "Geen rekening die een bank kan betalen.")
        case .noAddress: Text(en: "The address has no town or country.", nl: "Het adres heeft geen plaats of land.")
        case .vat: Text(en: "The VAT data contradict each other.", nl: "De btw-gegevens spreken elkaar tegen.")
        case .belowMinimum:
            Text(en: "Too little; it waits for the next run.", nl: "Te weinig; wacht op de volgende ronde.")
        }
    }

    static func text(_ rejection: EREPayoutRejection) -> Text {
        switch rejection {
        case .quarterNotOver: Text(en: "The quarter is not over.", nl: "Het kwartaal is niet voorbij.")
        case .otherRunning(let quarter):
            Text(
                en: "The run of \(quarter) is not at its end; finish it first.",
                nl: "De ronde van \(quarter) is niet af; maak die eerst af."
            )
        case .nothingToPay(let count):
            Text(
                en: "Nobody gets anything; \(count) customers are left out.",
                nl: "Niemand krijgt iets; \(count) klanten zijn overgeslagen."
            )
        case .rules, .account, .fee, .reason, .referralKnown, .oneself: .notAChoice
        }
    }

    static func field(of rejection: PaymentReturnRejection) -> String {
        switch rejection {
        case .needsPerson, .known: "end_to_end_id"
        case .dayToCome, .dayBeforePayment: "returned_on"
        case .reasonInvalid: "reason"
        }
    }

    static func text(_ rejection: PaymentReturnRejection) -> Text {
        switch rejection {
        case .needsPerson: Text(en: "A person has to do this.", nl: "Dit moet een persoon doen.")
        case .reasonInvalid: Text(en: "Say why, in 140 characters at most.", nl: "Zeg waarom, in hooguit 140 tekens.")
        case .dayToCome: Text(en: "The day is still to come.", nl: "De dag moet nog komen.")
        case .dayBeforePayment:
            Text(en: "The payment was made after this day.", nl: "De betaling is na deze dag gemaakt.")
        case .known: Text(en: "It came back already.", nl: "Hij is al teruggekomen.")
        }
    }
}
