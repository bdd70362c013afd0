import Domain
import Templates
import Values

/// The fields of a postal address in a form.
enum AddressForm {
    static func read(_ form: inout FormReader) -> Domain.Address {
        let address = Domain.Address(
            street: form.text("street", atMost: 70),
            houseNumber: form.text("house_number", atMost: 16),
            postcode: form.text("postcode", atMost: 16),
            town: form.text("town", atMost: 35),
            country: form.text("country", atMost: 2).uppercased()
        )
        if !address.country.isEmpty, !CountryCode.isValid(address.country) { form.reject("country", .unknownCountry) }
        return address
    }

    static func fields(_ form: FormReader) -> AddressFields {
        AddressFields(
            street: form["street"],
            houseNumber: form["house_number"],
            postcode: form["postcode"],
            town: form["town"],
            country: form["country"]
        )
    }

    static func fields(_ address: Domain.Address) -> AddressFields {
        AddressFields(
            street: Field(address.street),
            houseNumber: Field(address.houseNumber),
            postcode: Field(address.postcode),
            town: Field(address.town),
            country: Field(address.country)
        )
    }

    static func shown(_ address: Domain.Address) -> Templates.PostalAddress {
        Templates.PostalAddress(
            street: address.street,
            houseNumber: address.houseNumber,
            postcode: address.postcode,
            town: address.town,
            country: address.country
        )
    }
}
