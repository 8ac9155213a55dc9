import Cloud
import Settings
import Testing

@testable import Emulator

@Suite struct VariableTests {
    private let options = ServerlessFile.Options(
        stage: "test", others: ["colour": "red"], parameters: ["given": "by hand"],
        environment: ["HOME_TOWN": "Delft", "EMPTY": ""])

    private let files = [
        "/app/config.yml": "a: {b: [one, two]}\nstage: ${opt:stage}\nnested: ${self:custom.text}\n",
        "/app/config.json": #"{"port": 8080, "deep": {"text": "json"}}"#,
        "/outside.yml": "plain",
        "/app/.env.test": "FIRST=of stage\nexport QUOTED=\"two\\nlines\" # no\n",
        "/app/.env": "# comment\nFIRST=of all\nSECOND='s # s'\nTHIRD= t # t\nHOME_TOWN=other\nbroken\n",
    ]

    /// What the text stands for in a function's environment.
    private func resolve(_ text: String) throws -> String? {
        let yaml = """
            service: app
            provider: {name: aws}
            package: {artifact: a.zip}
            params:
              test: {level: of stage}
              default: {level: of all, other: default}
            custom:
              text: hello
              indirect: ${self:custom.text}-${self:custom.list.1}
              list: [zero, one]
              map: {dev: d, test: t}
              whole: ${file(config.yml)}
              circle: ${self:custom.round}
              round: x${self:custom.circle}
              nothing: null
            functions:
              f:
                handler: bootstrap
                environment:
                  VALUE: "\(text)"
            """
        let file = try read(yaml, options: options, files: files)
        return file.functions[0].version.environment["VALUE"]
    }

    @Test(
        "Variables are replaced by what they stand for",
        arguments: [
            ("${self:custom.text}", "hello"), ("<${self:custom.indirect}>", "<hello-one>"),
            ("${self:custom.map.${opt:stage}}", "t"), ("${self:service}", "app"), ("${opt:colour}", "red"),
            ("${opt:missing, 'd'}", "d"), ("${opt:missing, \\\"d, e\\\"}", "d, e"), ("${opt:missing, 5}", "5"),
            ("${opt:missing, opt:also, self:custom.text}", "hello"), ("${opt:missing, ${self:custom.text}}", "hello"),
            ("${opt:missing, 'a-${sls:stage}'}", "a-${sls:stage}"), ("${opt:missing, ''}", ""),
            ("${sls:stage}-${sls:instanceId}", "test-understudy"), ("${self:provider.stage}", "test"),
            ("${self:provider.region}", "eu-west-1"), ("${env:HOME_TOWN}", "Delft"), ("${env:EMPTY, 'x'}", ""),
            ("${env:FIRST}", "of stage"), ("${env:QUOTED}", "two\nlines"), ("${env:SECOND}${env:THIRD}", "s # st"),
            ("${param:given}", "by hand"), ("${param:level}", "of stage"), ("${param:other}", "default"),
            ("${aws:region} ${aws:accountId} ${aws:partition}", "eu-west-1 000000000000 aws"),
            ("${file(./config.yml):a.b.1}", "two"), ("${file(config.yml):stage}", "test"),
            ("${file(config.yml):nested}", "hello"), ("${file(config.json):deep.text}", "json"),
            ("${file(config.json):port}", "8080"), ("${file(../outside.yml)}", "plain"),
            ("${file(absent.yml):x, 'd'}", "d"), ("${file(${self:custom.map.test}.yml), 'no t'}", "no t"),
            ("${self:custom.whole.a.b.0}", "one"),
            // CloudFormation's own, and what is escaped, stays.
            ("${AWS::Region}-${Table}", "${AWS::Region}-${Table}"), ("\\\\${self:service}", "${self:service}"),
            ("$ {self:service} $5", "$ {self:service} $5"),
        ])
    func resolves(text: String, expected: String) throws {
        #expect(try resolve(text) == expected)
    }

    @Test("A variable that stands for null leaves the value out")
    func null() throws {
        #expect(try resolve("${opt:missing, null}") == nil)
    }

    @Test(
        "A variable without a value is a mistake that says what to do",
        arguments: [
            (
                "${opt:missing}",
                "'${opt:missing}' has no value and no default: add one as in '${opt:missing, 'default'}'"
            ),
            (
                "${self:custom.nothing}",
                "'${self:custom.nothing}' has no value and no default: add one as in '${self:custom.nothing, 'default'}'"
            ),
            (
                "${ssm:/path}",
                "'${ssm:...}' can only be answered by AWS or by a plugin; understood are self, opt, env, sls, param, aws "
                    + "and file"
            ),
            ("${file(code.js):x}", "'file(code.js)' must name a .yml, .yaml or .json file; code is not run"),
            (
                "${opt:missing, default}",
                "'default' in '${opt:missing, default}' is neither a variable nor a text in quotes, a number, true, false "
                    + "or null"
            ),
            ("${opt:stage", "'${opt:stage' lacks a closing brace"),
            ("x${self:custom.list}", "'${self:custom.list}' is a list, which cannot be part of a text"),
            ("${self:custom.list}", "must be a text, not a list"),
            ("${sls:nonsense}", "'sls:nonsense' is unknown: there are sls:stage and sls:instanceId"),
        ])
    func mistakes(text: String, expected: String) {
        let error = #expect(throws: ConfigurationError.self) { try resolve(text) }
        #expect(error?.sentence == expected)
        #expect(error?.key == "functions.f.environment.VALUE")
        #expect(error?.file == "/app/serverless.yml")
    }

    @Test("Variables that go in circles are found out")
    func circles() {
        let error = #expect(throws: ConfigurationError.self) { try resolve("${self:custom.circle}") }
        #expect(error?.sentence.hasSuffix("refer to each other in circles") == true)
    }

    @Test("Whole settings can be variables, and the stage can decide them")
    func settings() throws {
        let yaml = """
            service: app-${opt:stage, 'none'}
            provider: {name: aws, stage: "${opt:stage, 'beta'}", memorySize: "${self:custom.memory.${sls:stage}}"}
            custom: {memory: {beta: 256, prod: 512}}
            functions: ${file(functions.yml)}
            """
        let files = [
            "/app/functions.yml": "f: {handler: '${self:custom.handler, \"bootstrap\"}', package: {artifact: a.zip}}"
        ]
        let beta = try read(yaml, files: files).functions[0].version
        #expect(beta.name == "app-none-beta-f")
        #expect(beta.memorySizeMB == 256)
        let prod = try read(yaml, options: .init(stage: "prod"), files: files).functions[0].version
        #expect(prod.name == "app-prod-prod-f")
        #expect(prod.memorySizeMB == 512)
        #expect(prod.handler == "bootstrap")
    }
}
