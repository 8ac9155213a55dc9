import Cloud
import CloudWatchLogs
import Emulator

extension LogArchive {
    /// Takes what a function's environment wrote. Called on the event loop: it is put into words elsewhere.
    nonisolated func write(_ function: FunctionVersion, _ origin: LogOrigin, _ record: LogRecord) {
        let scope = Scope(account: function.account, region: function.region)
        write(
            LogSource(scope: scope, group: function.logGroup, stream: origin.stream), time: origin.epochMilliseconds,
            bytes: record.sizeBytes
        ) { record.events }
    }
}
