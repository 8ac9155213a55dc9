import Settings
import Testing

@testable import Emulator

@Suite struct MistakeTests {
    @Test(
        "A mistake in a function names file, line and key, and what to do",
        arguments: [
            ("memorysize: 128", "9: functions.hello.memorysize: is unknown; did you mean 'memorySize'?"),
            ("evnts: []", "9: functions.hello.evnts: is unknown; did you mean 'events'?"),
            ("memorySize: big", "9: functions.hello.memorySize: must be a whole number, not 'big'"),
            ("memorySize: 64", "9: functions.hello.memorySize: must be from 128 to 10240, not 64"),
            ("timeout: 901", "9: functions.hello.timeout: must be from 1 to 900, not 901"),
            ("timeout: 1.5", "9: functions.hello.timeout: must be a whole number, not '1.5'"),
            ("architecture: x86", "9: functions.hello.architecture: must be one of x86_64, arm64, not 'x86'"),
            ("name: [a]", "9: functions.hello.name: must be a text, not a list"),
            ("environment: text", "9: functions.hello.environment: must be a mapping, not 'text'"),
            (
                "environment: {AWS_REGION: x}",
                "9: functions.hello.environment.AWS_REGION: is set by Lambda itself and cannot be set here"
            ),
            (
                "environment: {1A: x}",
                "9: functions.hello.environment.1A: is no name for a variable: it must begin with a letter, go on with "
                    + "letters, digits or '_', and be at least two characters long"
            ),
            ("environment: {AA: [x]}", "9: functions.hello.environment.AA: must be a text, not a list"),
            ("events: {http: GET a}", "9: functions.hello.events: must be a list, not a mapping"),
            (
                "events: [{htp: GET a}]",
                "9: functions.hello.events[0].htp: is unknown; did you mean 'http'?"
            ),
            (
                "events: [{http: a}]",
                "9: functions.hello.events[0].http: must be a method and a path, as in 'GET /hello', not 'a'"
            ),
            (
                "events: [{http: }]",
                "9: functions.hello.events[0].http: is empty: write a method and a path, as in 'http: GET /hello'"
            ),
            (
                "events: [{http: {method: get}}]",
                "9: functions.hello.events[0].http.path: is missing, as in 'path: /hello'"
            ),
            (
                "events: [{http: {path: a}}]",
                "9: functions.hello.events[0].http.method: is missing, as in 'method: GET'"
            ),
            (
                "events: [{http: {path: a, metod: get}}]",
                "9: functions.hello.events[0].http.metod: is unknown; did you mean 'method'?"
            ),
            (
                "events: [{http: FETCH a}]",
                "9: functions.hello.events[0].http: Invalid HTTP method 'FETCH' specified: it must be one of ANY, DELETE, "
                    + "GET, HEAD, OPTIONS, PATCH, POST, PUT"
            ),
            (
                "events: [{httpApi: 'GET /{a+}/b'}]",
                "9: functions.hello.events[0].httpApi: The greedy path variable '{a+}' must be the last segment of its path"
            ),
            (
                "events: [{http: GET a}, {http: {path: /a, method: get}}]",
                "9: functions.hello.events: 'GET /a' is also a route of functions.hello"
            ),
            (
                "package: {artifact: missing/a.zip}",
                "9: functions.hello.package.artifact: /app/missing/a.zip does not exist: build it with 'make package'"
            ),
            (
                "package: {artifact: 's3://bucket/a.zip'}",
                "9: functions.hello.package.artifact: 's3://bucket/a.zip' lies on S3: name a zip or a folder on this machine"
            ),
            (
                "name: a b",
                "9: functions.hello.name: 1 validation error detected: Value 'a b' at 'functionName' failed to satisfy "
                    + "constraint: Member must satisfy regular expression pattern: "
                    + #"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?"#
                    + #"(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"#
            ),
        ])
    func function(line: String, expected: String) {
        #expect(mistake(file(function: line)) == "serverless.yml:\(expected)")
    }

    @Test(
        "A mistake in the file as a whole",
        arguments: [
            ("", "serverless.yml:1: service: is missing: it names the application, as in 'service: my-app'"),
            ("service: a", "serverless.yml:1: provider: is missing: it needs at least 'name: aws'"),
            ("service: a\nprovider: azure", "serverless.yml:2: provider.name: must be aws"),
            ("service: a\nprovidr: aws", "serverless.yml:2: providr: is unknown; did you mean 'provider'?"),
            ("- a", "serverless.yml:1: must be a mapping, not a list"),
            ("a: b: c", "serverless.yml:1: the file is not valid YAML: mapping values are not allowed in this context"),
            ("service: a\nservice: b", "serverless.yml:1: the key 'service' stands twice in one mapping"),
            ("service: *a", "serverless.yml:1: the file is not valid YAML: found undefined alias"),
            (
                "service: a\nprovider: aws\nfunctions:\n  f:\n",
                "serverless.yml:4: functions.f: is empty: it needs at least a handler"
            ),
            (
                "service: a\nprovider: aws\nfunctions:\n  f: {handler: h}\n",
                "serverless.yml:4: functions.f.package.artifact: is missing, and the file has none for all functions: name "
                    + "the zip, for instance 'dist/f.zip', that 'make package' builds"
            ),
            (
                "service: a\nprovider: aws\npackage: {artifact: missing.zip}\nfunctions:\n  f: {handler: h}\n",
                "serverless.yml:3: package.artifact: /app/missing.zip does not exist: build it with 'make package'"
            ),
            (
                "service: a\nprovider: aws\npackage: {artifact: a.zip}\nfunctions:\n  f: {name: x}\n  g: {name: x}\n",
                "serverless.yml:6: functions.g.name: 'x' is also the name of functions.f"
            ),
        ])
    func whole(yaml: String, expected: String) {
        #expect(mistake(yaml) == expected)
    }

    @Test("A file that is not there says so")
    func absent() {
        let error = #expect(throws: ConfigurationError.self) { try ServerlessFile(path: "/nowhere/serverless.yml") }
        #expect(
            error?.description == "/nowhere/serverless.yml: cannot be read; name another file with --config")
    }

    @Test("Misspelt keys are only warned of if the file asks for that")
    func lenient() throws {
        let file = try read("configValidationMode: off\n" + file(function: "memorysize: 128"))
        #expect(
            file.warnings == [
                "/app/serverless.yml:10: functions.hello.memorysize: is unknown; did you mean 'memorySize'?"
            ])
    }

    @Test("Aliases cannot make a short file huge")
    func bomb() {
        var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        for level in 1...8 {
            let previous = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            lines.append("a\(level): &a\(level) [\(previous)]")
        }
        let message = mistake(lines.joined(separator: "\n"))
        #expect(message?.hasSuffix("the file has more than 100000 values, aliases included") == true)
    }

    @Test(
        "What only the emulator knows is held to the same care",
        arguments: [
            ("functions: {helo: {cpus: 1}}", "functions.helo: is none of the functions; did you mean 'hello'?"),
            ("function: {}", "function: is unknown; did you mean 'functions'?"),
            ("functions: {hello: {cpu: 1}}", "functions.hello.cpu: is unknown; did you mean 'cpus'?"),
            ("functions: {hello: {cpus: 9}}", "functions.hello.cpus: must be from 0.05 to 6, not 9"),
            ("functions: {hello: {cpus: half}}", "functions.hello.cpus: must be a number, not 'half'"),
            ("functions: {hello: {event: {a: 1}}}", "functions.hello.event: must be a text, not a mapping"),
        ])
    func understudySection(text: String, sentence: String) {
        let yaml = file() + "\ncustom:\n  other: 1\n  understudy:\n    \(text)\n"
        #expect(mistake(yaml) == "serverless.yml:12: custom.understudy.\(sentence)")
    }

    @Test("An event must be JSON")
    func event() throws {
        let yaml = file() + "\ncustom: {understudy: {functions: {hello: {event: 'number 1'}}}}\n"
        let sentence = try #require(mistake(yaml))
        #expect(sentence.contains("custom.understudy.functions.hello.event: must be JSON in quotes, such as"))
    }
}
