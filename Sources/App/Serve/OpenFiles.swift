import Glibc

/// How many files and sockets the process may have open at once.
enum OpenFiles {
    /// What is not a client's: the database, the spool, documents on their way out, mail, event loops, and clients that
    /// are told that there are too many.
    static let reserve = 512

    /// What shells and services mostly give to the programs that they start.
    private static let usual = 1_024

    /// Raises the limit that holds to the highest that is allowed; the one that holds then.
    ///
    /// Source: getrlimit(2).
    static func raise() -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return usual }
        var raised = limit
        raised.rlim_cur = limit.rlim_max
        // Where it is refused the limit stays as it was.
        return Int(clamping: setrlimit(resource, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur)
    }

    /// How many connections of clients fit below a limit of open files, at most those that are wanted.
    ///
    /// A charge point that is relayed has a second one, to its back-office: `dialsOut` keeps room for it.
    static func connections(_ wanted: Int, within openFiles: Int, dialsOut: Bool) -> Int {
        let spare = max(openFiles - reserve, openFiles / 2)
        return max(1, min(wanted, spare / (dialsOut ? 2 : 1)))
    }
}
