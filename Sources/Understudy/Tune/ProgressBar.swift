import Glibc

/// How far a run is, in one line of standard error that is written over; nothing when that is no terminal.
struct ProgressBar {
    private static let columns = 40

    private let isShown = isatty(STDERR_FILENO) == 1

    func show(_ fractionDone: Double, memorySizeMB: Int) {
        if isShown { Terminal.status(ProgressBar.line(fractionDone, memorySizeMB: memorySizeMB)) }
    }

    /// Leaves the line as if nothing had been there.
    func clear() {
        if isShown { Terminal.status("") }
    }

    static func line(_ fractionDone: Double, memorySizeMB: Int) -> String {
        let bar = BarChart.blocks(fractionDone, of: 1, columns: columns)
        let rest = String(repeating: " ", count: columns - bar.count)
        return "measuring |\(bar)\(rest)| \(Int(fractionDone * 100)) %, \(memorySizeMB) MB"
    }
}
