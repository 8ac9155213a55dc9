import Testing

@testable import Dashboard

@Suite struct PageTests {
    private let dashboard = Dashboard()

    @Test("The overview says each verdict in words, with a shape and its number, and what is to be done")
    func overview() {
        let html = dashboard.text(
            .overview(
                Overview(
                    experiments: [Sample.summary()], lostReports: 0, unstored: 0, apiAddress: "http://localhost:3000")))
        #expect(html.contains(##"<use href="#mark-better"/></svg><span class="word">better</span>"##))
        #expect(html.contains("×0.41"))
        #expect(html.contains("promote"))
        #expect(html.contains("Because of this."))
        #expect(html.contains("href=\"/_understudy/experiments/search\""))
    }

    @Test("An overview without experiments says how to define one")
    func empty() {
        let html = dashboard.text(
            .overview(Overview(experiments: [], lostReports: 0, unstored: 0, apiAddress: "http://localhost:3000")))
        #expect(html.contains("No experiment is defined yet"))
        #expect(html.contains("http://localhost:3000/round"))
    }

    @Test("What was lost and what does not run is said where it is seen first")
    func problems() {
        let html = dashboard.text(
            .overview(
                Overview(
                    experiments: [Sample.summary(state: .notRunning, problems: ["Function not found: x"])],
                    lostReports: 12, unstored: 0, apiAddress: "")))
        #expect(html.contains("12 requests could not be looked at"))
        #expect(html.contains("not running"))
        #expect(html.contains("Function not found: x"))
    }

    @Test("Whoever is kept out is told how much worse it is, others why they are where they are")
    func reasons() {
        let worse = Sample.verdict("latency", .worse, explanation: "It is slower: time x 1.2.")
        let kept = Sample.candidate(advice: .keep, verdicts: [Sample.verdict("behaviour", .better), worse])
        #expect(AdviceView(kept).reason == "It is slower: time x 1.2.")
        #expect(AdviceView(Sample.candidate(advice: .wait)).reason == "Because of this.")
        var fresh = Sample.candidate(advice: .wait)
        fresh.requests = 0
        #expect(AdviceView(fresh).reason == "No request has been compared yet.")
    }

    @Test("A candidate that is equal for the most part by a rule's grace is said to be")
    func mostlyIgnored() {
        var candidate = Sample.candidate()
        candidate.outcomes = [("match", 20), ("ignored", 1_320)]
        #expect(
            AdviceView(candidate).reason
                == "Because of this. Of 1,340 answers taken for equal, 1,320 differ where a rule ignores it.")
        candidate.outcomes = [("match", 1_320), ("ignored", 20)]
        #expect(AdviceView(candidate).reason == "Because of this.")
    }

    @Test("An experiment shows its charts, its reasons and the definition")
    func experiment() {
        let history = [
            RatioPoint(time: 1_795_000_000_000, count: 30, ratio: 0.5, interval: 0.2...1.1),
            RatioPoint(time: 1_795_000_050_000, count: 300, ratio: 0.41, interval: 0.38...0.44),
        ]
        let html = dashboard.text(.experiment(Sample.detail(history: history)))
        #expect(html.contains("Control, the control: median 4.00 ms"))
        #expect(html.contains("Now ×0.410, between ×0.380 and ×0.440 after 300 pairs."))
        #expect(html.contains("It is so."))
        #expect(html.contains("experiments:\n  search:\n"))
        #expect(html.contains("3.90 – 4.10"))
        #expect(html.contains("too few"))
    }

    @Test(
        "Without figures an experiment says what it takes to get some",
        arguments: [
            (.running, "Send requests to /search"), (.paused, "is paused: resume it"),
            (.notRunning, "does not run: see the problem above"),
        ] as [(ExperimentSummary.State, String)])
    func noFigures(state: ExperimentSummary.State, sentence: String) {
        var detail = Sample.detail(Sample.summary(state: state))
        (detail.control.warmRuns, detail.control.coldStarts) = (0, 0)
        #expect(dashboard.text(.experiment(detail)).contains(sentence))
        if state == .running {
            detail.summary.samplePercent = 0
            #expect(dashboard.text(.experiment(detail)).contains("share of the requests is 0 %"))
        }
    }

    @Test("Every form carries the token; no page has scripts or styles of its own, or anything from elsewhere")
    func contentPolicy() {
        let difference = DifferenceModel(field: "$.a", count: 3, kinds: ["value"], control: "1", candidate: "2")
        let html = dashboard.text(.experiment(Sample.detail(differences: [difference])))
        let forms = html.split(separator: "<form method=\"post\"").dropFirst()
        #expect(forms.count == 3)
        for form in forms { #expect(form.contains(#"name="token" value="secret-token""#)) }
        #expect(!html.contains(" style="))
        #expect(!html.contains("<style"))
        #expect(!html.contains("<script>"))
        #expect(!html.contains("http://"))
        #expect(!html.contains("https://"))
        #expect(html.firstMatch(of: #/ on[a-z]+=/#) == nil)
    }
}

/// Whoever calls a function chooses what is shown of it.
@Suite struct EscapingTests {
    private let dashboard = Dashboard()

    @Test("Nothing that a function or a client sent is more than text", arguments: Sample.attacks)
    func attack(_ attack: String) {
        let difference = FieldDifference(
            path: attack, field: attack, kind: "value", control: attack, candidate: attack, ignored: nil,
            isAccepted: false)
        let answer = AnswerModel(
            status: attack, isFailure: true, headers: [(attack, attack)], lines: [attack], duration: 1, isCold: true,
            maxMemoryMB: 1)
        let pages: [Page] = [
            .mismatch(
                Mismatch(
                    experiment: attack, version: 1, id: 1, candidate: attack,
                    candidateName: FunctionName(title: attack, function: attack),
                    controlName: FunctionName(title: attack, function: attack), outcome: "mismatch", time: 0,
                    requestID: attack, requestLine: attack, requestHeaders: [(attack, attack)], requestBody: attack,
                    control: answer, candidateAnswer: answer, differences: [difference])),
            .mismatches(
                MismatchList(
                    experiment: attack, candidates: [(attack, attack)],
                    filter: MismatchList.Filter(candidate: attack, outcome: "mismatch", field: attack),
                    fields: [attack],
                    rows: [
                        MismatchList.Row(
                            id: 1, time: 0, candidate: attack, outcome: "mismatch", request: attack,
                            differences: [difference])
                    ], olderThan: 1)),
            .experiment(
                Sample.detail(
                    Sample.summary(
                        name: attack, problems: [attack],
                        candidates: [
                            Sample.candidate(
                                key: attack, title: attack,
                                verdicts: [Sample.verdict("behaviour", .worse, explanation: attack)])
                        ]),
                    differences: [
                        DifferenceModel(field: attack, count: 1, kinds: [attack], control: attack, candidate: attack)
                    ], acceptances: [AcceptanceModel(fields: [attack], reason: attack, time: 0)])),
            .message(Message(title: attack, text: attack)),
        ]
        let quiet = pages.map(dashboard.text)
        for html in quiet {
            #expect(html.contains(SafeHTML.escape(attack)))
            // Bytes: characters hide quotes below accents.
            let bytes = Array(html.utf8)
            if attack.utf8.contains(where: { "<>\"'".utf8.contains($0) }) {
                #expect(bytes.ranges(of: Array(attack.utf8)).isEmpty)
            }
            #expect(html.ranges(of: "secret-token").count == html.ranges(of: "name=\"token\"").count + 1)
        }
    }

    @Test("Markdown says the same wherever it stands")
    func markdown() {
        #expect(
            Markdown.text("a|b\n*c* <d> @e [f](g) `h` #1") == "a&#124;b &#42;c&#42; &#60;d&#62; &#64;e &#91;f&#93;(g) "
                + "&#96;h&#96; &#35;1")
    }
}

@Suite struct ReportTests {
    private let dashboard = Dashboard()
    private let report = Report(
        Sample.detail(differences: [
            DifferenceModel(field: "$.a|b", count: 3, kinds: ["value"], control: "<1>", candidate: "2")
        ]), version: "1.0", alpha: 0.05)

    @Test("The file needs nothing else: no script, no address, its styles within")
    func html() {
        let html = dashboard.text(report, as: .html)
        #expect(html.contains("<style>/* One stylesheet"))
        #expect(!html.contains("<script"))
        #expect(!html.contains("href=\"/"))
        #expect(!html.contains("<form"))
        #expect(html.contains("is 5.00 %"))
    }

    @Test("What textbook methods say is on paper, and not on the live page")
    func final() throws {
        let final = FinalFigures(
            requests: 1_200, mismatches: FinalFigures.Share(hits: 3, count: 100, interval: 0.0102545...0.0845194),
            failures: FinalFigures.Failures(controlOnly: 5, candidateOnly: 20, chance: 0.0040773),
            fields: [("$.took", 0.0625)],
            speed: FinalFigures.Speed(
                pairs: 8, ratio: 0.9220965, chance: 0.0234375,
                percentiles: [Quantile(name: "p50", value: -1_200, interval: -1_500...100), Quantile(name: "p99")]),
            coldStarts: FinalFigures.ColdStarts(control: 5, candidate: 6, shift: 4_000, chance: 0.0000465))
        let view = try #require(FinalView(final))
        #expect(
            view.lines.map { "\($0.title): \($0.text)" } == [
                "Answers that differ: 3 of 100: 1.03 to 8.45 %",
                "Failures: only the candidate failed on 20, only the control on 5; p = 0.00408",
                "$.took: differs, p = 0.0625",
                "Time: ×0.922 from 8 pairs of warm runs; p = 0.0234",
                "Time, p50: −1.20 ms: −1.50 to +0.10",
                "Cold starts: +4.00 ms, 6 against 5; p < 0.001",
            ])
        var detail = Sample.detail()
        detail.candidates[0].final = final
        let report = Report(detail, version: "1.0", alpha: 0.05)
        #expect(dashboard.text(report, as: .html).contains("Of the latest 1,200 requests"))
        #expect(
            dashboard.text(report, as: .markdown).contains(
                "| Time, p50 | −1.20 ms: −1.50 to +0.10 | bootstrap of pairs |"))
        #expect(!dashboard.text(.experiment(Sample.detail())).contains("textbook"))
    }

    @Test("A field in which the control differs from itself is said to be noise")
    func noise() {
        let noise = DifferenceModel(
            field: "$.took", count: 3, kinds: ["value"], control: "1", candidate: "2", isNoise: true)
        let html = dashboard.text(.experiment(Sample.detail(differences: [noise])))
        #expect(html.contains("noise: the control differs from itself here"))
        // There is nothing to accept.
        #expect(!html.contains("Accept the differences"))
    }

    @Test("Markdown has a row per candidate, and its tables hold together")
    func markdown() {
        let text = dashboard.text(report, as: .markdown)
        #expect(
            text.contains(
                "| New (<code>new</code>) | 340 | ＝ equivalent | ＝ equivalent | ▲ better ×0.410 | ＝ equivalent ×1.00 | "
                    + "▲ better ×0.851 | **promote** |"))
        #expect(text.contains("<code>&#36;.a&#124;b</code>"))
        var columns: Int?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                columns = nil
                continue
            }
            let count = line.count { $0 == "|" }
            #expect(columns ?? count == count, "\(line)")
            columns = count
        }
    }
}
