import Foundation

/// The Authorization field of HTTP Basic authentication.
///
/// Source: RFC 7617; OCPP-J 1.6 §6.2.2: the user is the charge point's identity.
package enum BasicCredentials {
    /// The field for a user and a password; a password of 40 hexadecimal digits goes out as the 20 bytes it stands for.
    package static func field(user: String, password: String) -> String {
        let isKey = password.utf8.count == ChargePointKey.generatedBytes * 2
        let bytes = isKey ? Hex.bytes(password) ?? Array(password.utf8) : Array(password.utf8)
        return "Basic " + Data(Array(user.utf8) + [UInt8(ascii: ":")] + bytes).base64EncodedString()
    }
}
