import Glibc

/// Reads a folder into memory.
enum FolderReading {
    /// Regular files by their path below the folder, sorted; dot files and symbolic links are left out.
    static func read(_ folder: String) throws(StaticFiles.Failure) -> [(name: String, bytes: [UInt8])] {
        var files: [(name: String, bytes: [UInt8])] = []
        var total = 0
        try walk(folder, below: "", &files, &total)
        return files
    }

    private static func walk(
        _ folder: String,
        below prefix: String,
        _ files: inout [(name: String, bytes: [UInt8])],
        _ total: inout Int
    ) throws(StaticFiles.Failure) {
        for entry in try entries(folder) {
            let path = "\(folder)/\(entry)"
            var status = stat()
            guard lstat(path, &status) == 0 else { throw .unreadable(path: path) }
            if status.st_mode & S_IFMT == S_IFDIR {
                try walk(path, below: "\(prefix)\(entry)/", &files, &total)
            } else if status.st_mode & S_IFMT == S_IFREG {
                total += status.st_size
                guard total <= StaticFiles.bytesLimit, files.count < StaticFiles.fileLimit else {
                    throw .tooLarge(path: folder)
                }
                files.append((prefix + entry, try bytes(path, size: status.st_size)))
            }
        }
    }

    private static func entries(_ folder: String) throws(StaticFiles.Failure) -> [String] {
        guard let directory = opendir(folder) else { throw .unreadable(path: folder) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            // An entry is only as long as its name: a copy of all 256 declared bytes would read past its end.
            guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { break }
            let name = String(
                cString: UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
            )
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func bytes(_ path: String, size: Int) throws(StaticFiles.Failure) -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw .unreadable(path: path) }
        defer { fclose(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = fread(buffer.baseAddress, 1, size, file)
        }
        guard bytes.count == size else { throw .unreadable(path: path) }
        return bytes
    }
}
