import Postgres
import Values

extension BrandDetails {
    static let sample = BrandDetails(slug: "", name: "")

    var texts: [String] {
        [slug, name, hostName, colour, senderName, senderAddress, supportEmail, supportPhone]
    }

    init(_ row: inout RowReader) throws {
        self.init(
            slug: try row.next(),
            name: try row.next(),
            hostName: try row.next(),
            colour: try row.next(),
            senderName: try row.next(),
            senderAddress: try row.next(),
            supportEmail: try row.next(),
            supportPhone: try row.next()
        )
    }
}

extension Brand {
    init(_ row: inout RowReader) throws {
        let (id, details) = (try row.next(OperatorID.self), try BrandDetails(&row))
        let (sha256, width) = (try row.next([UInt8]?.self), try row.next(Int32?.self))
        let height = try row.next(Int32?.self)
        var logo: BrandLogo?
        if let sha256, let width, let height { logo = BrandLogo(sha256: sha256, width: width, height: height) }
        self.init(operatorID: id, details: details, logo: logo)
    }
}

/// All brands.
struct ListOperatorBrands: Statement {
    static let sql = """
        SELECT b.operator_id, b.slug, b.name, b.host_name, b.colour, b.sender_name, b.sender_address, b.support_email,
            b.support_phone, l.sha256, l.width, l.height
        FROM brands b LEFT JOIN brand_logos l ON l.operator_id = b.operator_id AND l.sha256 = b.logo_sha256
        ORDER BY b.operator_id
        """
    static let sample = ListOperatorBrands()
    static func decode(_ row: inout RowReader) throws -> Brand { try Brand(&row) }
}

/// The brand of an operator.
struct FindBrand: Statement {
    static let sql = """
        SELECT b.operator_id, b.slug, b.name, b.host_name, b.colour, b.sender_name, b.sender_address, b.support_email,
            b.support_phone, l.sha256, l.width, l.height
        FROM brands b LEFT JOIN brand_logos l ON l.operator_id = b.operator_id AND l.sha256 = b.logo_sha256
        WHERE b.operator_id = $1
        """
    static let sample = FindBrand(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> Brand { try Brand(&row) }
}

/// Gives an operator a brand, or changes it.
struct UpsertBrand: Statement {
    static let sql = """
        INSERT INTO brands (operator_id, changed_at, changed_by, slug, name, host_name, colour, sender_name,
            sender_address, support_email, support_phone)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (operator_id) DO UPDATE SET changed_at = $2, changed_by = $3, slug = $4, name = $5, host_name = $6,
            colour = $7, sender_name = $8, sender_address = $9, support_email = $10, support_phone = $11
        """
    static let sample = UpsertBrand(operatorID: OperatorID(1), details: .sample, at: Timestamp(seconds: 0), by: nil)
    let operatorID: OperatorID
    let details: BrandDetails
    let at: Timestamp
    let by: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(at)
        values.append(by)
        for text in details.texts { values.append(text) }
    }
}

/// Keeps a logo; the same one is kept once.
struct InsertBrandLogo: Statement {
    static let sql = """
        INSERT INTO brand_logos (operator_id, sha256, media_type, width, height, content, uploaded_at, uploaded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (operator_id, sha256) DO NOTHING
        """
    static let sample = InsertBrandLogo(
        operatorID: OperatorID(1),
        sha256: [],
        image: BrandImage(mediaType: "", width: 16, height: 16, bytes: []),
        at: Timestamp(seconds: 0),
        by: nil
    )
    let operatorID: OperatorID
    let sha256: [UInt8]
    let image: BrandImage
    let at: Timestamp
    let by: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(sha256)
        values.append(image.mediaType)
        values.append(image.width)
        values.append(image.height)
        values.append(image.bytes)
        values.append(at)
        values.append(by)
    }
}

/// Puts a logo on a brand, or takes it off.
struct SetBrandLogo: Statement {
    static let sql = """
        UPDATE brands SET logo_sha256 = $2, changed_at = $3, changed_by = $4 WHERE operator_id = $1
        """
    static let sample = SetBrandLogo(operatorID: OperatorID(1), sha256: nil, at: Timestamp(seconds: 0), by: nil)
    let operatorID: OperatorID
    let sha256: [UInt8]?
    let at: Timestamp
    let by: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(sha256)
        values.append(at)
        values.append(by)
    }
}

/// A logo by its checksum.
struct FindBrandLogo: Statement {
    static let spansTenants: String? = "a logo is public, and its checksum says which one is meant"
    static let sql = "SELECT media_type, width, height, content FROM brand_logos WHERE sha256 = $1 LIMIT 1"
    static let sample = FindBrandLogo(sha256: [])
    let sha256: [UInt8]

    func bind(to values: inout Bindings) { values.append(sha256) }
    static func decode(_ row: inout RowReader) throws -> BrandImage {
        BrandImage(
            mediaType: try row.next(),
            width: try row.next(),
            height: try row.next(),
            bytes: try row.next()
        )
    }
}
