import Foundation
import Templates
import Testing
import Values

/// The wording of mandates: once signed by somebody it must never change.
struct EREMandateTextTests {
    @Test(arguments: Language.allCases, [nil, "Sanne Bakker"])
    func `the wording is what was agreed on`(language: Language, signatory: String?) throws {
        let text = SamplePage.mandateText(signatory: signatory).plain(
            Reader(language: language, zone: Sample.amsterdam)
        )
        let name =
            "mandate-\(EREMandateText.template)-\(signatory == nil ? "person" : "association").\(language.code).txt"
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens/" + name)
        let environment = ProcessInfo.processInfo.environment
        if environment["UPDATE_GOLDENS"] == "1" {
            try #require(environment["CI"] != "true", "goldens are agreed on by people, not by CI")
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let agreed = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        #expect(text == agreed, "a better wording gets another name in EREMandateText.template")
    }

    @Test(arguments: Language.allCases)
    func `a mandate names everything that is asked of one`(language: Language) {
        let say = Reader(language: language, zone: Sample.amsterdam)
        let text = SamplePage.mandateText(signatory: "Sanne Bakker").plain(say)
        for words in ["VvE Gracht 12", "12345678", "Sanne Bakker", "Strandweg 12a", "871685900000000004", "ACE0012345"]
        {
            #expect(text.contains(words), "\(words)")
        }
        for promise in ["guarantee", "gegarandeerd", "approved", "goedgekeurd door de NEa"] {
            #expect(!text.lowercased().contains(promise.lowercased()))
        }
    }
}
