import Testing

@testable import Dashboard

@Suite struct MismatchPageTests {
    private func answer(
        _ status: String, isFailure: Bool = false, headers: [(name: String, value: String)] = [], lines: [String] = []
    ) -> AnswerModel {
        AnswerModel(
            status: status, isFailure: isFailure, headers: headers, lines: lines, duration: 1, isCold: false,
            maxMemoryMB: 1, logStream: "2026/11/26/[$LATEST]0f")
    }

    private func difference(_ path: String, ignored: String? = nil) -> FieldDifference {
        FieldDifference(
            path: path, field: path, kind: "value", control: "1", candidate: "2", ignored: ignored, isAccepted: false)
    }

    private func mismatch(
        _ outcome: String, _ control: AnswerModel?, _ candidate: AnswerModel?, _ differences: [FieldDifference]
    ) -> Mismatch {
        Mismatch(
            experiment: "search", version: 1, id: 7, candidate: "cache",
            candidateName: FunctionName(title: "Search (cache)", function: "search-cache"),
            controlName: FunctionName(title: "Search", function: "search"), outcome: outcome, time: 0, requestID: "id",
            requestLine: "GET /search", requestHeaders: [], requestBody: "", control: control,
            candidateAnswer: candidate, differences: differences)
    }

    private func html(_ model: Mismatch) -> String { Dashboard().text(.mismatch(model)) }

    @Test(
        "Where a function failed the page says so and leads to its log, and asks for no decision",
        arguments: [
            ("candidate_error", "The candidate failed where the control answered"),
            ("control_error", "The control failed where the candidate answered"), ("both_error", "Both failed"),
            ("timeout", "did not answer before its deadline"), ("dropped", "was not called"),
        ])
    func failures(outcome: String, sentence: String) {
        let failed = answer("Runtime.ExitError", isFailure: true, lines: ["It ended."])
        let isControlsFault = outcome == "control_error"
        let candidate = ["timeout", "dropped"].contains(outcome) ? nil : isControlsFault ? answer("200") : failed
        let control = isControlsFault || outcome == "both_error" ? failed : answer("200")
        let html = html(mismatch(outcome, control, candidate, [difference("error.type")]))
        #expect(html.contains(sentence))
        #expect(!html.contains("<form"))
        let log = "/_understudy/functions/\(isControlsFault ? "search" : "search-cache")"
        #expect(
            html.contains(
                "href=\"\(log)\(candidate == nil ? "" : "?search=2026%2F11%2F26%2F%5B%24LATEST%5D0f")#logs\">Its log"))
    }

    @Test("Only what was compared and differs is marked, and a control that answered never is")
    func marks() {
        let control = answer("200", headers: [("content-type", "text/plain"), ("date", "now"), ("etag", "1")])
        let other = answer("500", headers: [("content-type", "text/html"), ("date", "then"), ("etag", "2")])
        let compared = MismatchView(
            mismatch(
                "mismatch", control, other,
                [difference("status"), difference("headers.content-type"), difference("headers.etag", ignored: "x")]),
            token: "")
        for side in compared.sides {
            #expect(side.isStatusDifferent)
            #expect(side.headers.filter(\.isDifferent).map(\.name) == ["content-type"])
        }
        let failed = MismatchView(
            mismatch(
                "candidate_error", control, answer("Runtime.ExitError", isFailure: true), [difference("error.type")]),
            token: "")
        #expect(failed.sides.map(\.isStatusDifferent) == [false, true])
        #expect(failed.sides[0].headers.allSatisfy { !$0.isDifferent })
    }

    @Test("Whoever is about to ignore the whole body is told what that means; acceptances say how long they hold")
    func wholeBody() {
        let text = html(mismatch("mismatch", answer("200"), answer("200"), [difference("$")]))
        #expect(text.contains(#"value="$" required> <code>the whole body</code>"#))
        #expect(text.contains("nothing of the body is compared any more"))
        #expect(text.contains("whatever the values"))
        let field = html(mismatch("mismatch", answer("200"), answer("200"), [difference("$.price")]))
        #expect(!field.contains("nothing of the body is compared any more"))
    }

    @Test("A field is shown with nothing hidden, and sent back as it is")
    func hiddenCharacters() {
        let text = html(mismatch("mismatch", answer("200"), answer("200"), [difference("$['a\u{202E}b']")]))
        #expect(text.contains("value=\"$[&#39;a\u{202E}b&#39;]\""))
        #expect(text.contains("<code>$[&#39;a\\u202Eb&#39;]</code>"))
    }

    @Test("The type of an error is one line, and not too long")
    func longType() {
        let view = MismatchView(
            mismatch(
                "candidate_error", answer("200"),
                answer("One\nTwo" + String(repeating: "x", count: 500), isFailure: true), []), token: "")
        #expect(view.sides[1].status.hasPrefix("One ⏎ Twoxxx"))
        #expect(view.sides[1].status.count == 121)
    }

    @Test("A candidate is called by its name, and by its key where that is another")
    func names() {
        #expect(CandidateTitle("cache", "Search (cache)").whole == "Search (cache) (cache)")
        #expect(CandidateTitle("cache", "cache").whole == "cache")
        #expect(CandidateTitle("cache", nil).whole == "cache")
        let row = MismatchList.Row(
            id: 1, time: 0, candidate: "cache", outcome: "mismatch", request: "GET /", differences: [])
        let html = Dashboard().text(
            .mismatches(
                MismatchList(
                    experiment: "search", candidates: [("cache", "Search")], filter: MismatchList.Filter(), fields: [],
                    rows: [row], olderThan: nil)))
        #expect(html.contains(#"<option value="cache">Search (cache)</option>"#))
        #expect(html.contains(#"Search <span class="key">cache</span> · "#))
    }
}
