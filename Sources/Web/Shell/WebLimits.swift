/// Bounds of the pages; every number that a stranger could push up has its name here.
package struct WebLimits: Sendable {
    /// Forms that one address may send in a row; an office of people behind one address stays below.
    package var formsInARow = 120
    /// Forms per minute that one address may send after that.
    package var formsPerMinute = 60
    /// Estimates that one address may ask for in a row without an account; an office tries a few dozen figures.
    package var estimatesInARow = 120
    /// Estimates per minute that one address may ask for after that.
    package var estimatesPerMinute = 60
    /// Lists that one address may hand in, scan and take along in a row without an account; each costs some time.
    package var scansInARow = 40
    /// Such steps per minute after that.
    package var scansPerMinute = 20
    /// Requests that the programs of one key may send in a row; a nightly run begins with a burst.
    package var callsInARow = 600
    /// Requests per minute of one key after that: ten a second, each a page or batch of many.
    package var callsPerMinute = 600
    /// Requests without a key that holds that one address may send in a row; programs are set up by trying.
    package var strangersInARow = 60
    /// Such requests per minute after that.
    package var strangersPerMinute = 30
    /// Frames that one address may open in a row: everybody of an office may look at the same page.
    package var framesInARow = 60
    /// Frames per minute that one address may open after that.
    package var framesPerMinute = 30
    /// Addresses whose forms are counted; beyond it the ones that were quiet longest are forgotten.
    package var countedAddresses = 20_000
    /// Pages that watch at the same time in one process; each is an open connection.
    package var watchers = 5_000
    /// How long one event stream lives before the browser opens the next, so that a sign-out is noticed.
    package var streamLifetime = Duration.seconds(900)
    /// How often a silent event stream says that it is alive; below the 60 s of most proxies.
    package var streamKeepAlive = Duration.seconds(25)
    /// Rows of an export fetched at a time: a megabyte at most.
    package var exportBatch = 1_000
    /// Bytes of an export collected before they are sent.
    package var exportChunkBytes = 32 * 1_024
    /// Seconds in which the readiness check must have its answer.
    package var readinessTimeout = Duration.seconds(3)
    /// How long an answer about readiness is handed out; machines ask every few seconds, strangers as often as they like.
    package var readinessLifetime = Duration.seconds(1)

    package init() {}
}
