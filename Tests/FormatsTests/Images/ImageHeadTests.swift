import Formats
import Foundation
import Testing

struct ImageHeadTests {
    @Test func `pictures of another program have the size that it gave them`() async throws {
        let folder = try ScratchFolder()
        let code = """
            import sys
            from PIL import Image
            for width, height in [(16, 16), (640, 120), (1999, 3)]:
                for mode in ("RGB", "L"):
                    picture = Image.new(mode, (width, height), 128)
                    for kind, options in (("png", {}), ("jpg", {}), ("jpg", {"progressive": True})):
                        name = f"{width}-{height}-{mode}{len(options)}.{kind}"
                        picture.save(sys.argv[1] + "/" + name, **options)
                        print(name, width, height)
            """
        let printed = try await Peers.python(code, [folder.path])
        let lines = printed.split(whereSeparator: \.isNewline)
        #expect(lines.count == 18)
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + words[0])))
            let head = try #require(ImageHead(bytes), "\(line)")
            #expect([head.width, head.height] == [Int32(words[1]), Int32(words[2])], "\(line)")
            #expect(head.kind == (words[0].hasSuffix("png") ? .png : .jpeg))
            // Cut anywhere, it is read rightly or not at all.
            for length in stride(from: 0, to: min(bytes.count, 800), by: 7) {
                if let cut = ImageHead(Array(bytes.prefix(length))) { #expect(cut == head, "\(line) at \(length)") }
            }
        }
    }

    @Test func `other files are no pictures`() {
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF]
        for bytes in [
            [], Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), Array("GIF89a".utf8), png, jpeg,
            png + Array(repeating: 0, count: 40), jpeg + Array(repeating: 0xFF, count: 40),
            jpeg + [0xE0, 0, 0] + Array(repeating: 0xFF, count: 40),
        ] {
            #expect(ImageHead(bytes) == nil, "\(bytes.prefix(12))")
        }
    }
}
