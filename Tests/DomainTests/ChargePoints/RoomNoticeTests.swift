import Domain
import Testing
import Values

struct RoomNoticeTests {
    @Test(arguments: [
        RoomNotice.ask(ChargePointID(7), node: 2, token: .max, credentials: [0, 15, 255]), .left(token: 1),
        .kept(token: 2), .over(node: 3),
    ])
    func `what nodes say to each other is read as it was said`(_ notice: RoomNotice) {
        #expect(RoomNotice(payload: notice.payload) == notice)
    }

    @Test(arguments: [
        "", "ask", "ask/1/2/3", "ask/x/2/3/00", "ask/1/2/3/0", "left", "left/x", "kept/1/2", "over/x", "go/1",
    ])
    func `other words are none`(_ text: String) {
        #expect(RoomNotice(payload: text) == nil)
    }
}
