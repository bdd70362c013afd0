import Foundation
import HTTPServer
import Testing

@Suite struct StaticFilesTests {
    /// Writes a small folder, runs a test with it, and removes it.
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "laadboek-assets-\(UInt64.random(in: .min ... .max))"
        let files = FileManager.default
        for name in ["css", "img"] {
            try files.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        let sheet = """
            @layer base; .a { background: url(../img/logo.svg) } .b { background: url("data:image/png;base64,AA") }
            .c { background: url('../img/logo.svg#part') } .d { background: url(../../outside.png) }
            \(String(repeating: "/* a long comment */\n", count: 100))
            """
        try Data(sheet.utf8).write(to: URL(fileURLWithPath: "\(folder)/css/app.css"))
        try Data("<svg></svg>".utf8).write(to: URL(fileURLWithPath: "\(folder)/img/logo.svg"))
        try Data("secret".utf8).write(to: URL(fileURLWithPath: "\(folder)/.hidden"))
        try files.createSymbolicLink(atPath: "\(folder)/link.txt", withDestinationPath: "/etc/hostname")
        defer { try? files.removeItem(atPath: folder) }
        try await body(folder)
    }

    @Test func `hashed names are cached for ever, plain names shortly`() async throws {
        try await withFolder { folder in
            let assets = try StaticFiles(folder: folder, prefix: "/assets/")
            var router = Router()
            router.add(assets)
            let hashed = assets.path("css/app.css")
            #expect(hashed.hasPrefix("/assets/css/app.") && hashed.hasSuffix(".css") && hashed.count == 28)
            #expect(assets.path("nothing.js") == "/assets/nothing.js")
            try await withServer(router) { (server) async throws in
                let answer = try await server.get(hashed)
                #expect(answer.status == 200)
                #expect(answer["Content-Type"] == "text/css; charset=utf-8")
                #expect(answer["Cache-Control"] == "public, max-age=31536000, immutable")
                let plain = try await server.get("/assets/css/app.css")
                #expect(plain["Cache-Control"] == "public, max-age=300")
                #expect(plain.body == answer.body)
                let again = try await server.get(hashed, "If-None-Match: \(answer["ETag"] ?? "")\r\n")
                #expect(again.status == 304)
                let packed = try await server.get(hashed, "Accept-Encoding: gzip\r\n")
                #expect(packed["Content-Encoding"] == "gzip" && packed.body.count < answer.body.count)
                #expect(packed["ETag"] != answer["ETag"])
            }
        }
    }

    @Test func `relative references of a style sheet get hashed names`() async throws {
        try await withFolder { folder in
            let assets = try StaticFiles(folder: folder, prefix: "/assets")
            var router = Router()
            router.add(assets)
            let logo = assets.path("img/logo.svg").split(separator: "/").last ?? ""
            try await withServer(router) { (server) async throws in
                let sheet = try await server.get(assets.path("css/app.css")).text
                #expect(sheet.contains("url(\"../img/\(logo)\")"))
                #expect(sheet.contains("url(\"../img/\(logo)#part\")"))
                #expect(sheet.contains("url(\"data:image/png;base64,AA\")"))
                #expect(sheet.contains("url(../../outside.png)"))
            }
        }
    }

    @Test(arguments: [
        "/assets/../secret", "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fetc/passwd", "/assets/.hidden",
        "/assets/link.txt", "/assets/css", "/assets/css/", "/assets//css/app.css", "/assets/css%00/app.css",
        "/assets/%5c..%5cetc", "/assets/",
    ])
    func `nothing but the files themselves is served`(_ target: String) async throws {
        try await withFolder { folder in
            let assets = try StaticFiles(folder: folder, prefix: "/assets")
            var router = Router()
            router.add(assets)
            try await withServer(router) { (server) async throws in
                let status = try await server.get(target).status
                #expect(status == 404 || status == 400)
            }
        }
    }

    @Test func `a folder that is not there is an error`() {
        #expect(throws: StaticFiles.Failure.self) { try StaticFiles(folder: "/not/there", prefix: "/assets") }
    }
}
