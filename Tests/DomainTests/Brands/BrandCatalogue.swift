import Postgres
import TestSupport

@testable import Domain

/// The statements of brands, checked against the schema.
enum BrandCatalogue {
    static func findings(on database: Database) async throws -> [String] {
        let statements: [any Statement.Type] = [
            ListOperatorBrands.self, FindBrand.self, UpsertBrand.self, InsertBrandLogo.self, SetBrandLogo.self,
            FindBrandLogo.self,
        ]
        return try await StatementCatalogue.checkProduct(statements, on: database).map(\.description)
    }
}
