import Foundation
import TestSupport
import Testing

@testable import Formats

struct ZIPStreamTests {
    private static func archive() -> [UInt8] {
        var zip = ZIPStream()
        zip.add("empty.txt", [])
        zip.begin("folder/é.csv")
        for piece in ["a,b\r\n", "", "1,2\r\n"] { zip.append(Array(piece.utf8)) }
        zip.add("last", [UInt8](repeating: 7, count: 100_000))
        zip.finish()
        return zip.take()
    }

    @Test func `an archive is read by others and by us, and is the same every time`() async throws {
        let bytes = Self.archive()
        #expect(bytes == Self.archive())
        let folder = try ScratchFolder()
        let path = folder.path + "/a.zip"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let code = """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1])
            assert z.testzip() is None
            print([(i.filename, i.file_size, i.date_time[0]) for i in z.infolist()], z.read("folder/é.csv"))
            """
        let read = try await Peers.python(code, [path])
        #expect(
            read == """
                [('empty.txt', 0, 1980), ('folder/é.csv', 10, 1980), ('last', 100000, 1980)] b'a,b\\r\\n1,2\\r\\n'

                """
        )
    }

    @Test func `XML says the same every time and escapes what it must`() {
        var xml = XMLText()
        xml.begin("A", ["x": "1 < 2 & \"3\"", "y": nil])
        xml.element("B", "é\u{1}> ")
        xml.element("C", "", ["z": ""])
        xml.end()
        #expect(
            String(decoding: xml.take(), as: UTF8.self) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <A x="1 &lt; 2 &amp; &quot;3&quot;">
                  <B>é &gt; </B>
                  <C z=""/>
                </A>

                """
        )
    }
}
