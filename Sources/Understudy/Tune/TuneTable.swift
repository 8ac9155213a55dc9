/// The figures, a row per size.
struct TuneTable {
    let result: TuneResult

    var text: String {
        // What is not AWS's must not be taken for it, not even in a table that was copied without its notes.
        let (here, hereStill) = result.calibration == nil ? (" HERE", "") : ("", " HERE")
        return TextTable(
            header: [
                "MB", "MEDIAN MS", "95 % INTERVAL", "BILLED MS", "USED MB", "INIT MS" + hereStill,
                "FIRST MS" + hereStill, "X86 $/M" + here,
                "ARM $/M" + here,
            ],
            rows: result.sizes.map(\.measurement).map(row), rightAligned: Set(0...8)
        ).text
    }

    private func row(_ size: SizeMeasurement) -> [String] {
        let summary = result.summaries.first { $0.memorySizeMB == size.memorySizeMB }
        let interval = summary?.interval.map { interval in
            "\(Figure.milliseconds(interval.lower)) to \(Figure.milliseconds(interval.upper))"
        }
        return [
            "\(size.memorySizeMB)",
            summary.map { Figure.milliseconds($0.medianMilliseconds) },
            interval,
            summary.map { Figure.halves($0.medianBilledMilliseconds) },
            size.maxMemoryUsedMB.map(String.init),
            size.medianInitMilliseconds.map(Figure.milliseconds),
            size.medianFirstMilliseconds.map(Figure.milliseconds),
            summary.map { Figure.dollars($0.x86PerMillion) },
            summary.map { Figure.dollars($0.armPerMillion) },
        ].map { $0 ?? "-" }
    }
}
