import Foundation
import Glibc
import Testing

@testable import App

struct OpenFilesTests {
    @Test(arguments: [
        (1_048_576, false, 50_000), (1_048_576, true, 50_000), (65_536, false, 50_000), (65_536, true, 32_512),
        (4_096, false, 3_584), (4_096, true, 1_792), (1_024, true, 256), (256, false, 128), (0, true, 1),
    ])
    func `clients leave room for everything else`(openFiles: Int, dialsOut: Bool, connections: Int) {
        #expect(OpenFiles.connections(50_000, within: openFiles, dialsOut: dialsOut) == connections)
    }

    @Test func `the limit that holds is the highest that is allowed`() {
        let raised = OpenFiles.raise()
        var limit = rlimit()
        #expect(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
        #expect(limit.rlim_cur == limit.rlim_max && raised == Int(clamping: limit.rlim_max))
    }
}
