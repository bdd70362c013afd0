internal import OCPP
internal import Values

extension TransactionBook {
    /// Recalls the transactions of frames in order, as they went over the wire.
    ///
    /// Only a start whose answer was recorded counts: without one no number was promised.
    struct Recovery {
        private let book: TransactionBook
        private var calls: CallCorrelation<StartKey>

        init(_ book: TransactionBook, limits: GatewayLimits) {
            self.book = book
            calls = CallCorrelation(limit: limits.rememberedStarts)
        }

        /// Takes the next frame.
        mutating func take(_ frame: SpooledFrame) {
            // Numbers of another back-office are not ours.
            guard frame.heading.route == .direct else { return }
            switch Frame(reading: frame.payload) {
            case .call(let call) where frame.heading.sender == .chargePoint: takeCall(call, frame.heading)
            case .callResult(let result) where frame.heading.sender == .centralSystem:
                takeAnswer(result, frame.heading)
            default: break
            }
        }

        private mutating func takeCall(_ call: Call, _ heading: FrameHeading) {
            switch call.action {
            case OCPP16.StartTransaction.name:
                let key = StartKey(reading: call.payload)
                _ = calls.opened(
                    call.id,
                    by: .chargePoint,
                    over: heading.connectionID,
                    note: key,
                    at: heading.receivedAt
                )
            case OCPP16.StopTransaction.name:
                // A stop that cannot be read ends no transaction that is known here.
                guard let stop = try? OCPP16.StopTransaction.Request.decode(call.payload) else { return }
                _ = book.stop(stop.value.transactionId, at: heading.chargePointID)
            default: break
            }
        }

        private mutating func takeAnswer(_ result: CallResult, _ heading: FrameHeading) {
            let pending = calls.answered(
                result.id,
                by: .centralSystem,
                over: heading.connectionID,
                at: heading.receivedAt
            )
            guard let pending, let answer = try? OCPP16.StartTransaction.Confirmation.decode(result.payload),
                let number = Int32(exactly: answer.value.transactionId)
            else { return }
            book.recall(
                KnownStart(
                    chargePointID: heading.chargePointID,
                    request: pending.note,
                    transactionID: number,
                    isStopped: false
                )
            )
        }
    }
}

extension StartKey {
    /// The key of a payload, whether its fields can be read or not.
    init(reading payload: JSON) {
        // The gateway made the key of an unreadable payload the same way.
        if let request = try? OCPP16.StartTransaction.Request.decode(payload) {
            self.init(request.value)
        } else {
            self.init(unreadable: payload)
        }
    }
}
