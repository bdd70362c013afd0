import Templates
import Values

extension SamplePage {
    static let certificates: [SamplePage] = [
        SamplePage("certificates") {
            let states: [CertificateIndex.State] = [.waiting, .installed]
            let requests = states.enumerated().map { index, state in
                CertificateIndex.Request(
                    id: CertificateRequestID(Int64(index + 1)),
                    chargePoint: Sample.chargePoint,
                    state: state,
                    receivedAt: Sample.noon,
                    subject: "CN=VOL-ZZ-001,O=Alfen",
                    fingerprint: String(repeating: "0f", count: 32),
                    isSound: true,
                    decidedAt: state == .waiting ? nil : Sample.noon,
                    decidedBy: state == .waiting ? "" : "Noor de Wit"
                )
            }
            let authority = CertificateIndex.Authority(
                id: AuthorityID(1),
                name: "Voltaria charge points",
                certificate: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                isTrusted: true,
                canSign: true,
                createdAt: Sample.noon
            )
            let model = CertificateIndex.Model(requests: requests, authorities: [authority])
            return CertificateIndex.view(model, frame: Sample.frame(.certificates))
        },
        SamplePage("charge-point-certificates") {
            let installed = ChargePointCertificatesPage.Installed(
                algorithm: "SHA256",
                issuerNameHash: "ab01",
                issuerKeyHash: "cd02",
                serialNumber: "1F"
            )
            let model = ChargePointCertificatesPage.Model(
                heading: Sample.heading(),
                needsCertificate: true,
                installed: [installed],
                history: []
            )
            return ChargePointCertificatesPage.view(
                model,
                frame: Sample.frame(.chargePointCertificates(ChargePointID(21)))
            )
        },
    ]
}
