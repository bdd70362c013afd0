import OCPP
package import Values

/// Firmware that a charge point shall fetch.
package struct FirmwareOffer: Hashable, Sendable {
    /// A URL that the charge point can reach.
    package var location: String
    package var retrieveAt: Timestamp
    package var installAt: Timestamp?
    /// PEM; signed firmware needs it together with the signature.
    package var signingCertificate: String?
    /// Base64.
    package var signature: String?

    package init(
        location: String,
        retrieveAt: Timestamp,
        installAt: Timestamp? = nil,
        signingCertificate: String? = nil,
        signature: String? = nil
    ) {
        self.location = location
        self.retrieveAt = retrieveAt
        self.installAt = installAt
        self.signingCertificate = signingCertificate
        self.signature = signature
    }
}

extension CommandRequest {
    /// How often a charge point tries to fetch or upload a file, and the seconds between.
    private static let fileTries: (count: Int64, seconds: Int64) = (3, 60)

    // MARK: Files

    /// Has firmware fetched and installed; with certificate and signature by the security extension.
    ///
    /// Source: OCPP 1.6 §5.19; security whitepaper for 1.6, `SignedUpdateFirmware`.
    package static func updateFirmware(_ offer: FirmwareOffer, number: Int64) -> CommandRequest {
        guard let certificate = offer.signingCertificate, let signature = offer.signature else {
            return CommandRequest(
                OCPP16.UpdateFirmware.self,
                .init(
                    location: offer.location,
                    retries: fileTries.count,
                    retrieveDate: offer.retrieveAt,
                    retryInterval: fileTries.seconds
                )
            )
        }
        let firmware = OCPP16.SignedUpdateFirmware.Firmware(
            location: offer.location,
            retrieveDateTime: offer.retrieveAt,
            installDateTime: offer.installAt,
            signingCertificate: certificate,
            signature: signature
        )
        return CommandRequest(
            OCPP16.SignedUpdateFirmware.self,
            .init(
                retries: fileTries.count,
                retryInterval: fileTries.seconds,
                requestId: number,
                firmware: firmware
            )
        )
    }

    /// Has diagnostics uploaded.
    ///
    /// Source: OCPP 1.6 §5.9.
    package static func diagnostics(to location: String, from: Timestamp?, until: Timestamp?) -> CommandRequest {
        CommandRequest(
            OCPP16.GetDiagnostics.self,
            .init(
                location: location,
                retries: fileTries.count,
                retryInterval: fileTries.seconds,
                startTime: from,
                stopTime: until
            )
        )
    }

    /// Has a log uploaded: `DiagnosticsLog` or `SecurityLog`.
    ///
    /// Source: security whitepaper for 1.6, `GetLog`.
    package static func log(
        _ type: String,
        to location: String,
        from: Timestamp?,
        until: Timestamp?,
        number: Int64
    ) -> CommandRequest? {
        OCPP16.GetLog.LogType(rawValue: type).map { type in
            CommandRequest(
                OCPP16.GetLog.self,
                .init(
                    log: .init(remoteLocation: location, oldestTimestamp: from, latestTimestamp: until),
                    logType: type,
                    requestId: number,
                    retries: fileTries.count,
                    retryInterval: fileTries.seconds
                )
            )
        }
    }

    // MARK: Certificates

    /// Asks which root certificates are installed: `CentralSystemRootCertificate` or `ManufacturerRootCertificate`.
    ///
    /// Source: security whitepaper for 1.6, `GetInstalledCertificateIds`.
    package static func installedCertificates(_ use: String) -> CommandRequest? {
        OCPP16.CertificateUse(rawValue: use).map {
            CommandRequest(OCPP16.GetInstalledCertificateIds.self, .init(certificateType: $0))
        }
    }

    /// Installs a root certificate, PEM.
    ///
    /// Source: security whitepaper for 1.6, `InstallCertificate`.
    package static func installCertificate(_ certificate: String, use: String) -> CommandRequest? {
        OCPP16.CertificateUse(rawValue: use).map {
            CommandRequest(OCPP16.InstallCertificate.self, .init(certificateType: $0, certificate: certificate))
        }
    }

    /// Removes a root certificate by the name the charge point gave it.
    ///
    /// Source: security whitepaper for 1.6, `DeleteCertificate`.
    package static func deleteCertificate(
        algorithm: String,
        issuerNameHash: String,
        issuerKeyHash: String,
        serialNumber: String
    ) -> CommandRequest? {
        OCPP16.HashAlgorithm(rawValue: algorithm).map {
            let name = OCPP16.CertificateHashData(
                hashAlgorithm: $0,
                issuerNameHash: issuerNameHash,
                issuerKeyHash: issuerKeyHash,
                serialNumber: serialNumber
            )
            return CommandRequest(OCPP16.DeleteCertificate.self, .init(certificateHashData: name))
        }
    }

    /// Brings the certificate that a charge point asked for, with those above it, PEM.
    ///
    /// Source: security whitepaper for 1.6, `CertificateSigned`.
    package static func certificateSigned(_ chain: String) -> CommandRequest {
        CommandRequest(OCPP16.CertificateSigned.self, .init(certificateChain: chain))
    }
}
