import Templates
import Testing
import Values

/// What is said of requests that are not taken.
struct ErrorPageTests {
    @Test(arguments: [401, 405, 408, 411, 414, 415, 417, 418, 426, 431, 501])
    func `the status that is shown is the one that is sent, in words of its own in both languages`(status: Int) {
        let kind = ErrorPage.Kind.refused(.init(status: status, methods: "GET, HEAD"))
        #expect(kind.status == status)
        let pages = Language.allCases.map { language in
            let frame = Sample.frame(.home, role: nil, language: language)
            return ErrorPage.view(.init(kind: kind, requestID: "7f3a-12"), frame: frame).text
        }
        for page in pages {
            #expect(page.contains("<p class=\"oops__code\">\(status)</p>"), "\(page)")
            #expect(page.contains("GET, HEAD") == (status == 405))
            for wrong in ["could not be understood", "kon niet worden begrepen", "in our log", "in ons logboek"] {
                #expect(!page.contains(wrong), "\(status): \(wrong)")
            }
        }
        #expect(pages.count == 2 && pages.allSatisfy { !$0.contains("<p></p>") })
    }

    @Test func `who is signed in keeps the menu, and a stranger without a token has no form`() {
        let model = ErrorPage.Model(kind: .notFound, requestID: "7f3a-12")
        let person = ErrorPage.view(model, frame: Sample.frame(.home, role: .operatorFinance, language: .dutch)).text
        #expect(person.contains("class=\"nav\"") && person.contains("Uitloggen"))
        var frame = Sample.frame(.home, role: nil)
        #expect(ErrorPage.view(model, frame: frame).text.contains("<form"))
        frame.csrfToken = ""
        #expect(!ErrorPage.view(model, frame: frame).text.contains("<form"))
    }
}
