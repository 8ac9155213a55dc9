/// What `understudy tune` prints for people.
struct TuneText {
    let result: TuneResult

    var text: String {
        [heading, TuneTable(result: result).text, charts, advice, notes].joined(separator: "\n\n")
    }

    private var heading: String {
        """
        \(result.function.name) (\(result.function.architecture.rawValue)): \
        \(Plural.text(result.count, "warm invocation")) per size
        event         \(OneLine.text(result.event, limit: 100))
        first answer  \(OneLine.text(result.firstAnswer, limit: 100))
        """
    }

    private var charts: String {
        let here = result.calibration == nil ? ", this machine's" : ", estimated for AWS"
        let architecture = result.function.architecture
        return chart("Median duration in ms\(here)", { $0.medianMilliseconds }, Figure.milliseconds) + "\n\n"
            + chart(
                "Dollars per million requests, \(architecture.shortName)\(here)", { $0.perMillion(architecture) },
                Figure.dollars)
    }

    private func chart(
        _ title: String, _ value: (SizeSummary) -> Double, _ text: (Double) -> String
    ) -> String {
        let bars = result.sizes.map(\.measurement.memorySizeMB).map { size in
            let figure = result.summaries.first { $0.memorySizeMB == size }.map(value)
            return BarChart.Bar(label: "\(size) MB", value: figure, text: figure.map(text) ?? "-")
        }
        return ([title] + BarChart(bars: bars).lines).joined(separator: "\n")
    }

    private var advice: String {
        switch result.advice {
        case .none(let reason): reason
        case .given(let recommendations):
            recommendations.map { one in
                let head = "By \(one.goal.rawValue):".padded(to: 12) + "\(one.memorySizeMB) MB,".padded(to: 10)
                return head + one.reason
            }.joined(separator: "\n")
        }
    }

    private var notes: String { TuneNotes(result: result).all.joined(separator: "\n") }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
