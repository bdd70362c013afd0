import Foundation
import HTTPServer
import OCPP
import OCPPServer
import Synchronization
import Testing
import Values

struct SpoolTests {
    private let folder = TemporaryFolder()

    private func open(_ limits: SpoolLimits = SpoolLimits(), node: Int64 = 7, path: String? = nil) throws -> Spool {
        let metrics = SpoolMetrics(registry: MetricsRegistry())
        return try Spool(path: path ?? folder.path, nodeID: node, limits: limits, metrics: metrics)
    }

    private static func heading(_ number: Int64) -> FrameHeading {
        FrameHeading(
            receivedAt: Timestamp(microseconds: number),
            operatorID: OperatorID(2),
            chargePointID: ChargePointID(3),
            connectionID: 4,
            sender: number % 2 == 0 ? .centralSystem : .chargePoint
        )
    }

    /// Appends a record and waits until it is on the disk.
    @discardableResult
    private func write(_ spool: Spool, _ payload: [UInt8], _ number: Int64 = 1) async throws -> Int64 {
        let (outcomes, outcome) = AsyncStream.makeStream(of: Bool.self)
        let sequence = try spool.append(Self.heading(number), payload: payload) { isDurable in
            outcome.yield(isDurable)
            outcome.finish()
        }.get()
        for await isDurable in outcomes { #expect(isDurable) }
        return sequence
    }

    /// Runs the writer around a body.
    private func running(_ spool: Spool, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await spool.run() }
            try await body()
            group.cancelAll()
        }
    }

    private func all(_ spool: Spool) throws -> [SpooledFrame] {
        var reader = spool.undrained()
        var frames: [SpooledFrame] = []
        while true {
            let next = try reader.next(maxFrames: 3)
            if next.isEmpty { return frames }
            frames += next
        }
    }

    /// Writes some frames as a process that ends afterwards.
    private func fill(_ count: Int, drained: Int64 = 0) async throws {
        let spool = try open()
        try await running(spool) {
            for _ in 0..<count { try await write(spool, [1, 2, 3]) }
            try spool.markDrained(through: drained)
        }
    }

    private static var patient: SpoolLimits {
        var limits = SpoolLimits()
        limits.gathering = .seconds(3600)
        return limits
    }

    @Test(.timeLimit(.minutes(20))) func `who waits for the disk takes along what nobody waits for`() async throws {
        let spool = try open(Self.patient)
        try await running(spool) {
            _ = try spool.append(Self.heading(1), payload: [1]).get()
            try await write(spool, [2])
            _ = try spool.append(Self.heading(1), payload: [3]).get()
            try await write(spool, [4])
            #expect(try all(spool).map(\.payload) == [[1], [2], [3], [4]])
        }
    }

    @Test(.timeLimit(.minutes(20))) func `what still gathers is written at the end`() async throws {
        let spool = try open(Self.patient)
        try await running(spool) {
            try await write(spool, [1])
            _ = try spool.append(Self.heading(1), payload: [2]).get()
        }
        #expect(try all(spool).map(\.payload) == [[1], [2]])
    }

    private var segments: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".spool") }.sorted()
    }

    @Test func `frames are read back as they were, in order`() async throws {
        let spool = try open()
        try await running(spool) {
            for number in 1...10 { try await write(spool, Array("frame \(number)".utf8), Int64(number)) }
        }
        let frames = try all(spool)
        #expect(frames.map(\.sequence) == Array(1...10))
        #expect(frames.map { String(decoding: $0.payload, as: UTF8.self) } == (1...10).map { "frame \($0)" })
        #expect(frames.map(\.heading) == (1...10).map { Self.heading($0) })
        #expect(frames.allSatisfy { $0.nodeID == 7 })
    }

    @Test func `numbers grow over restarts and everything is still there`() async throws {
        for round in 0..<3 {
            let spool = try open()
            try await running(spool) { for _ in 0..<4 { try await write(spool, [1, 2, 3]) } }
            #expect(try all(spool).map(\.sequence) == Array(1...Int64(4 * (round + 1))))
        }
    }

    @Test func `a child that copied the descriptors does not keep the folder locked`() throws {
        var spool: Spool? = try open()
        let lock = folder.path + "/lock"
        let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        let held = descriptors.compactMap(Int32.init).first {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == lock
        }
        let copy = dup(try #require(held))
        defer { close(copy) }
        #expect(spool != nil)
        spool = nil
        _ = try open()
    }

    @Test func `a record on disk carries its length and the Castagnoli checksum of its body`() async throws {
        try await fill(1)
        let name = try #require(segments.first)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name)))
        let header: [UInt8] = Array("LAADSPL1".utf8) + [7, 0, 0, 0, 0, 0, 0, 0]
        #expect(Array(bytes.prefix(16)) == header)
        let body = Array(bytes.dropFirst(24))
        let length = Array(bytes[16..<20])
        #expect(length == [UInt8(body.count), 0, 0, 0])
        let checksum = withUnsafeBytes(of: Self.bitwiseCRC32C(body).littleEndian) { Array($0) }
        let recorded = Array(bytes[20..<24])
        #expect(recorded == checksum)
        #expect(Self.bitwiseCRC32C(Array("123456789".utf8)) == 0xE306_9283)
    }

    /// The definition, bit by bit.
    ///
    /// Source: RFC 3720 §B.4 has the check value.
    private static func bitwiseCRC32C(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
        }
        return ~crc
    }

    @Test func `a cut at any byte of the last record leaves all before it`() async throws {
        let payload = Array("[2,\"1\",\"Heartbeat\",{}]".utf8)
        let first = try open()
        try await running(first) { for _ in 0..<3 { try await write(first, payload) } }
        let name = try #require(segments.last)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
        let record = 8 + 41 + payload.count
        #expect(bytes.count == 16 + 3 * record)
        for cut in 0...record {
            let copy = TemporaryFolder()
            try FileManager.default.createDirectory(atPath: copy.path, withIntermediateDirectories: true)
            try bytes.prefix(bytes.count - cut).write(to: URL(fileURLWithPath: copy.path + "/" + name))
            let kept: Int64 = cut == 0 ? 3 : 2
            let spool = try open(path: copy.path)
            #expect(try all(spool).map(\.sequence) == Array(1...kept))
            try await running(spool) {
                let sequence = try await write(spool, payload)
                #expect(sequence == kept + 1)
            }
            #expect(try all(spool).count == Int(kept) + 1)
        }
    }

    @Test func `a flipped bit anywhere in the last record takes that record only`() async throws {
        let payload: [UInt8] = [1, 2, 3, 4, 5]
        let first = try open()
        try await running(first) { for _ in 0..<3 { try await write(first, payload) } }
        let name = try #require(segments.last)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
        for place in (bytes.count - 8 - 41 - 5)..<bytes.count {
            let copy = TemporaryFolder()
            try FileManager.default.createDirectory(atPath: copy.path, withIntermediateDirectories: true)
            var damaged = bytes
            damaged[place] ^= 0x10
            try damaged.write(to: URL(fileURLWithPath: copy.path + "/" + name))
            #expect(try all(open(path: copy.path)).map(\.sequence) == [1, 2])
        }
    }

    @Test func `damage before the end is told and nothing is cut`() async throws {
        try await fill(3)
        let damaged = folder.path + "/" + (try #require(segments.last))
        try await fill(1)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: damaged))
        bytes[20] ^= 1
        try bytes.write(to: URL(fileURLWithPath: damaged))
        let fault = #expect(throws: SpoolFault.self) { try open(path: copied()) }
        #expect(fault?.code == .damaged)
        #expect(try Data(contentsOf: URL(fileURLWithPath: damaged)) == bytes)
    }

    /// A copy of the folder, as another process would find it after this one was killed.
    private func copied() throws -> String {
        let copy = folder.path + "-copy-" + UUID().uuidString
        try FileManager.default.copyItem(atPath: folder.path, toPath: copy)
        return copy
    }

    @Test func `a copy taken at any moment under load has everything that was reported durable`() async throws {
        var limits = SpoolLimits()
        limits.segmentBytes = 4_096
        let spool = try open(limits)
        let durable = Count()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await spool.run() }
            group.addTask { try await Self.feed(spool, durable) }
            for _ in 0..<8 {
                try await Task.sleep(for: .milliseconds(15))
                let promised = durable.value
                let path = try copied()
                let survivors = try all(open(path: path))
                try FileManager.default.removeItem(atPath: path)
                #expect(survivors.map(\.sequence) == Array(1..<(Int64(survivors.count) + 1)))
                #expect(survivors.count >= promised)
            }
            while durable.value < 3_000 { try await Task.sleep(for: .milliseconds(5)) }
            group.cancelAll()
        }
        #expect(try all(spool).count == 3_000)
    }

    private final class Count: Sendable {
        private let count = Atomic<Int>(0)
        var value: Int { count.load(ordering: .sequentiallyConsistent) }
        func increment() { count.wrappingAdd(1, ordering: .sequentiallyConsistent) }
    }

    /// Appends three thousand frames in bursts.
    private static func feed(_ spool: Spool, _ durable: Count) async throws {
        for number in 1...3_000 {
            let result = spool.append(heading(Int64(number)), payload: Array("\(number)".utf8)) { isDurable in
                if isDurable { durable.increment() }
            }
            _ = try result.get()
            if number % 50 == 0 { try await Task.sleep(for: .milliseconds(1)) }
        }
    }

    @Test func `segments rotate, and go when they are drained`() async throws {
        var limits = SpoolLimits()
        limits.segmentBytes = 200
        let spool = try open(limits)
        try await running(spool) {
            for _ in 0..<20 { try await write(spool, Array(repeating: 9, count: 100)) }
            #expect(segments.count >= 10)
            try spool.markDrained(through: 19)
            #expect(segments.count <= 2)
            #expect(try all(spool).map(\.sequence) == [20])
            try spool.markDrained(through: 20)
            #expect(try all(spool) == [])
        }
    }

    @Test func `the drained position outlives a restart, and so do the numbers`() async throws {
        try await fill(5, drained: 5)
        let second = try open()
        #expect(second.drainedSequence == 5)
        #expect(try all(second) == [])
        #expect(segments.count == 1)
        try await running(second) {
            let sequence = try await write(second, [1])
            #expect(sequence == 6)
        }
    }

    @Test func `a torn drained position falls back to the one before`() async throws {
        let first = try open()
        try await running(first) {
            for _ in 0..<5 { try await write(first, [1]) }
            try first.markDrained(through: 2)
            try first.persistPosition()
            try first.markDrained(through: 4)
            try first.persistPosition()
        }
        let path = folder.path + "/drained"
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for place in bytes.indices {
            var torn = bytes
            torn[place] ^= 0xFF
            try torn.write(to: URL(fileURLWithPath: path))
            let position = try open(path: try copied()).drainedSequence
            #expect([2, 4].contains(position))
        }
    }

    @Test func `a share of the disk that is used up refuses, and takes again when drained`() async throws {
        var limits = SpoolLimits()
        limits.segmentBytes = 300
        limits.diskBytes = 2_000
        limits.fullRetry = .milliseconds(50)
        let spool = try open(limits)
        try await running(spool) {
            var conditions: [Spool.Condition] = []
            while conditions.last != .full, conditions.count < 100 {
                conditions.append(await condition(ofWriting: 150, to: spool))
            }
            #expect(conditions.last == .full)
            let written = spool.durableSequence
            #expect(written >= 5)
            #expect(try all(spool).count == Int(written))
            try spool.markDrained(through: written)
            while spool.condition != .open { try await Task.sleep(for: .milliseconds(5)) }
            let next = try await write(spool, [1])
            #expect(next > written)
        }
    }

    /// How the spool was doing at the moment when a record's fate was told.
    private func condition(ofWriting count: Int, to spool: Spool) async -> Spool.Condition {
        await withCheckedContinuation { told in
            let payload = [UInt8](repeating: 1, count: count)
            let result = spool.append(Self.heading(1), payload: payload) { _ in told.resume(returning: spool.condition)
            }
            if case .failure = result { told.resume(returning: spool.condition) }
        }
    }

    @Test func `a folder in use is refused to another process`() throws {
        let spool = try open()
        let fault = #expect(throws: SpoolFault.self) { try open() }
        #expect(fault?.code == .locked)
        #expect(spool.condition == .open)
    }

    @Test func `a folder of another node is refused`() async throws {
        let spool = try open()
        try await running(spool) { try await write(spool, [1]) }
        let copy = try copied()
        let fault = #expect(throws: SpoolFault.self) { try open(node: 8, path: copy) }
        #expect(fault?.code == .otherNode)
    }

    @Test func `a segment whose making broke off is no harm`() async throws {
        let spool = try open()
        try await running(spool) { try await write(spool, [1]) }
        let copy = try copied()
        try Data([0x4C, 0x41]).write(to: URL(fileURLWithPath: copy + "/0000000000000000002.spool"))
        #expect(try all(open(path: copy)).map(\.sequence) == [1])
    }

    @Test func `after closing nothing is taken`() throws {
        let spool = try open()
        spool.close()
        #expect(spool.append(Self.heading(1), payload: [1]) == .failure(.closed))
    }
}
