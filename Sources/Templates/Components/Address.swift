/// A postal address in its parts, as banks and documents need it.
package struct PostalAddress: Sendable, Hashable {
    package let street: String
    package let houseNumber: String
    package let postcode: String
    package let town: String
    /// ISO 3166-1 alpha-2.
    package let country: String

    package init(street: String, houseNumber: String, postcode: String, town: String, country: String) {
        self.street = street
        self.houseNumber = houseNumber
        self.postcode = postcode
        self.town = town
        self.country = country
    }

    /// The address on one line; empty parts leave no gaps.
    package var oneLine: String {
        let parts = [[street, houseNumber], [postcode, town], [country]]
        return parts.map { $0.filter { !$0.isEmpty }.joined(separator: " ") }.filter { !$0.isEmpty }
            .joined(separator: ", ")
    }
}

/// An address as it is typed.
package struct AddressFields: Sendable, Hashable {
    package var street: Field
    package var houseNumber: Field
    package var postcode: Field
    package var town: Field
    package var country: Field

    package init(street: Field, houseNumber: Field, postcode: Field, town: Field, country: Field) {
        self.street = street
        self.houseNumber = houseNumber
        self.postcode = postcode
        self.town = town
        self.country = country
    }

    var all: [Field] { [street, houseNumber, postcode, town, country] }
}

func addressFields(_ fields: AddressFields, _ say: Reader) -> HTML {
    HTML {
        fieldRow {
            inputField(Control("street", .street).autocomplete("off"), fields.street, say)
            inputField(Control("house_number", .houseNumber).narrow, fields.houseNumber, say)
        }
        fieldRow {
            inputField(Control("postcode", .postcode).narrow, fields.postcode, say)
            inputField(Control("town", .town), fields.town, say)
            inputField(
                Control("country", .country, hint: Text(en: "Two letters, such as NL", nl: "Twee letters, zoals NL"))
                    .narrow,
                fields.country,
                say
            )
        }
    }
}
