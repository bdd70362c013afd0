import Crypto
import NIOCore

/// The files of a folder, read once at the start and served from memory.
///
/// Each file is served under its own name with short caching, and under a name that carries a hash of its content with
/// caching for ever. Relative `url(...)` in style sheets are rewritten to hashed names. Names that begin with a dot and
/// symbolic links are left out.
public struct StaticFiles: Sendable {
    /// Why a folder cannot be served.
    public enum Failure: Error, CustomStringConvertible {
        /// The folder or a file in it cannot be read.
        case unreadable(path: String)
        /// The folder holds more than `bytesLimit` bytes or `fileLimit` files.
        case tooLarge(path: String)

        /// One sentence with the path.
        public var description: String {
            switch self {
            case .unreadable(let path): "The static files at \(path) cannot be read."
            case .tooLarge(let path): "The static files at \(path) are too many or too large to keep in memory."
            }
        }
    }

    /// The most bytes kept in memory; our own assets need about 1 MiB.
    public static let bytesLimit = 64 * 1024 * 1024
    /// The most files kept in memory.
    public static let fileLimit = 5_000

    struct Asset: Sendable {
        var type: String
        var tag: String
        var body: ByteBuffer
        var packed: ByteBuffer?
        var isHashed: Bool
    }

    /// Where the files are served, without a trailing slash.
    public let prefix: String
    private var assets: [String: Asset] = [:]
    private var hashedNames: [String: String] = [:]

    /// Reads a folder with all its subfolders.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - prefix: Where to serve it, such as `/assets`.
    /// - Throws: `Failure`.
    public init(folder: String, prefix: String) throws(Failure) {
        self.prefix = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
        let files = try FolderReading.read(folder)
        for (name, bytes) in files where !name.hasSuffix(".css") { add(name, bytes) }
        for (name, bytes) in files where name.hasSuffix(".css") {
            add(name, StyleSheet(name: name, bytes: bytes).rewritten { hashedNames[$0] })
        }
    }

    /// The address of a file by its name in the folder, such as `css/app.css`; hashed when the file exists.
    public func path(_ name: String) -> String {
        "\(prefix)/\(hashedNames[name] ?? name)"
    }

    /// All names in the folder, sorted.
    public var names: [String] { hashedNames.keys.sorted() }

    /// Answers for a name below the prefix.
    ///
    /// - Throws: `HTTPError.notFound` for a name that is not in memory; no path ever reaches the disk.
    public func response(_ name: String, _ request: Request) throws(HTTPError) -> Response {
        guard let asset = assets[name] else { throw HTTPError.notFound }
        var response = Response(headers: ["Content-Type": asset.type, "ETag": "\"\(asset.tag)\""])
        let lifetime = asset.isHashed ? "public, max-age=31536000, immutable" : "public, max-age=300"
        response.headers.add("Cache-Control", lifetime)
        response.headers.add("X-Content-Type-Options", "nosniff")
        response.body = .buffer(asset.body)
        response.mayCompress = false
        guard let packed = asset.packed else { return response }
        response.headers.add("Vary", "Accept-Encoding")
        return Compression.accepts(request.headers) ? Compression.marked(response, body: .buffer(packed)) : response
    }

    private mutating func add(_ name: String, _ bytes: [UInt8]) {
        let digest = SHA256.hash(data: bytes)
        let tag = digest.prefix(8).map { Self.hex($0) }.joined()
        let hashedName = Self.hashed(name, String(tag.prefix(8)))
        let type = ContentType.of(name)
        let body = ByteBuffer(bytes: bytes)
        var packed = Compression.isText(type) ? Compression.gzip(body, level: Compression.staticLevel) : nil
        if let size = packed?.readableBytes, size >= bytes.count { packed = nil }
        var asset = Asset(type: type, tag: tag, body: body, packed: packed, isHashed: false)
        assets[name] = asset
        asset.isHashed = true
        assets[hashedName] = asset
        hashedNames[name] = hashedName
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }

    /// `css/app.css` becomes `css/app.3f2a9c01.css`.
    private static func hashed(_ name: String, _ hash: String) -> String {
        let start = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
        guard let dot = name[start...].lastIndex(of: "."), dot > start else { return "\(name).\(hash)" }
        return "\(name[..<dot]).\(hash)\(name[dot...])"
    }
}

extension Router {
    /// Serves static files below their prefix.
    public mutating func add(_ files: StaticFiles, tag: (any Sendable)? = nil) {
        get("\(files.prefix)/{name...}", tag: tag) { request in
            try files.response(request.parameter("name"), request)
        }
    }
}

/// Media types by file extension.
enum ContentType {
    static func of(_ name: String) -> String {
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return types[ending] ?? "application/octet-stream"
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8", "html": "text/html; charset=utf-8",
        "txt": "text/plain; charset=utf-8", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg",
        "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "ico": "image/x-icon", "woff": "font/woff",
        "woff2": "font/woff2", "json": "application/json", "map": "application/json", "pdf": "application/pdf",
        "webmanifest": "application/manifest+json", "xml": "application/xml", "csv": "text/csv; charset=utf-8",
    ]
}
