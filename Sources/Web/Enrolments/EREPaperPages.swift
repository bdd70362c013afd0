import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Hands in a mandate that was signed on paper.
package enum EREPaperPages: PageFeature {
    /// Larger than a scan may be, so that one that is somewhat too large is told at its field.
    private static let bodyBytes = 10 << 20

    package static func register(in endpoints: inout Endpoints) {
        endpoints.post({ .customerFile(.paperMandate($0)) }, for: .customerDesk, bodyBytes: bodyBytes, take)
    }

    private static func take(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        _ = try await visit.read { try await EREEnrolments.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let (paper, problem) = try read(&form, visit)
        guard form.isValid, let paper else { return try await EREReviewPages.show(visit, id, form, nil, file: problem) }
        do {
            guard try await visit.programme().isOpen else { throw EREEnrolmentRejection.programmeEnded }
            try await visit.write { tx in
                try await EREMandates.takePaper(
                    visit.scope,
                    paper,
                    of: id,
                    on: visit.today,
                    at: visit.now,
                    in: tx
                )
            }
            return visit.redirect(to: .ereEnrolment(id), .saved)
        } catch let rejection as EREMandateRejection {
            if rejection == .name { form.reject("signer", EREWords.text(rejection)) }
            return try await EREReviewPages.show(visit, id, form, EREWords.text(rejection))
        } catch let rejection as EREEnrolmentRejection {
            return try await EREReviewPages.show(visit, id, form, EREWords.text(rejection))
        }
    }

    /// What the form says, and what is wrong with its file.
    private static func read(_ form: inout FormReader, _ visit: MemberVisit) throws -> (EREPaperMandate?, Text?) {
        let years = form.text("years", atMost: 9).split(separator: "-").compactMap { Int($0) }
        let isRange = years.count == 2 && years[0] <= years[1]
        if !isRange { form.reject("years", .notAChoice) }
        let issuedOn = LocalDate(form.text("issued_on", atMost: 10))
        if issuedOn.map({ $0 > visit.today }) ?? true { form.reject("issued_on", day) }
        let signer = form.text("signer", atMost: EREHolder.nameLength)
        let language = form.choice("paper_language", of: ["nl", "en"])
        if !form.isTicked("checked") { form.reject("checked", .required) }
        guard let bytes = try visit.request.form().file("paper")?.bytes, !bytes.isEmpty else { return (nil, .required) }
        do throws(EREEvidenceFault) {
            let file = try EREEvidenceFile(bytes)
            guard file.type == .pdf else { return (nil, notPDF) }
            guard form.isValid, isRange, let issuedOn else { return (nil, nil) }
            let paper = EREPaperMandate(
                years: years[0]...years[1],
                issuedOn: issuedOn,
                signer: signer,
                language: language,
                file: file
            )
            return (paper, nil)
        } catch {
            return (nil, error == .tooLarge ? EREWords.text(error) : notPDF)
        }
    }

    private static let notPDF = Text(en: "A PDF, please.", nl: "Graag een pdf.")
    private static let day = Text(en: "A day up to today.", nl: "Een dag tot en met vandaag.")
}
