import Domain
import Formats
import HTTPServer
import Templates
import Values

/// The dated VAT rates: everybody of the operator reads them, administrators add one.
package enum VATRatePages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.vatRates, for: .operators, list)
        endpoints.post(.vatRates, for: .administrators, add)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let isAdministrator = visit.session.user.details.role == .operatorAdmin
        let empty = VATRateIndex.Form(country: Field(), percent: Field(), validFrom: Field(), source: Field())
        return try await page(visit, isAdministrator ? empty : nil)
    }

    private static func add(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        if let draft = read(&form) {
            do {
                try await visit.write { try await VATRateBook.add(visit.scope, draft, at: visit.now, in: $0) }
                return visit.redirect(to: .vatRates, .saved)
            } catch let rejection as VATRateRejection {
                show(rejection, on: &form)
            }
        }
        let typed = VATRateIndex.Form(
            country: form["country"],
            percent: form["percent"],
            validFrom: form["valid_from"],
            source: form["source"]
        )
        return try await page(visit, typed, .unprocessableContent)
    }

    private static func page(
        _ visit: MemberVisit,
        _ form: VATRateIndex.Form?,
        _ status: Status = .ok
    ) async throws -> Response {
        let rates = try await visit.read { try await VATRateBook.rates(visit.scope, in: $0) }
        let model = VATRateIndex.Model(rows: rates.all.map { row($0, rates) }, form: form)
        return try await visit.page(status: status) { VATRateIndex.view(model, frame: $0) }
    }

    private static func row(_ rate: VATRate, _ rates: VATRates) -> VATRateIndex.Row {
        VATRateIndex.Row(
            country: rate.country,
            percent: rate.percent,
            validFrom: rate.validFrom,
            isStartKnown: rate.isStartKnown,
            source: rate.source,
            isReplaced: rates.isReplaced(rate),
            isOwn: rate.isOwn,
            recordedAt: rate.recordedAt,
            recordedBy: rate.recordedBy ?? ""
        )
    }

    private static func read(_ form: inout FormReader) -> VATRateDraft? {
        let country = form.text("country", atMost: 2).uppercased()
        if !country.isEmpty, !CountryCode.isValid(country) { form.reject("country", .unknownCountry) }
        let percent = form.decimal("percent")
        let hundredths = percent.flatMap(VATRateDraft.hundredths)
        if percent != nil, hundredths == nil { form.reject("percent", rateForm) }
        let day = form.day("valid_from")
        let source = form.text("source", atMost: VATRateDraft.sourceLength)
        guard form.isValid, let hundredths, let day else { return nil }
        return VATRateDraft(country: country, validFrom: day, hundredthsPercent: hundredths, source: source)
    }

    private static func show(_ rejection: VATRateRejection, on form: inout FormReader) {
        switch rejection {
        case .unknownCountry: form.reject("country", .unknownCountry)
        case .outOfRange: form.reject("percent", rateForm)
        case .sourceLength: form.reject("source", .tooLong(VATRateDraft.sourceLength))
        case .alreadyKnown: form.reject("percent", alreadyKnown)
        }
    }

    private static let rateForm = Text(
        en: "A percentage from 0 to 100 with at most two decimals.",
        nl: "Een percentage van 0 tot en met 100 met hoogstens twee decimalen."
    )
    private static let alreadyKnown = Text(
        en: "This rate is already listed for that country and day.",
        nl: "Dit tarief staat al op de lijst voor dat land en die dag."
    )
}
