#if canImport(Glibc)
    internal import Glibc
#endif

/// A file descriptor with the few calls that the spool needs; errors name the file.
final class SpoolFile: Sendable {
    let path: String
    let descriptor: Int32

    /// Opens a file.
    init(path: String, flags: Int32) throws(SpoolFault) {
        self.path = path
        descriptor = open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SpoolFault(.input, path: path, errorNumber: errno) }
    }

    deinit {
        // A child that is being started holds a copy of the descriptor for a moment, and with it the lock.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    var size: Int {
        get throws(SpoolFault) {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw fault() }
            return Int(status.st_size)
        }
    }

    /// Writes all bytes at a place.
    func write(_ bytes: [UInt8], at offset: Int) throws(SpoolFault) {
        try bytes.withUnsafeBufferPointer { buffer throws(SpoolFault) in
            var done = 0
            while done < buffer.count {
                let start = buffer.baseAddress?.advanced(by: done)
                let written = pwrite(descriptor, start, buffer.count - done, off_t(offset + done))
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw fault() }
                done += written
            }
        }
    }

    /// Reads up to so many bytes from a place.
    func read(upTo count: Int, at offset: Int) throws(SpoolFault) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(
                    descriptor,
                    buffer.baseAddress?.advanced(by: filled),
                    count - filled,
                    off_t(offset + filled)
                )
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                guard got > 0 else { return }
                filled += got
            }
        }
        guard failure == 0 else { throw SpoolFault(.input, path: path, errorNumber: failure) }
        return bytes
    }

    /// Waits until the contents and the length are on the disk.
    func synchronize() throws(SpoolFault) {
        guard fdatasync(descriptor) == 0 else { throw fault() }
    }

    func truncate(to length: Int) throws(SpoolFault) {
        guard ftruncate(descriptor, off_t(length)) == 0 else { throw fault() }
    }

    /// Takes the lock that keeps other processes away; it ends with this value, or the process.
    func lock() throws(SpoolFault) {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw SpoolFault(.locked, path: path) }
    }

    private func fault() -> SpoolFault { SpoolFault(.input, path: path, errorNumber: errno) }
}

/// The folder of the spool.
struct SpoolFolder: Sendable {
    let path: String

    /// Makes the folder and what leads to it.
    func create() throws(SpoolFault) {
        var partial = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            partial += part + "/"
            guard mkdir(partial, 0o700) == 0 || errno == EEXIST else {
                throw SpoolFault(.input, path: partial, errorNumber: errno)
            }
        }
    }

    func file(_ name: String) -> String { path + "/" + name }

    /// The names of the files in the folder, sorted.
    func names() throws(SpoolFault) -> [String] {
        guard let directory = opendir(path) else { throw SpoolFault(.input, path: path, errorNumber: errno) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            // An entry is only as long as its name: a copy of all 256 declared bytes would read past its end.
            guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { break }
            let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
            names.append(String(cString: name))
        }
        return names.sorted()
    }

    func remove(_ name: String) throws(SpoolFault) {
        guard unlink(file(name)) == 0 || errno == ENOENT else {
            throw SpoolFault(.input, path: file(name), errorNumber: errno)
        }
    }

    /// Waits until names made and removed are on the disk.
    func synchronize() throws(SpoolFault) {
        let folder = try SpoolFile(path: path, flags: O_RDONLY | O_DIRECTORY)
        guard fsync(folder.descriptor) == 0 else { throw SpoolFault(.input, path: path, errorNumber: errno) }
    }
}
