import Templates
import Values

extension SamplePage {
    static let secondFactor: [SamplePage] = [
        SamplePage("sign-in-code") {
            let model = SignInCode.Model(code: Field(error: .required), back: "/hosts")
            return SignInCode.view(model, frame: Sample.frame(.signInCode, role: nil))
        },
        SamplePage("second-factor-off") {
            page(.off, isRequired: true, role: .platformAdmin)
        },
        SamplePage("second-factor-pending") {
            let drawing = QRDrawing(size: 2, isDark: [true, false, false, true])
            return page(.pending(secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", drawing: drawing), role: .customer)
        },
        SamplePage("second-factor-on") { page(.on(since: Sample.noon, codesLeft: 7), role: .host) },
        SamplePage("second-factor-required") {
            page(.on(since: Sample.noon, codesLeft: 7), isRequired: true, role: .verifier)
        },
        SamplePage("second-factor-codes") {
            page(.codes(["abcd-efgh-ijkl-mnop", "qrst-uvwx-yz23-4567"]), role: .host)
        },
    ]

    private static func page(_ state: SecondFactorPage.State, isRequired: Bool = false, role: Role) -> HTML {
        let model = SecondFactorPage.Model(state: state, code: Field(), isRequired: isRequired)
        return SecondFactorPage.view(model, frame: Sample.frame(.secondFactor, role: role, language: .dutch))
    }
}
