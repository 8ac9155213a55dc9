import AWSWire
import JSON
import Testing

@Suite("Which operation a request means") struct AddressingTests {
    @Test(
        "account and region come from the signature",
        arguments: [("test", "000000000000"), ("123456789012", "123456789012")])
    func scope(key: String, account: String) async {
        let answer = await Fixture.ask("GET", "/2015-03-31/things/a", signedFor: "lambda", key: key)
        #expect(answer.json?["account"] == .string(account))
        #expect(answer.json?["region"] == "us-east-1")
    }

    @Test("an unsigned request has the defaults, and its service from its path")
    func unsigned() async {
        let answer = await Fixture.ask("GET", "/2015-03-31/things/a")
        #expect(answer.json?["region"] == "eu-west-1")
        #expect(answer.input == ["Name": "a"])
    }

    @Test("what begins like a path of an API is none of S3's, unless it is signed for it")
    func beginnings() async {
        let answer = await Fixture.ask("GET", "/2015-03-31/nothings/a")
        #expect(answer.status == 404)
        #expect(answer.json?["message"] == "Understudy does not emulate GET /2015-03-31/nothings/a.")
        #expect(await Fixture.ask("GET", "/2015-03-31/nothings/a", signedFor: "s3").text == "<nothings/a>")
    }

    @Test("both API Gateways have one signing name, and their paths", arguments: ["/restapis/x", "/v2/apis/x"])
    func gateways(path: String) async {
        #expect(await Fixture.ask("GET", path, signedFor: "apigateway").status == 200)
    }

    @Test("S3 takes what is for nobody else: paths that look like other services' belong to it when it is signed for")
    func s3Paths() async {
        let answer = await Fixture.ask("GET", "/v2/apis/x", signedFor: "s3")
        #expect(answer.text == "<apis/x>")
    }

    @Test(
        "a bucket stands in the path or in the host",
        arguments: [
            ("localhost:4566", "/b.c/k"), ("b.c.s3.amazonaws.com", "/k"), ("b.c.s3.eu-west-1.amazonaws.com", "/k"),
            ("b.c.s3-eu-west-1.amazonaws.com", "/k"), ("s3.eu-west-1.amazonaws.com", "/b.c/k"),
            ("B.C.s3.localhost.localstack.cloud:4566", "/k"), ("s3.localhost.localstack.cloud:4566", "/b.c/k"),
            ("b.c.localhost:4566", "/k"), ("b.c.s3.localhost:4566", "/k"), ("[::1]:4566", "/b.c/k"),
        ])
    func buckets(host: String, path: String) async {
        let answer = await Fixture.ask(
            "PUT", path, signedFor: "s3", [("Host", host), ("x-amz-copy-source", "/from")])
        #expect(answer.text.contains("<Bucket>b.c</Bucket><Key>k</Key>"), "\(answer.text)")
    }

    @Test("answers say the address that the client used, without the bucket")
    func endpointOfAnswers() async {
        for (host, endpoint) in [
            ("127.0.0.1:5", "http://127.0.0.1:5"), ("b.localhost:5", "http://localhost:5"),
            ("b.s3.localhost:5", "http://s3.localhost:5"), ("s3.amazonaws.com", "http://here:1"),
        ] {
            let answer = await Fixture.ask("PUT", "/b/k", signedFor: "s3", [("Host", host)])
            #expect(answer.text.contains("<endpoint>\(endpoint)</endpoint>"), "\(host)")
        }
    }

    @Test(
        "the service may be said by the host alone",
        arguments: ["cloudformation.eu-west-1.amazonaws.com", "cloudformation.localhost.localstack.cloud:4566"])
    func hostAlone(host: String) async {
        let answer = await Fixture.ask("GET", "/?Action=DescribeStacks", [("Host", host)])
        #expect(answer.text.contains("<DescribeStacksResult>"))
    }

    @Test("a query and a header tell operations of one path apart")
    func particular() async {
        let copy = await Fixture.ask("PUT", "/b/k", signedFor: "s3", [("x-amz-copy-source", "/from")])
        #expect(copy.text.contains("<CopySource>/from</CopySource>"))
        let part = await Fixture.ask("PUT", "/b/k?partNumber=1&uploadId=u&x-id=UploadPart", signedFor: "s3")
        #expect(part.text.contains("<PartNumber>1</PartNumber>"))
        let put = await Fixture.ask("PUT", "/b/k?x-id=PutObject", signedFor: "s3")
        #expect(!put.text.contains("PartNumber") && put.status == 200)
    }

    @Test("keys have slashes, dots and percent signs of their own")
    func keys() async {
        for (path, key) in [
            ("/b/a/b", "a/b"), ("/b//a", "/a"), ("/b/a/", "a/"), ("/b/a%2Fb", "a/b"), ("/b/2026%3A01", "2026:01"),
            ("/b/a+b", "a+b"), ("/b/%25", "%"), ("/b/%C3%A9", "é"), ("/b/a%ZZ", "a%ZZ"),
        ] {
            #expect(await Fixture.ask("GET", path, signedFor: "s3").text == "<\(key)>")
        }
    }
}

@Suite("Operations that are not emulated are named, in their protocol, and never with a 5xx") struct MissingTests {
    @Test func json() async {
        let answer = await Fixture.ask(
            "POST", "/", signedFor: "logs", [("X-Amz-Target", "Logs_20140328.PutQueryDefinition")], "{}")
        #expect(answer.status == 400)
        #expect(
            answer.json == [
                "__type": "UnknownOperationException",
                "message": "Understudy does not emulate PutQueryDefinition of logs.",
            ])
        #expect(answer["Content-Type"] == "application/x-amz-json-1.1")
    }

    @Test("also of a service that is not") func jsonService() async {
        let answer = await Fixture.ask(
            "POST", "/", signedFor: "dynamodb", [("X-Amz-Target", "DynamoDB_20120810.ListTables")], "{}")
        #expect(answer.json?["message"] == "Understudy does not emulate DynamoDB_20120810.ListTables of dynamodb.")
    }

    @Test func query() async {
        let answer = await Fixture.ask(
            "POST", "/", signedFor: "cloudformation", form, "Action=DescribeType&Version=2010-05-15")
        #expect(answer.status == 400)
        #expect(
            answer.text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <ErrorResponse xmlns="http://cf/"><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>Understudy \
                does not emulate DescribeType of cloudformation.</Message></Error>\
                <RequestId>\(Fixture.requestID)</RequestId></ErrorResponse>
                """)
    }

    @Test("of a service that is not, and of none") func queryService() async {
        for service in ["sqs", nil] {
            let answer = await Fixture.ask("POST", "/", signedFor: service, form, "Action=ListQueues")
            #expect(answer.status < 500)
            #expect(answer.text.contains("<Message>Understudy does not emulate ListQueues"), "\(answer.text)")
        }
    }

    @Test func action() async {
        let answer = await Fixture.ask("POST", "/", signedFor: "cloudformation", form, "Version=2010-05-15")
        #expect(answer.status == 400)
        #expect(answer.text.contains("<Code>MissingAction</Code>"))
    }

    @Test func restJSON() async {
        let answer = await Fixture.ask("PATCH", "/2015-03-31/things/a?x=y", signedFor: "lambda")
        #expect(answer.status == 404)
        #expect(answer["x-amzn-ErrorType"] == "UnknownOperationException")
        #expect(answer.json == ["message": "Understudy does not emulate PATCH /2015-03-31/things/a of lambda."])
    }

    @Test("a subresource is not the resource") func restXML() async {
        let answer = await Fixture.ask("GET", "/b/k?torrent", signedFor: "s3")
        #expect(answer.status == 400)
        #expect(answer.text.contains("<Code>NotImplemented</Code>"))
        #expect(answer.text.contains("<Message>Understudy does not emulate GET /b/k?torrent of s3.</Message>"))
    }

    private let form = [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]
}
