import OCPP
package import Values

// What can be asked of a charge point, in the words of OCPP 1.6. Values of the protocol's lists come as text from
// forms; one that the list does not have gives nil.

extension CommandRequest {
    init<Asked: Action>(_: Asked.Type, _ request: Asked.Request) {
        self.init(action: Asked.name, payload: request.json)
    }

    // MARK: Sessions

    /// Starts a session on a connector.
    ///
    /// Source: OCPP 1.6 §5.11.
    package static func remoteStart(connector: Int, idTag: String) -> CommandRequest {
        CommandRequest(
            OCPP16.RemoteStartTransaction.self,
            .init(connectorId: Int64(connector), idTag: idTag)
        )
    }

    /// Stops a session.
    ///
    /// Source: OCPP 1.6 §5.12.
    package static func remoteStop(transaction: Int64) -> CommandRequest {
        CommandRequest(OCPP16.RemoteStopTransaction.self, .init(transactionId: transaction))
    }

    /// Lets go of the cable in a connector.
    ///
    /// Source: OCPP 1.6 §5.18.
    package static func unlock(connector: Int64) -> CommandRequest {
        CommandRequest(OCPP16.UnlockConnector.self, .init(connectorId: connector))
    }

    /// Keeps a connector free for a token.
    ///
    /// Source: OCPP 1.6 §5.13.
    package static func reserve(
        connector: Int64,
        idTag: String,
        until expiry: Timestamp,
        number: Int64
    ) -> CommandRequest {
        CommandRequest(
            OCPP16.ReserveNow.self,
            .init(connectorId: connector, expiryDate: expiry, idTag: idTag, reservationId: number)
        )
    }

    /// Ends a reservation.
    ///
    /// Source: OCPP 1.6 §5.1.
    package static func cancelReservation(number: Int64) -> CommandRequest {
        CommandRequest(OCPP16.CancelReservation.self, .init(reservationId: number))
    }

    // MARK: The charge point

    /// Restarts the charge point.
    ///
    /// Source: OCPP 1.6 §5.14.
    package static func reset(isHard: Bool) -> CommandRequest {
        CommandRequest(OCPP16.Reset.self, .init(type: isHard ? .hard : .soft))
    }

    /// Takes a connector, or with 0 the charge point, in or out of use.
    ///
    /// Source: OCPP 1.6 §5.2.
    package static func availability(connector: Int64, isOperative: Bool) -> CommandRequest {
        CommandRequest(
            OCPP16.ChangeAvailability.self,
            .init(connectorId: connector, type: isOperative ? .operative : .inoperative)
        )
    }

    /// Asks for a message; those that only the security extension knows go out by its own action.
    ///
    /// Source: OCPP 1.6 §5.17; security whitepaper for 1.6, `ExtendedTriggerMessage`.
    package static func trigger(_ message: String, connector: Int64?) -> CommandRequest? {
        if let known = OCPP16.TriggerMessage.MessageTrigger(rawValue: message) {
            return CommandRequest(
                OCPP16.TriggerMessage.self,
                .init(requestedMessage: known, connectorId: connector)
            )
        }
        return OCPP16.ExtendedTriggerMessage.MessageTrigger(rawValue: message).map {
            CommandRequest(OCPP16.ExtendedTriggerMessage.self, .init(requestedMessage: $0, connectorId: connector))
        }
    }

    /// Asks for settings; for all of them without names.
    ///
    /// Source: OCPP 1.6 §5.8.
    package static func readSettings(_ names: [String] = []) -> CommandRequest {
        CommandRequest(OCPP16.GetConfiguration.self, .init(key: names))
    }

    /// Changes a setting.
    ///
    /// Source: OCPP 1.6 §5.3.
    package static func changeSetting(_ name: String, to value: String) -> CommandRequest {
        CommandRequest(OCPP16.ChangeConfiguration.self, .init(key: name, value: value))
    }

    /// Empties the memory of tokens that were accepted before.
    ///
    /// Source: OCPP 1.6 §5.4.
    package static let clearCache = CommandRequest(OCPP16.ClearCache.self, .init())

    /// Sends a vendor's own message.
    ///
    /// Source: OCPP 1.6 §5.6.
    package static func dataTransfer(vendor: String, message: String, data: String) -> CommandRequest {
        CommandRequest(
            OCPP16.DataTransfer.self,
            .init(
                vendorId: vendor,
                messageId: message.isEmpty ? nil : message,
                data: data.isEmpty ? nil : .string(data)
            )
        )
    }

    // MARK: Local list

    /// Asks for the version of the local list.
    ///
    /// Source: OCPP 1.6 §5.10.
    package static let localListVersion = CommandRequest(OCPP16.GetLocalListVersion.self, .init())
}
