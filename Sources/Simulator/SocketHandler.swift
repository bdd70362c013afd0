internal import NIOCore
internal import NIOWebSocket

/// One WebSocket of a simulated charge point: takes text to its player, answers pings, and tells the end once.
final class SocketHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private var player: ChargePointPlayer?
    private let generation: Int

    init(player: ChargePointPlayer, generation: Int) {
        self.player = player
        self.generation = generation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var frame = unwrapInboundIn(data)
        switch frame.opcode {
        case .text: player?.received(frame.unmaskedData, generation)
        case .ping:
            let pong = WebSocketFrame(fin: true, opcode: .pong, maskKey: .random(), data: frame.unmaskedData)
            context.writeAndFlush(wrapOutboundOut(pong), promise: nil)
        case .connectionClose:
            let code = frame.data.readInteger(as: UInt16.self) ?? 1005
            end(.closed(code: Int(code)))
            let close = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: ByteBuffer())
            context.writeAndFlush(wrapOutboundOut(close), promise: nil)
            context.close(promise: nil)
        default: break
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.disconnected)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(.disconnected)
        context.close(promise: nil)
    }

    private func end(_ fault: SimulatorFault) {
        let player = player
        self.player = nil
        player?.lost(fault, generation)
    }
}
