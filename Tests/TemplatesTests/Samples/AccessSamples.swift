import Templates
import Values

extension SamplePage {
    static let access: [SamplePage] =
        [
            SamplePage("landing") { Landing.view(frame: Sample.frame(.home, role: nil)) },
            SamplePage("landing-nl") { Landing.view(frame: Sample.frame(.home, role: nil, language: .dutch)) },
            SamplePage("sign-in") {
                SignIn.view(signIn(problem: nil), frame: Sample.frame(.signIn, role: nil))
            },
            SamplePage("sign-in-refused") {
                SignIn.view(signIn(problem: SignIn.refused), frame: Sample.frame(.signIn, role: nil, language: .dutch))
            },
            SamplePage("password-reset") {
                PasswordReset.view(.init(email: Field(), isSent: false), frame: Sample.frame(.passwordReset, role: nil))
            },
            SamplePage("password-reset-sent") {
                PasswordReset.view(.init(email: Field(), isSent: true), frame: Sample.frame(.passwordReset, role: nil))
            },
            SamplePage("new-password") {
                let model = NewPassword.Model(
                    token: "abc",
                    password: Field(error: .tooShort(NewPassword.minimumLength)),
                    repeated: Field(error: .passwordsDiffer),
                    isTokenValid: true
                )
                return NewPassword.view(model, frame: Sample.frame(.newPassword("abc"), role: nil))
            },
            SamplePage("new-password-expired") {
                let model = NewPassword.Model(token: "abc", password: Field(), repeated: Field(), isTokenValid: false)
                return NewPassword.view(model, frame: Sample.frame(.newPassword("abc"), role: nil))
            },
        ] + errors + refusals

    private static func signIn(problem: Text?) -> SignIn.Model {
        SignIn.Model(email: Field("noor@voltaria.example"), password: Field(), problem: problem, back: "/journal")
    }

    private static let errorKinds: [ErrorPage.Kind] = [
        .badRequest(Text(en: "The month must look like 2025-06.", nl: "De maand moet eruitzien als 2025-06.")),
        .forbidden, .notFound,
        .conflict(Text(en: "This month was closed by somebody else.", nl: "Deze maand is door een ander afgesloten.")),
        .tooLarge, .tooMany(retryAfterSeconds: 300), .fault, .unavailable,
    ]

    private static let refusals: [SamplePage] = [
        SamplePage("error-405-nl") {
            let kind = ErrorPage.Kind.refused(.methodNotAllowed("GET, HEAD"))
            return ErrorPage.view(
                .init(kind: kind, requestID: "7f3a-12"),
                frame: Sample.frame(.home, role: nil, language: .dutch)
            )
        },
        SamplePage("error-414") {
            ErrorPage.view(
                .init(kind: .refused(.addressTooLong), requestID: "7f3a-12"),
                frame: Sample.frame(.home, role: .host)
            )
        },
        SamplePage("stale-form-signed-out-nl") {
            let form = staleForm(.signedOut, isWhole: true)
            return ErrorPage.view(
                .init(kind: .staleForm(form), requestID: "7f3a-12"),
                frame: Sample.frame(.home, role: nil, language: .dutch)
            )
        },
        SamplePage("stale-form") {
            let form = staleForm(.earlierSession, isWhole: true)
            return ErrorPage.view(
                .init(kind: .staleForm(form), requestID: "7f3a-12"),
                frame: Sample.frame(.newHost, role: .operatorFinance)
            )
        },
        SamplePage("stale-form-foreign") {
            let form = ErrorPage.StaleForm(cause: .foreign, action: .newHost, typed: [], isWhole: false, back: nil)
            return ErrorPage.view(
                .init(kind: .staleForm(form), requestID: "7f3a-12"),
                frame: Sample.frame(.newHost, role: .operatorFinance)
            )
        },
        SamplePage("error-503-busy") {
            ErrorPage.view(.init(kind: .busy, requestID: ""), frame: Sample.frame(.home, role: nil))
        },
    ]

    private static func staleForm(_ cause: ErrorPage.StaleForm.Cause, isWhole: Bool) -> ErrorPage.StaleForm {
        ErrorPage.StaleForm(
            cause: cause,
            action: .newHost,
            typed: [
                .init("name", "Bakkerij <Zon> & Co"), .init("house_number", "12a"), .init("town", "Delft"),
                .init("vat_id", ""),
            ],
            isWhole: isWhole,
            back: Link(.newHost)
        )
    }

    private static let errors: [SamplePage] = errorKinds.map { kind in
        SamplePage("error-\(kind.status)") {
            let role: Role? = kind == .notFound ? .operatorFinance : nil
            return ErrorPage.view(
                .init(kind: kind, requestID: "7f3a-12"),
                frame: Sample.frame(.home, role: role)
            )
        }
    }
}
