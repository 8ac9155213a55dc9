import Testing

@Suite struct ExperimentMistakeTests {
    @Test(
        "A mistake in an experiment names file, line and key, and what to do",
        arguments: [
            ("sampel: 20", "sampel: is unknown; did you mean 'sample'?"),
            ("mod: parallel", "mod: is unknown; did you mean 'mode'?"),
            (
                "colour: red",
                "colour: is unknown; understood are candidates, cohorts, comparators, concurrency, control, ignore, "
                    + "keep, methods, mode, normalise, normalize, path, queue, redact, run_if, sample, timeout, timeout_ms, "
                    + "twin, verdict"
            ),
            ("comparators: []", "comparators: is empty: nothing would be compared"),
            ("comparators: body", "comparators: must be a list, not 'body'"),
            ("comparators: [bdy]", "comparators[0]: 'bdy' is unknown; did you mean 'body'?"),
            ("comparators: [size]", "comparators[0]: 'size' is unknown; understood are body, statuscode and headers"),
            ("comparators: [body, body]", "comparators[1]: stands twice"),
            ("comparators: [statuscode: 200]", "comparators[0].statuscode: takes no options"),
            ("comparators: [headers: [a b]]", "comparators[0].headers: 'a b' is no name of a header"),
            (
                "comparators: [headers]",
                "comparators: compare headers, and name none: add them as in 'headers: [content-type]'"
            ),
            (
                "comparators: [headers, statuscod]",
                "comparators[1]: 'statuscod' is unknown; did you mean 'statuscode'?"
            ),
            (
                "comparators: [body: {as: xml}]",
                "comparators[0].body.as: must be one of automatic, bytes, text, json, not 'xml'"
            ),
            (
                "comparators: [body: {relative: 5}]",
                "comparators[0].body.relative: must be from 0% to 100%, not 5; without a '%' it is a fraction, as 0.05 for 5%"
            ),
            (
                "comparators: [body: {tolerance: -1}]",
                "comparators[0].body.tolerance: must be from 0 to 1000000000, not -1"
            ),
            ("sample: 101", "sample: must be from 0 to 100, not 101"),
            ("sample: half", "sample: must be a percentage such as 20 or 20%, not 'half'"),
            ("sample: {percnt: 1}", "sample.percnt: is unknown; did you mean 'percent'?"),
            (
                "sample: {sticky: method}",
                "sample.sticky: must be header:NAME, query:NAME, path or body:PATH: something of a client's"
            ),
            (
                "sample: {sticky: cookie}",
                "sample.sticky: must be header:NAME, query:NAME, method, path, request.bytes or body:PATH, not 'cookie'"
            ),
            ("sample: {candidates: {nwe: 1}}", "sample.candidates.nwe: is none of the candidates; did you mean 'new'?"),
            ("run_if: [{}]", "run_if[0]: needs one, and only one, of header, query, body, method, path, bytes"),
            (
                "run_if: [{header: a, query: b}]",
                "run_if[0]: needs one, and only one, of header, query, body, method, path, bytes"
            ),
            ("run_if: [{header: }]", "run_if[0].header: is empty: say which"),
            (
                "run_if: [{header: a, equals: b, not: c}]",
                "run_if[0].not: is one test too many: write one condition per test; all must hold"
            ),
            (
                "run_if: [{method: GET, not: POST}]",
                "run_if[0].not: is one test too many: 'method: GET' is one already"
            ),
            ("run_if: [{bytes: , equals: 1}]", "run_if[0].bytes: needs one of these: at_most, at_least"),
            ("run_if: [{header: a, exists: false}]", "run_if[0].exists: can only be true"),
            ("run_if: [{header: a, at_most: b}]", "run_if[0].at_most: must be a number, not 'b'"),
            (
                "run_if: [{body: status}]",
                "run_if[0].body: must be a path within the body, such as $.user.id, not 'status'"
            ),
            ("methods: [FETCH]", "methods: must be one of GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE, not 'FETCH'"),
            ("methods: []", "methods: is empty: leave it away to take whatever the routes take"),
            (
                "mode: paralel",
                "mode: must be one of after-response, parallel, control-first, random, not 'paralel'"
            ),
            ("timeout: 3", "timeout: must be a time such as 500ms, 3s or 2m, not '3'"),
            ("timeout: 16m", "timeout: must be from 1ms to 15m, not 16m"),
            ("timeout_ms: 0", "timeout_ms: must be from 1 to 900000, not 0"),
            ("concurrency: 65", "concurrency: must be from 1 to 64, not 65"),
            ("queue: 10001", "queue: must be from 1 to 10000, not 10001"),
            ("twin: maybe", "twin: must be true or false, not 'maybe'"),
            ("normalize: [{}]", "normalize[0]: needs one, and only one, of drop, replace, sort, round, parse"),
            (
                "normalize: [{drop: header.date}]",
                "normalize[0].drop: 'header.date' is no path: it must be such as $.items[*].price, headers.content-type, "
                    + "query.page, status, body or error.type"
            ),
            ("normalize: [{drop: }]", "normalize[0].drop: is empty: it needs a path, such as $.items"),
            ("normalise: [{drop: $.a, by: b}]", "normalise[0].by: does not belong to drop"),
            (
                "normalize: [{replace: $.a}]",
                "normalize[0].pattern: is missing: it is the regular expression to look for"
            ),
            ("normalize: [{round: $.a, digits: 16}]", "normalize[0].digits: must be from 0 to 15, not 16"),
            (
                "normalize: [{round: $.a, mode: up}]",
                "normalize[0].mode: must be one of half-up, half-even, down, not 'up'"
            ),
            ("normalize: [{parse: $.a, as: xml}]", "normalize[0].as: must be one of json, number, not 'xml'"),
            ("ignore: [{path: $.a}]", "ignore[0].reason: is missing: say why the difference does not count"),
            ("ignore: [{reason: a}]", "ignore[0].path: is missing: it says which difference does not count"),
            (
                "ignore: [{path: $.a, reason: b, until: 2027-02-29}]",
                "ignore[0].until: must be a day such as 2027-01-31, not '2027-02-29'"
            ),
            ("redact: {path: [$.a]}", "redact.path: is unknown; did you mean 'paths'?"),
            ("redact: [[a]]", "redact: must be a list of texts, not of a list"),
            (
                "cohorts: [{}]",
                "cohorts[0].by: is missing: it says what groups have in common, as in 'by: request.bytes'"
            ),
            (
                "cohorts: [{by: request.bytes}]",
                "cohorts[0].edges: is missing: it says where sizes are cut, as in 'edges: [1k, 100k]'"
            ),
            ("cohorts: [{by: path, edges: [1]}]", "cohorts[0].edges: is for numbers: there is a group per value"),
            ("cohorts: [{by: query:n, edges: [2, 1]}]", "cohorts[0].edges: must ascend: '1' does not"),
            (
                "cohorts: [{by: query:n, edges: [a]}]",
                "cohorts[0].edges: must be a list of numbers, such as [1k, 100k], not of 'a'"
            ),
            (
                "verdict: {latency_tolerance: 5}",
                "verdict.latency_tolerance: must be from 0.1% to 100%, not 5; without a '%' it is a fraction, as 0.05 for 5%"
            ),
            ("verdict: {alpha: 60%}", "verdict.alpha: must be from 0.01% to 50%, not 60%"),
            ("verdict: {alpha: low}", "verdict.alpha: must be a share such as 5% or 0.05, not 'low'"),
            ("verdict: {min_pair: 5}", "verdict.min_pair: is unknown; did you mean 'min_pairs'?"),
            ("keep: {body: 7m}", "keep.body: must be from 0 to 6291456 bytes, not 7m"),
            ("keep: {body: big}", "keep.body: must be a number of bytes such as 512 or 64k, not 'big'"),
            ("keep: {file: 64k}", "keep.file: must be from 1048576 to 1125899906842624 bytes, not 64k"),
            (
                "normalize: [{replace: $.a, pattern: '(a)\\1'}]",
                "normalize[0].pattern: '(a)\\1' is no regular expression: references back cannot be matched in linear time (at "
                    + "character 6)"
            ),
            ("keep: {days: 0}", "keep.days: must be from 1 to 3650, not 0"),
            (
                "run_if: [{method: FOO}]",
                "run_if[0].method: must be one of GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE, not 'FOO'"
            ),
            (
                "candidtes:\n      # Further down.\n\n      new: {arn: new}",
                "candidtes: is unknown; did you mean 'candidates'?"
            ),
        ])
    func experiment(line: String, expected: String) {
        #expect(mistake(file([line])) == "experiments.yml:6: experiments.hello.\(expected)")
    }

    @Test(
        "What may be said only once",
        arguments: [
            (
                ["timeout: 3s", "timeout_ms: 3"],
                "6: experiments.hello.timeout: is said twice: take either timeout or timeout_ms"
            ),
            (
                ["normalise: []", "normalize: []"],
                "6: experiments.hello.normalise: is said twice: take either normalize or normalise"
            ),
        ])
    func twice(lines: [String], expected: String) {
        #expect(mistake(file(lines)) == "experiments.yml:\(expected)")
    }

    @Test(
        "A mistake in a candidate",
        arguments: [
            ("{name: a}", "arn: is missing: it names the function, as in 'arn: my-function'"),
            (
                "{arn: 'a b'}",
                "arn: must be the name or the ARN of a function, such as my-function or "
                    + "arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:my-function, not 'a b'"
            ),
            (
                "{arn: 'arn:aws:lambda:{AWS_REGION}:{AWSACCOUNT_ID}:function:a'}",
                "arn: must be the name or the ARN of a function, such as my-function or "
                    + "arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:my-function, not "
                    + "'arn:aws:lambda:{AWS_REGION}:000000000000:function:a'"
            ),
            ("{arn: new, nam: b}", "nam: is unknown; did you mean 'name'?"),
            ("{arn: new, network: none}", "network: must be one of deny, allow, not 'none'"),
            ("{arn: new, sample: -1}", "sample: must be from 0 to 100, not -1"),
            (
                "{arn: new, environment: {1A: x}}",
                "environment.1A: is no name for a variable: it must begin with a letter, go on with letters, digits or '_', "
                    + "and be at least two characters long"
            ),
            ("{arn: new, environment: {AA: [x]}}", "environment.AA: must be a text, not a list"),
        ])
    func candidate(text: String, expected: String) {
        let yaml = file([]).replacing("{arn: new}", with: text)
        #expect(mistake(yaml) == "experiments.yml:5: experiments.hello.candidates.new.\(expected)")
    }

    @Test("A path is written as clients send it")
    func path() {
        #expect(
            mistake(file([]).replacing("path: hello", with: "path: café"))
                == "experiments.yml:3: experiments.hello.path: must be percent-encoded, as in 'caf%C3%A9', not 'café'")
    }

    @Test("A candidate's sample is said in one place")
    func sampleTwice() {
        let yaml = file(["sample: {candidates: {new: 1}}"]).replacing("{arn: new}", with: "{arn: new, sample: 2}")
        #expect(
            mistake(yaml)
                == "experiments.yml:6: experiments.hello.sample.candidates.new: is said twice: the candidate itself has a "
                + "sample, too")
    }

    @Test(
        "A mistake in the file as a whole",
        arguments: [
            ("- a", "1: must be a mapping, not a list"),
            ("experiment: {}", "1: experiment: is unknown; did you mean 'experiments'?"),
            ("version: 1", "1: version: is unknown; understood are experiments"),
            ("experiments:\n  a:", "2: experiments.a: is empty: it needs a path, a control and candidates"),
            (
                "experiments:\n  a/b: {path: a}",
                "2: experiments.a/b: is no name: take at most 100 letters, digits, '-', '_', '.' and spaces"
            ),
            (
                "experiments:\n  a: {control: {arn: a}, candidates: {b: {arn: b}}}",
                "2: experiments.a.path: is missing: it names the route to watch, as in 'path: round'"
            ),
            (
                "experiments:\n  a: {path: 'a?b=c', control: {arn: a}, candidates: {b: {arn: b}}}",
                "2: experiments.a.path: must be a path without query or spaces, as in 'round', not 'a?b=c'"
            ),
            (
                "experiments:\n  a: {path: a, candidates: {b: {arn: b}}}",
                "2: experiments.a.control: is missing: it is the function that answers clients"
            ),
            (
                "experiments:\n  a: {path: a, control: {arn: a, sample: 1}, candidates: {b: {arn: b}}}",
                "2: experiments.a.control.sample: is unknown; understood are arn, name"
            ),
            (
                "experiments:\n  a: {path: a, control: {arn: a}, candidates: {}}",
                "2: experiments.a.candidates: is empty: an experiment needs at least one"
            ),
            (
                "experiments:\n  a: {path: a, control: {arn: a}, candidates: {b: }}",
                "2: experiments.a.candidates.b: is empty: it needs the arn of a function"
            ),
            (
                "experiments:\n  a: {path: a, control: {arn: a}, candidates: {b: {arn: b}, b: {arn: c}}}",
                "2: the key 'b' stands twice in one mapping"
            ),
            (
                "experiments:\n  a: {path: x, control: {arn: a}, candidates: {b: {arn: b}}}\n"
                    + "  b: {path: /x/, control: {arn: a}, candidates: {b: {arn: b}}}",
                "3: experiments.b.path: 'x' is also the path of experiment 'a': an experiment owns its path"
            ),
        ])
    func whole(yaml: String, expected: String) {
        #expect(mistake(yaml) == "experiments.yml:\(expected)")
    }

    @Test("A pattern that is no regular expression is refused with the reason")
    func pattern() throws {
        let sentence = try #require(mistake(file(["normalize: [{replace: $.a, pattern: '('}]"])))
        #expect(sentence.contains("normalize[0].pattern: '(' is no regular expression: "))
    }
}
