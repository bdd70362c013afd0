import Domain
import HTTPServer
import Templates
import Values

/// What programs are told of what the contexts refuse: with its place in what was sent where it has one.
enum APIProblems {
    /// The rejection for what was thrown; anything else as it is.
    static func rejection(_ error: any Error) -> any Error {
        switch error {
        case let error as APIAnswerRejection: rejection(error)
        case let error as CustomerRejection: rejection(error)
        case let error as UserRejection: rejection(error)
        case let error as EREEnrolmentRejection: rejection(error)
        case let error as EREMandateRejection: rejection(error)
        case let error as EREEvidenceFault: rejection(error)
        case let error as WebhookRejection: rejection(error)
        default: error
        }
    }

    private static func invalid(_ place: APIFault.Place, _ code: String, _ detail: String) -> APIRejection {
        .invalid([APIFault(place: place, code: code, detail: detail)])
    }

    private static func conflict(_ code: String, _ detail: String) -> APIRejection {
        APIRejection(status: .conflict, code: code, detail: detail)
    }

    private static func rejection(_ rejection: APIAnswerRejection) -> APIRejection {
        switch rejection {
        case .nameReused:
            let detail = "Another request came under this key; name each request anew."
            return invalid(.header("Idempotency-Key"), rejection.code, detail)
        case .underWay:
            var busy = conflict(rejection.code, "The same request is being done; ask again in a moment.")
            busy.headers = ["Retry-After": "1"]
            return busy
        }
    }

    // MARK: Customers

    private static func rejection(_ rejection: CustomerRejection) -> APIRejection {
        let fault = CustomerForms.fault(rejection)
        return invalid(.pointer("/\(fault.field)"), rejection.code, fault.text(.english))
    }

    private static func rejection(_ rejection: UserRejection) -> APIRejection {
        let place = rejection == .nameLength ? "/name" : "/email"
        let text = rejection == .emailTaken ? Text.alreadyTaken : .invalidEmail
        return invalid(.pointer(place), rejection.code, text(.english))
    }

    // MARK: Enrolments

    private static func rejection(_ rejection: EREEnrolmentRejection) -> APIRejection {
        let detail = EREWords.text(rejection)(.english)
        let place: String? =
            switch rejection {
            case .connectionTaken: "/ean"
            case .serialTaken: "/serial"
            case .othersCharger: "/charge_point_id"
            case .customerEnded: "/customer_id"
            default: nil
            }
        return place.map { invalid(.pointer($0), rejection.code, detail) } ?? conflict(rejection.code, detail)
    }

    static func rejection(_ rejection: EREMandateRejection) -> APIRejection {
        let detail = EREWords.text(rejection)(.english)
        switch rejection {
        case .incomplete(let problems) where !problems.isEmpty: return .invalid(problems.map(fault))
        case .years, .yearTaken: return invalid(.pointer("/first_year"), rejection.code, detail)
        case .name: return invalid(.pointer("/name"), rejection.code, detail)
        case .codeWrong, .codeExpired: return invalid(.pointer("/code"), rejection.code, detail)
        case .incomplete, .changed, .tooManyCodes: return conflict(rejection.code, detail)
        }
    }

    private static func rejection(_ fault: EREEvidenceFault) -> APIRejection {
        APIRejection(
            status: fault == .tooLarge ? .contentTooLarge : .unprocessableContent,
            code: fault.code,
            detail: EREWords.text(fault)(.english)
        )
    }

    private static func rejection(_ rejection: WebhookRejection) -> APIRejection {
        let detail = WebhookModels.text(rejection)(.english)
        switch rejection {
        case .nameLength: return invalid(.pointer("/name"), rejection.code, detail)
        case .url, .inside: return invalid(.pointer("/url"), rejection.code, detail)
        case .unknownKind: return invalid(.pointer("/events"), rejection.code, detail)
        case .tooMany, .disabled: return conflict(rejection.code, detail)
        }
    }

    /// What is wrong with a member of a step.
    static func fault(_ problem: EREProblem) -> APIFault {
        APIFault(place: .pointer(pointer(problem)), code: problem.code, detail: detail(problem))
    }

    /// What is wrong, in a sentence.
    static func detail(_ problem: EREProblem) -> String {
        if case .notSaid = problem { return "This step is not done yet." }
        return EREWords.text(problem)(.english)
    }

    private static func pointer(_ problem: EREProblem) -> String {
        switch problem {
        case .holderUnnamed: "/name"
        case .companyNumber: "/company_number"
        case .vatID, .vatIDTellsCitizenNumber: "/vat_id"
        case .representativeMissing: "/representative"
        case .establishment: "/address"
        case .street: "/address/street"
        case .houseNumber: "/address/house_number"
        case .postcode: "/address/postcode"
        case .town: "/address/town"
        case .country: "/address/country"
        case .ean: "/ean"
        case .notHeld: "/is_held"
        case .chargerUnnamed: "/brand"
        case .serialMissing, .serialTwice: "/serial"
        case .meterElsewhere: "/meter_place"
        case .noMeter: "/proof"
        case .notSaid, .noCharger, .tooManyChargers: ""
        }
    }
}
