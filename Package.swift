// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "_CryptoExtras", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let lifecycleUnix = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

/// A room of the house: a target whose folder carries its name.
func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of one room.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

/// A module map for a C library that Debian packages.
func system(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let package = Package(
    name: "laadboek",
    products: [.executable(name: "laadboek", targets: ["App"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        room("Values", []),
        system("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        system("CLibPQ", pkgConfig: "libpq", apt: "libpq-dev"),
        system("CLibXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
        system("CPangoCairo", pkgConfig: "pangocairo", apt: "libpango1.0-dev"),
        system("CQREncode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),
        system("CXlsxWriter", pkgConfig: "xlsxwriter", apt: "libxlsxwriter-dev"),
        system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        // Part of the C library, but not of what Swift imports of it.
        .systemLibrary(name: "CEpoll"),
        .systemLibrary(name: "CScheduling"),
        room("Postgres", ["CLibPQ", "Values", logging, crypto]),
        room(
            "HTTPServer",
            ["CScheduling", "CZlib", nioCore, nioPosix, nioHTTP1, nioWebSocket, nioTLS, nioSSL, logging, crypto]
        ),
        room("OCPP", ["Values"]),
        room("Certificates", ["Values", x509, asn1, crypto]),
        room("Ledger", ["Postgres", "Values", crypto]),
        room("Domain", ["CCurl", "Certificates", "Ledger", "OCPP", "Postgres", "Values", crypto, cryptoExtras]),
        room("Formats", ["Values", "CLibXML2", "CPangoCairo", "CQREncode", "CXlsxWriter", "CZlib", crypto]),
        room("Templates", ["Values"]),
        room("Simulator", ["OCPP", "Values", nioCore, nioPosix, nioHTTP1, nioWebSocket, nioSSL]),
        room("OCPPServer", ["Certificates", "OCPP", "HTTPServer", "Values", nioCore, logging, crypto]),
        room(
            "Web",
            [
                "Certificates", "Templates", "Domain", "Formats", "HTTPServer", "Ledger", "Postgres", "Values", logging,
                crypto,
            ]
        ),
        room("Jobs", ["Domain", "Formats", "Postgres", "Templates", "Values", logging]),
        .executableTarget(
            name: "App",
            dependencies: [
                "CEpoll", "Domain", "Formats", "HTTPServer", "Jobs", "OCPP", "OCPPServer", "Postgres", "Simulator",
                "Templates", "Values", "Web",
                nioCore, nioPosix, arguments, crypto, lifecycle, lifecycleUnix, logging,
            ],
            swiftSettings: settings
        ),
        room("TestSupport", ["Postgres", "Values", crypto, subprocess, systemPackage]),
        .target(
            name: "TestWorld",
            dependencies: ["Domain", "Postgres", "Values"],
            path: "Tests/DomainTests/Support",
            swiftSettings: settings
        ),
        tests(
            "AppTests",
            [
                "App", "Domain", "Formats", "Jobs", "Postgres", "Simulator", "Templates", "TestSupport", "TestWorld",
                "Values", "Web", arguments,
            ],
            exclude: ["Goldens"]
        ),
        tests(
            "DomainTests",
            ["Certificates", "Domain", "Ledger", "OCPP", "Postgres", "TestSupport", "TestWorld", "Values", subprocess],
            exclude: ["Goldens", "Support"]
        ),
        tests("CertificatesTests", ["Certificates", "TestSupport", "Values"]),
        tests("FormatsTests", ["Formats", "TestSupport", "Values"]),
        tests(
            "HTTPServerTests",
            [
                "HTTPServer", "TestSupport", "Values", nioCore, nioPosix, nioEmbedded, nioHTTP1, nioWebSocket, nioSSL,
                crypto, logging,
            ]
        ),
        tests("LedgerTests", ["Ledger", "Postgres", "TestSupport", "Values"]),
        tests(
            "OCPPServerTests",
            [
                "Certificates", "HTTPServer", "OCPP", "OCPPServer", "Simulator", "TestSupport", "Values", nioCore,
                nioPosix, nioHTTP1,
                nioWebSocket, crypto, logging,
            ]
        ),
        tests("OCPPTests", ["OCPP", "TestSupport", "Values"], exclude: ["Goldens"]),
        tests("PostgresTests", ["Postgres", "TestSupport", "Values", logging]),
        tests("SimulatorTests", ["Domain", "Formats", "OCPP", "Simulator", "Values"]),
        tests("TemplatesTests", ["Templates", "Values"], exclude: ["Goldens"]),
        tests("TidyTests", []),
        tests("ValuesTests", ["TestSupport", "Values"]),
        tests(
            "WebTests",
            [
                "Domain", "Formats", "HTTPServer", "Ledger", "Postgres", "Templates", "TestSupport", "TestWorld",
                "Values",
                "Web", logging,
            ],
            exclude: ["Goldens"]
        ),
    ],
    swiftLanguageModes: [.v6]
)
