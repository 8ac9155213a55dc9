import Testing

@testable import Dashboard

@Suite struct TuningTests {
    private func size(_ memory: Int, _ median: Double?) -> Tuning.Size {
        Tuning.Size(
            memorySizeMB: memory, median: median, interval: median.map { $0 * 0.9...$0 * 1.1 },
            billed: median?.rounded(.up), costPerMillion: median.map { $0 * Double(memory) / 60_000 + 0.2 },
            maxMemoryMB: 12, failures: median == nil ? 3 : 0)
    }

    private func page(_ tuning: Tuning?) -> String {
        let summary = FunctionSummary(
            name: "price", memorySizeMB: 128, timeoutSeconds: 3, runtime: "provided.al2023", architecture: "x86_64",
            cpus: 0.0724)
        return Dashboard().text(
            .function(
                FunctionDetail(
                    summary: summary, arn: "arn", handler: "bootstrap", variableNames: [], sampleEvent: "{}",
                    routes: [], parts: [], roles: [], environments: [], tuning: tuning, canTune: true)))
    }

    @Test("A run that is over shows its chart, every size, and which to take")
    func done() {
        let html = page(
            Tuning(
                state: .done, progress: 1, problem: nil, started: 1_795_645_085_000, count: 10,
                sizes: [size(128, 1_175), size(1_024, 117.7), size(3_008, nil)],
                recommendations: [
                    Tuning.Recommendation(goal: "cost", memorySizeMB: 1_024, reason: "the lowest cost.")
                ], notes: ["A note."]))
        #expect(html.contains("128 MB: 1.18 s, $2.707 per million; 1024 MB: 118 ms, $2.209 per million"))
        #expect(html.contains("<b>By cost: 1,024 MB</b>, the lowest cost."))
        #expect(html.contains(#"class="number bad" data-label="Failures">3<"#))
        #expect(html.contains("A note."))
        #expect(!html.contains("<progress"))
    }

    @Test("A run that goes on shows how far it is, one that failed why, and none nothing")
    func others() {
        func tuning(_ state: Tuning.State, _ problem: String?) -> Tuning {
            Tuning(
                state: state, progress: 0.4, problem: problem, started: 0, count: 10, sizes: [], recommendations: [],
                notes: [])
        }
        #expect(page(tuning(.running, nil)).contains(#"<progress max="100" value="40""#))
        #expect(page(tuning(.failed, "Every invocation failed.")).contains("Every invocation failed."))
        #expect(page(tuning(.cancelled, nil)).contains("was cancelled"))
        #expect(!page(nil).contains("<figure>"))
    }
}
