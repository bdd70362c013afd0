import Postgres

/// Where a party or a site is, in the parts that bank files and invoices want apart.
package struct Address: Hashable, Sendable {
    package var street: String
    package var houseNumber: String
    package var postcode: String
    package var town: String
    /// ISO 3166 alpha-2, such as `NL`.
    package var country: String

    package init(
        street: String = "",
        houseNumber: String = "",
        postcode: String = "",
        town: String = "",
        country: String
    ) {
        self.street = street
        self.houseNumber = houseNumber
        self.postcode = postcode
        self.town = town
        self.country = country
    }

    func bind(to values: inout Bindings) {
        for part in [street, houseNumber, postcode, town, country] { values.append(part) }
    }

    init(_ row: inout RowReader) throws {
        self.init(
            street: try row.next(),
            houseNumber: try row.next(),
            postcode: try row.next(),
            town: try row.next(),
            country: try row.next()
        )
    }
}
