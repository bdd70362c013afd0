import NIOCore
import Testing

@testable import OCPPServer

/// Messages on their way to a charge point, of which some wait for the disk.
struct HeldAnswersTests {
    /// What happens, word by word: `!a` is an answer `a` that must be on the disk first, `b` any other message, `+2`
    /// says that two answers more are on the disk.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let steps: String
        /// What went to the charge point, in its order; after each step a `/`.
        let gone: String
        let waiting: Int

        var testDescription: String { name }

        init(_ name: String, _ steps: String, gone: String, waiting: Int = 0) {
            (self.name, self.steps, self.gone, self.waiting) = (name, steps, gone, waiting)
        }
    }

    static let rows = [
        Row("nothing happens", "", gone: ""),
        Row("what promises nothing goes at once", "a b", gone: "a / b /"),
        Row("what promises waits", "!aa", gone: "/", waiting: 2),
        Row("and goes when it is on the disk", "!a +1", gone: "/ a /"),
        Row("what comes behind it waits with it", "!a bb c", gone: "/ / /", waiting: 4),
        Row("and goes behind it", "!a b c +1", gone: "/ / / a b c /"),
        Row("up to the next that waits", "!a b !c d +1", gone: "/ / / / a b /", waiting: 2),
        Row("two at once free both", "!a b !c d +2", gone: "/ / / / a b c d /"),
        Row("one after the other too", "!a !b +1 +1", gone: "/ / a / b /"),
        Row("in order, however many were freed", "!a !b !c +2 +1", gone: "/ / / a b / c /"),
        Row("nothing on the disk frees nothing", "!a b +0", gone: "/ / /", waiting: 2),
        Row("once all went, others go at once again", "!a +1 b", gone: "/ a / b /"),
        Row("the next promise waits again", "!a +1 !b c", gone: "/ a / / /", waiting: 2),
        Row("what is on the disk before its turn is remembered", "+1 !a +0", gone: "/ / a /"),
        Row("and counts once", "+1 !a !b +0", gone: "/ / / a /", waiting: 1),
        Row("also beyond what waits", "!a +2 !b c +0", gone: "/ a / / / b c /"),
        Row("an empty message keeps its place", "!a ~ b +1", gone: "/ / / a ~ b /"),
    ]

    @Test(arguments: rows) func `answers leave in order, those that promise from the disk only`(row: Row) {
        var held = HeldAnswers()
        var gone: [String] = []
        for step in row.steps.split(separator: " ") {
            switch step.first {
            case "+": gone += held.release(Int(step.dropFirst()) ?? 0).map(word)
            case "!":
                let isHeld = held.hold(bytes(step.dropFirst()), untilDurable: true)
                #expect(isHeld, "\(step) goes without the disk")
            default: if !held.hold(bytes(step), untilDurable: false) { gone.append(String(step)) }
            }
            gone.append("/")
        }
        #expect(gone.joined(separator: " ") == row.gone)
        #expect(held.byteCount == row.waiting)
        #expect(held.isEmpty == (row.waiting == 0))
    }

    /// `~` stands for no byte at all.
    private func bytes(_ word: Substring) -> ByteBuffer { ByteBuffer(string: word == "~" ? "" : String(word)) }
    private func word(_ bytes: ByteBuffer) -> String { bytes.readableBytes == 0 ? "~" : String(buffer: bytes) }
}
