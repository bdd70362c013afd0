import Postgres
import Values

/// Stores a supplied platform; the same text again changes nothing.
struct SupplyPlatform: Statement {
    static let sql = """
        INSERT INTO platforms AS known (slug, position, content) VALUES ($1, $2, $3)
        ON CONFLICT (slug) DO UPDATE SET position = excluded.position, content = excluded.content, supplied_at = now()
        WHERE known.content <> excluded.content OR known.position <> excluded.position
        """
    static let sample = SupplyPlatform(slug: "", position: 0, content: .null)
    let slug: String
    let position: Int
    let content: JSON

    func bind(to values: inout Bindings) {
        values.append(slug)
        values.append(Int32(clamping: position))
        values.append(content)
    }
}

/// Stores a supplied brand; the same text again changes nothing.
struct SupplyBrand: Statement {
    static let sql = """
        INSERT INTO charger_brands AS known (slug, position, content) VALUES ($1, $2, $3)
        ON CONFLICT (slug) DO UPDATE SET position = excluded.position, content = excluded.content, supplied_at = now()
        WHERE known.content <> excluded.content OR known.position <> excluded.position
        """
    static let sample = SupplyBrand(slug: "", position: 0, content: .null)
    let slug: String
    let position: Int
    let content: JSON

    func bind(to values: inout Bindings) {
        values.append(slug)
        values.append(Int32(clamping: position))
        values.append(content)
    }
}

/// Platforms as an operator sees them: all, or one.
struct ListPlatforms: Statement {
    static let sql = """
        SELECT coalesce(e.content, p.content), e.edited_at
        FROM platforms p
        LEFT JOIN platform_edits e ON e.operator_id = $1 AND e.slug = p.slug
        WHERE $2::text IS NULL OR p.slug = $2
        ORDER BY p.position, p.slug
        """
    static let sample = ListPlatforms(operatorID: OperatorID(1), slug: nil)
    let operatorID: OperatorID
    let slug: String?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(slug)
    }

    /// `nil` for an entry of a later version that this one cannot read.
    static func decode(_ row: inout RowReader) throws -> PlatformEntry? {
        let content: JSON = try row.next()
        let editedAt: Timestamp? = try row.next()
        return Platform(json: content).map { PlatformEntry(platform: $0, editedAt: editedAt) }
    }
}

/// The brands in order.
struct ListBrands: Statement {
    static let sql = "SELECT content FROM charger_brands ORDER BY position, slug"
    static let sample = ListBrands()

    static func decode(_ row: inout RowReader) throws -> ChargerBrand? { ChargerBrand(json: try row.next()) }
}

/// Stores what an operator made of an entry.
struct UpsertPlatformEdit: Statement {
    static let sql = """
        INSERT INTO platform_edits (operator_id, slug, content, edited_by) VALUES ($1, $2, $3, $4)
        ON CONFLICT ON CONSTRAINT platform_edits_key DO UPDATE
        SET content = excluded.content, edited_by = excluded.edited_by, edited_at = now()
        """
    static let sample = UpsertPlatformEdit(operatorID: OperatorID(1), slug: "", content: .null, userID: nil)
    let operatorID: OperatorID
    let slug: String
    let content: JSON
    let userID: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(slug)
        values.append(content)
        values.append(userID)
    }
}

/// Forgets what an operator made of an entry.
struct DeletePlatformEdit: Statement {
    static let sql = "DELETE FROM platform_edits WHERE operator_id = $1 AND slug = $2"
    static let sample = DeletePlatformEdit(operatorID: OperatorID(1), slug: "")
    let operatorID: OperatorID
    let slug: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(slug)
    }
}
