import Testing

@testable import Dashboard

@Suite struct FunctionPageTests {
    private func role(_ role: String, _ invocations: Int, errors: [(type: String, count: Int)] = []) -> RoleActivity {
        RoleActivity(
            role: role, invocations: invocations, errors: errors.reduce(0) { $0 + $1.count }, errorTypes: errors,
            coldStarts: 1, meanInit: 90_000, maxMemoryMB: 21, median: 4_123, p90: 87_654, p99: nil, durations: [])
    }

    private func summary(all: (Int, Int), clients: (Int, Int), cpus: Double = 0.0724) -> FunctionSummary {
        FunctionSummary(
            name: "price", memorySizeMB: 128, timeoutSeconds: 3, runtime: "provided.al2023", architecture: "x86_64",
            cpus: cpus,
            activity: FunctionCounts(
                all: FunctionCounts.Count(invocations: all.0, errors: all.1),
                clients: FunctionCounts.Count(invocations: clients.0, errors: clients.1), environments: 1))
    }

    @Test("The list counts what ran for whatever purpose, and says how much of it was for clients")
    func counts() {
        let candidate = FunctionRow(summary(all: (412, 3), clients: (0, 0)))
        #expect((candidate.invocations, candidate.invocationsOfClients) == ("412", "none for clients"))
        #expect((candidate.errors, candidate.errorsOfClients) == ("3", "none for clients"))
        #expect(candidate.hasErrors)
        let plain = FunctionRow(summary(all: (412, 0), clients: (412, 0)))
        #expect((plain.invocations, plain.invocationsOfClients) == ("412", nil))
        #expect((plain.errors, plain.errorsOfClients) == ("0", nil))
    }

    @Test(arguments: [(0.0724, "0.072"), (1, "1"), (1.7, "1.7"), (3, "3")])
    func cpus(_ cpus: Double, _ text: String) {
        #expect(FunctionRow(summary(all: (0, 0), clients: (0, 0), cpus: cpus)).cpus == text)
    }

    @Test("A function shows what it is for, its routes, errors by purpose, and no digit that nobody knows")
    func function() {
        let html = Dashboard().text(
            .function(
                FunctionDetail(
                    summary: summary(all: (40, 5), clients: (30, 2)), arn: "arn", description: "Sorts & counts.",
                    handler: "bootstrap", variableNames: [], sampleEvent: "{}",
                    routes: [("REST API", "POST /sort"), ("HTTP API", "POST /sort")], parts: [],
                    roles: [
                        role("client", 30, errors: [("NoNumber", 2)]),
                        role("candidate", 10, errors: [("NoNumber", 1), ("Runtime.ExitError", 2)]),
                    ], environments: [])))
        #expect(html.contains("Sorts &amp; counts."))
        #expect(html.contains("<dt>Route, REST API</dt><dd><code>POST /sort</code>"))
        #expect(html.contains("<dt>Route, HTTP API</dt><dd><code>POST /sort</code>"))
        #expect(html.contains("<code>NoNumber</code>: 2 for clients, 1 as a candidate<"))
        #expect(html.contains("<code>Runtime.ExitError</code>: 2 as a candidate<"))
        #expect(html.contains(">≈ 4.1<") && html.contains(">≈ 88<"))
        #expect(!html.contains("4.12"))
    }
}
