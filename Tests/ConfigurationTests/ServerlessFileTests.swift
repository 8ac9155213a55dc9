import Cloud
import Testing

@testable import Emulator

@Suite struct ServerlessFileTests {
    @Test("A file like our own gives functions with their APIs")
    func whole() throws {
        let file = try read(
            """
            service: understudy
            frameworkVersion: '4'
            provider:
              name: aws
              runtime: provided.al2023
              memorySize: 512
              environment: {LEVEL: info, COUNT: 3}
            functions:
              control-round:
                name: control-round
                handler: bootstrap
                memorySize: 1769
                timeout: 10
                architecture: arm64
                environment: {LEVEL: debug}
                package: {artifact: dist/control-round.zip}
                events:
                  - http: GET round
                  - httpApi: 'GET /round'
              pbkdf2:
                handler: main
                logs: {logFormat: JSON, applicationLogLevel: DEBUG}
                package: {artifact: ../zips/pbkdf2.zip}
                events:
                  - httpApi: {method: get, path: /pbkdf2}
                  - httpApi: {method: POST, path: /pbkdf2}
            """)
        #expect(file.warnings == [])
        #expect(file.path == "/app/serverless.yml")
        #expect(
            file.functions.map(\.version) == [
                FunctionVersion(
                    name: "control-round", architecture: .arm64, memorySizeMB: 1769, timeoutSeconds: 10,
                    environment: ["LEVEL": "debug", "COUNT": "3"], code: .zip(path: "/app/dist/control-round.zip"),
                    codeIdentity: "identity"),
                FunctionVersion(
                    name: "understudy-dev-pbkdf2", handler: "main", memorySizeMB: 512, timeoutSeconds: 6,
                    environment: ["LEVEL": "info", "COUNT": "3"],
                    logging: .init(format: .json, applicationLevel: "DEBUG"), code: .zip(path: "/zips/pbkdf2.zip"),
                    codeIdentity: "identity"),
            ])
        #expect(file.apis.map(\.kind) == [.rest, .http])
        #expect(file.apis.map { $0.stages.map(\.name) } == [["dev"], ["$default"]])
        #expect(file.apis.map(\.name) == ["dev-understudy", "dev-understudy"])
        #expect(file.apis[0].routes.map(\.key) == ["GET /round"])
        #expect(file.apis[1].routes.map(\.key) == ["GET /round", "GET /pbkdf2", "POST /pbkdf2"])
        #expect(file.apis[1].routes.compactMap(\.function?.name).last == "understudy-dev-pbkdf2")

        var cloud = Cloud()
        for command in file.commands { try cloud.apply(command) }
        #expect(cloud.functions.map(\.name) == ["control-round", "understudy-dev-pbkdf2"])
        #expect(cloud.apis.count == 2)
    }

    @Test("What the file leaves out has Serverless' defaults, but for the region")
    func defaults() throws {
        let declared = try read(file()).functions
        let version = try #require(declared.first).version
        #expect(version.name == "app-dev-hello")
        #expect(version.memorySizeMB == 1024)
        #expect(version.timeoutSeconds == 6)
        #expect(version.runtime == "provided.al2023")
        #expect(version.region == "eu-west-1")
        #expect(version.architecture == .x86_64)
    }

    @Test("Stage and region of the command line prevail over the file's, and those over the defaults")
    func stageAndRegion() throws {
        let text = file(provider: ["stage: test", "region: us-east-1"])
        let plain = try read(text)
        #expect([plain.stage, plain.region] == ["test", "us-east-1"])
        let given = try read(text, options: .init(stage: "prod", region: "eu-north-1"))
        #expect([given.stage, given.region] == ["prod", "eu-north-1"])
        #expect(given.functions[0].version.name == "app-prod-hello")
        #expect(given.functions[0].version.region == "eu-north-1")
    }

    @Test("A folder can stand for a zip while developing")
    func folder() throws {
        let text = file(function: "package: {artifact: folder}")
        #expect(try read(text).functions[0].version.code == .folder(path: "/app/folder"))
    }

    @Test("Whoever builds the artifacts needs none yet")
    func building() throws {
        let text = file(function: "package: {artifact: missing.zip}")
        let functions = try read(text, options: .init(requiresArtifacts: false)).functions
        #expect(functions.map(\.artifact) == ["/app/missing.zip"])
    }

    @Test(
        "Every form of an event makes its route",
        arguments: [
            ("http: GET a", "rest GET /a"), ("http: get /a/", "rest GET /a"),
            ("http: 'any {proxy+}'", "rest ANY /{proxy+}"),
            ("http: {path: 'a/{id}', method: post}", "rest POST /a/{id}"),
            ("http: {path: /, method: ANY}", "rest ANY /"), ("httpApi: 'GET /a'", "http GET /a"),
            ("httpApi: '*'", "http $default"), ("httpApi: '* /a'", "http ANY /a"),
            ("httpApi: {method: '*', path: /a}", "http ANY /a"), ("httpApi: {path: '*'}", "http $default"),
            ("httpApi: {method: '*', path: '*'}", "http $default"), ("httpApi: {method: '*'}", "http $default"),
            ("httpApi: {method: put, path: '/a/{proxy+}'}", "http PUT /a/{proxy+}"),
        ])
    func events(event: String, expected: String) throws {
        let file = try read(file(function: "events:", "  - \(event)"))
        let routes = file.functions[0].routes.map { "\($0.kind.rawValue) \($0.route.key)" }
        #expect(routes == [expected])
        #expect(file.warnings == [])
    }

    @Test("What makes no difference here although it would on AWS is said, with its line")
    func warnings() throws {
        let file = try read(
            """
            service: app
            plugins: [serverless-offline]
            provider: {name: aws, runtime: nodejs22.x, tags: {a: b}}
            package: {artifact: app.zip}
            resources: {Resources: {Table: {Type: 'AWS::DynamoDB::Table', Arn: !GetAtt Table.Arn, X: '${ssm:/x}'}}}
            functions:
              hello:
                handler: index.handler
                url: true
                reservedConcurrency: 5
                colour: green
                environment:
                  TABLE: !Ref Table
                  BUCKET: {Ref: Bucket}
                events:
                  - http: {path: a, method: get, cors: true}
                  - sqs: arn:aws:sqs:eu-west-1:000000000000:queue
              image:
                image: 000000000000.dkr.ecr.eu-west-1.amazonaws.com/x
            """)
        #expect(
            file.warnings.map { $0.dropFirst("/app/serverless.yml:".count) } == [
                "2: plugins: is not followed: plugins of Serverless are not run",
                "5: resources: is not followed: resources of CloudFormation are not created",
                "9: functions.hello.url: is not followed: function URLs are not served",
                "10: functions.hello.reservedConcurrency: is not followed: concurrency is not limited",
                "11: functions.hello.colour: is unknown here and ignored",
                "13: functions.hello.environment.TABLE: is left out: only CloudFormation can compute its value",
                "14: functions.hello.environment.BUCKET: is left out: only CloudFormation can compute its value",
                "8: functions.hello.runtime: nodejs22.x is not at hand: the artifact's own bootstrap is run, as for "
                    + "provided.al2023",
                "17: functions.hello.events[1].sqs: is not followed: nothing but http, httpApi and schedule events "
                    + "reaches functions",
                "19: functions.image.image: is not followed: container images are not run, so the function is left out",
            ])
        #expect(file.functions[0].version.environment == [:])
        #expect(file.functions.count == 1)
    }

    @Test("Functions may come as a list of mappings, and share settings by aliases and merge keys")
    func listsAndAliases() throws {
        let file = try read(
            """
            service: app
            provider: aws
            custom:
              shared: &shared {handler: bootstrap, memorySize: 256, package: {artifact: a.zip}}
            functions:
              - a: {<<: *shared, timeout: 3}
                b: {<<: [{memorySize: 128}, *shared], timeout: 4}
              - ${file(more.yml):functions}
            """, files: ["/app/more.yml": "functions:\n  c: {handler: c, package: {artifact: c.zip}}\n"])
        #expect(file.functions.map(\.key) == ["a", "b", "c"])
        #expect(file.functions.map(\.version.memorySizeMB) == [256, 128, 1024])
        #expect(file.functions.map(\.version.timeoutSeconds) == [3, 4, 6])
        #expect(file.functions.map(\.artifact) == ["/app/a.zip", "/app/a.zip", "/app/c.zip"])
    }

    @Test("Settings of the provider's APIs are followed")
    func apis() throws {
        let file = try read(
            file(
                function: "events: [{http: GET a}, {httpApi: GET /a}]",
                provider: [
                    "apiGateway: {restApiId: abcdefghij, binaryMediaTypes: ['*/*']}",
                    "httpApi: {name: mine, payload: '1.0'}",
                ]))
        #expect(file.apis.map(\.name) == ["dev-app", "mine"])
        #expect(file.apis[0].id == "abcdefghij")
        #expect(file.apis[0].stages[0].binaryMediaTypes == ["*/*"])
        #expect(file.apis[1].routes[0].payloadFormat == .one)
        #expect(file.warnings == [])
    }

    @Test("A REST event's own timeout is the route's")
    func timeouts() throws {
        let file = try read(
            file(
                function:
                    "events: [{http: {path: a, method: get, timeoutInMillis: 50}}, {httpApi: GET /b}, {http: GET c}]"))
        #expect(file.functions[0].routes.map(\.route.timeout) == [.milliseconds(50), .seconds(30), .seconds(29)])
    }

    @Test("CPU and a sample event can be set beside what AWS knows; whatever else custom holds is the user's")
    func understudySection() throws {
        let text =
            file() + "\ncustom: {understudy: {functions: {hello: {cpus: 0.5, event: '{\"a\": 1}'}}}, mine: [1]}\n"
        let function = try #require(try read(text).functions.first)
        #expect(function.version.cpus == 0.5)
        #expect(function.version.sampleEvent == #"{"a": 1}"#)
        #expect(try read(file() + "\ncustom: ${file(absent.yml), 'x'}\n").functions.first?.version.cpus == nil)
    }
}
