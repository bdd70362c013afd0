import NIOCore
import NIOPosix

/// Lets the TLS handshakes of an event loop begin one after the other, with a moment in between.
///
/// A handshake takes a millisecond or more of the processor. When thousands of charge points come back at once, the loop
/// would be at nothing else for seconds; this way whoever is connected is served between any two of them.
final class TLSTurns: Sendable {
    private struct State {
        var waiting = CircularBuffer<TLSTurn>(initialCapacity: 0)
        var isResting = false
    }

    /// How long the loop is free for others after the beginning of a handshake.
    private static let rest = TimeAmount.microseconds(200)
    private static let ofThread = ThreadSpecificVariable<TLSTurns>()

    private let state: NIOLoopBoundBox<State>

    private init(_ eventLoop: any EventLoop) {
        state = NIOLoopBoundBox(State(), eventLoop: eventLoop)
    }

    /// The turns of an event loop, asked for on its thread.
    static func of(_ eventLoop: any EventLoop) -> TLSTurns {
        if let known = ofThread.currentValue, known.state.eventLoop === eventLoop { return known }
        let turns = TLSTurns(eventLoop)
        ofThread.currentValue = turns
        return turns
    }

    /// Takes a handshake; it begins at once when none did a moment ago.
    func add(_ turn: TLSTurn) {
        state.value.waiting.append(turn)
        if !state.value.isResting { next() }
    }

    private func next() {
        state.value.isResting = true
        while let turn = state.value.waiting.popFirst() {
            guard turn.begin() else { continue }
            state.eventLoop.scheduleTask(in: TLSTurns.rest) { self.next() }
            return
        }
        state.value.isResting = false
    }
}

/// Holds the first bytes of a client until it is its turn, then leaves the pipeline.
final class TLSTurn: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private var context: ChannelHandlerContext?
    private var held: [NIOAny] = []
    private var isReadHeld = false

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        held = []
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        held.append(data)
        if held.count == 1 { TLSTurns.of(context.eventLoop).add(self) }
    }

    /// Nothing more is read from who waits.
    func read(context: ChannelHandlerContext) {
        if held.isEmpty { context.read() } else { isReadHeld = true }
    }

    /// It is the client's turn.
    ///
    /// - Returns: Whether it is still there.
    func begin() -> Bool {
        guard let context else { return false }
        for data in held { context.fireChannelRead(data) }
        context.fireChannelReadComplete()
        if isReadHeld { context.read() }
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
        return true
    }
}
