import AWSAPI
import AWSWire
import JSON
import Testing

@Suite("rest-json") struct RestJSONTests {
    @Test("members come from the path, the query, the headers and the body; the address prevails")
    func input() async {
        let answer = await Fixture.ask(
            "GET", "/2015-03-31/things/arn%3Aaws%3Aa%2Fb?Marker=x%20y+z&tagKeys=one", signedFor: "lambda",
            [("X-Amz-Kind", "big"), ("X-Amz-Note-First", "1")], #"{"Name": "other", "List": [1, 2.50, true]}"#)
        #expect(answer.input?["Name"] == "arn:aws:a/b")
        #expect(answer.input?["Marker"] == "x y z")
        #expect(answer.input?["TagKeys"] == ["one"])
        #expect(answer.input?["Kind"] == "big")
        #expect(answer.input?["Notes"] == ["first": "1"])
        #expect(answer.input?["List"] == [1, .number("2.50"), true])
        #expect(answer["x-amzn-RequestId"] == Fixture.requestID)
        #expect(answer["Content-Type"] == "application/json")
    }

    @Test("a list of the query is one with any number of values")
    func lists() async {
        let answer = await Fixture.ask("GET", "/2015-03-31/things/a?tagKeys=1&tagKeys=2", signedFor: "lambda")
        #expect(answer.input?["TagKeys"] == ["1", "2"])
    }

    @Test func status() async {
        #expect(await Fixture.ask("PUT", "/2015-03-31/things/a", signedFor: "lambda").status == 201)
        let deleted = await Fixture.ask("DELETE", "/2015-03-31/things/a", signedFor: "lambda")
        #expect(deleted.status == 204)
        #expect(deleted.body.isEmpty && deleted["Content-Type"] == nil)
    }

    @Test func refusal() async {
        let answer = await Fixture.ask("PUT", "/2015-03-31/things/a", signedFor: "lambda", [], #"{"Fail": "Bad"}"#)
        #expect(answer.status == 400)
        #expect(answer["x-amzn-ErrorType"] == "Bad")
        #expect(answer.json == ["Type": "User", "message": "It was <asked> for & \"quoted\"."])
    }

    @Test("bodies that are no objects are refused", arguments: ["{", "[]", "1", "\u{0}", "{\"a\":}"])
    func malformed(body: String) async {
        let answer = await Fixture.ask("PUT", "/2015-03-31/things/a", signedFor: "lambda", [], body)
        #expect(answer.status == 400)
        #expect(answer["x-amzn-ErrorType"] == "SerializationException")
    }
}

@Suite("json") struct JSONProtocolTests {
    private let target = [("X-Amz-Target", "Logs_20140328.CreateLogGroup")]

    @Test func answer() async {
        let answer = await Fixture.ask("POST", "/", signedFor: "logs", target, #"{"logGroupName": "g"}"#)
        #expect(answer.status == 200)
        #expect(answer.input == ["logGroupName": "g"])
        #expect(answer["Content-Type"] == "application/x-amz-json-1.1")
        #expect(answer["x-amzn-RequestId"] == Fixture.requestID)
    }

    @Test func refusal() async {
        let answer = await Fixture.ask(
            "POST", "/", signedFor: "logs", target, #"{"Fail": "ResourceNotFoundException"}"#)
        #expect(answer.status == 400)
        #expect(answer.json?["__type"] == "ResourceNotFoundException")
        #expect(answer.json?["message"] == "It was <asked> for & \"quoted\".")
    }

    @Test func malformed() async {
        let answer = await Fixture.ask("POST", "/", signedFor: "logs", target, "{nope}")
        #expect(answer.json?["__type"] == "SerializationException")
    }
}

@Suite("query") struct QueryTests {
    private let form = [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]

    private func input(_ body: String) async -> String {
        let answer = await Fixture.ask("POST", "/", signedFor: "cloudformation", form, "Action=CreateStack&" + body)
        let start = answer.text.ranges(of: "<input>").first?.upperBound
        let end = answer.text.ranges(of: "</input>").first?.lowerBound
        guard let start, let end else { return answer.text }
        return String(answer.text[start..<end])
    }

    @Test("lists are numbered from any number on, in their order")
    func lists() async {
        let tags = (1...11).reversed().map { "Tags.member.\($0).Key=k\($0)" }.joined(separator: "&")
        let expected = (1...11).map { "<member><Key>k\($0)</Key></member>" }.joined()
        #expect(await input(tags) == "<Tags>\(expected)</Tags>")
    }

    @Test("texts are forms' texts: plus signs, percent signs, ampersands, equals signs")
    func texts() async {
        #expect(
            await input("TemplateBody=%7B%22a%22%3A+%22b%26c%3D%22%7D&X==")
                == "<TemplateBody>{&quot;a&quot;: &quot;b&amp;c=&quot;}</TemplateBody><X>=</X>")
    }

    @Test("maps are entries of keys and values")
    func maps() async {
        #expect(
            await input("Map.entry.2.key=b&Map.entry.2.value=2&Map.entry.1.key=a&Map.entry.1.value.Deep=1")
                == "<Map><a><Deep>1</Deep></a><b>2</b></Map>")
    }

    @Test("an empty list is an empty member, as aws-sdk v2 writes it")
    func empty() async throws {
        #expect(
            await input("Parameters=&NotificationARNs=")
                == "<Parameters></Parameters><NotificationARNs></NotificationARNs>")
        let parameters = Parameters(["Parameters": ""])
        #expect(try parameters.list("Parameters") == [])
    }

    @Test func answer() async {
        let answer = await Fixture.ask("POST", "/", signedFor: "cloudformation", form, "Action=DescribeStacks")
        #expect(
            answer.text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <DescribeStacksResponse xmlns="http://cf/"><DescribeStacksResult><Stacks><member>\
                <StackName>a&lt;b</StackName><Tags><member><Key>k</Key><Value>v</Value></member></Tags>\
                <Capabilities></Capabilities></member></Stacks><Count>1</Count><More>false</More></DescribeStacksResult>\
                <ResponseMetadata><RequestId>\(Fixture.requestID)</RequestId></ResponseMetadata></DescribeStacksResponse>
                """)
        #expect(answer["Content-Type"] == "text/xml")
        #expect(answer["x-amzn-RequestId"] == Fixture.requestID)
    }

    @Test func refusal() async {
        let answer = await Fixture.ask(
            "POST", "/", signedFor: "cloudformation", form, "Action=CreateStack&Fail=AlreadyExistsException")
        #expect(answer.status == 400)
        #expect(answer.text.contains("<Type>Sender</Type><Code>AlreadyExistsException</Code>"))
        #expect(answer.text.contains("<Message>It was &lt;asked&gt; for &amp; &quot;quoted&quot;.</Message>"))
    }

    @Test("names that nest without end, and forms without end, are refused")
    func limits() async {
        let deep = String(repeating: "a.", count: 5000) + "a=1"
        let answer = await Fixture.ask("POST", "/", signedFor: "cloudformation", form, "Action=CreateStack&" + deep)
        #expect(answer.status == 400 && answer.text.contains("MalformedQueryString"))
        let long = "Action=CreateStack&a=" + String(repeating: "x", count: 5 << 20)
        #expect(await Fixture.ask("POST", "/", signedFor: "cloudformation", form, long).status < 500)
    }
}

@Suite("rest-xml") struct RestXMLTests {
    @Test("lists are flat or wrapped, attributes are attributes, texts are escaped")
    func answer() async {
        let answer = await Fixture.ask("GET", "/b?list-type=2&prefix=a%26b", signedFor: "s3")
        #expect(
            answer.text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <ListBucketResult xmlns="http://s3/"><Name>b</Name><Prefix>a&amp;b</Prefix>\
                <Contents><Key>a &amp; b</Key><Size>1</Size></Contents>\
                <Contents><Key>c</Key><Owners>\
                <Owner xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="User"><ID>1</ID></Owner>\
                <Owner><ID>2</ID></Owner></Owners></Contents></ListBucketResult>
                """)
        #expect(answer["Content-Type"] == "application/xml")
        #expect(answer["x-amz-request-id"] == "1111222233334444")
    }

    @Test("bytes come as they are, with headers that cannot break out")
    func payload() async {
        let answer = await Fixture.ask("GET", "/b/k", signedFor: "s3")
        #expect(answer.text == "<k>")
        #expect(answer["ETag"] == "\"e\"" && answer["x-count"] == "3")
        #expect(answer["x-amz-meta-one"] == "1  Set-Cookie: x" && answer["x-amz-meta-two"] == "2")
        #expect(answer["Content-Type"] == "text/x")
    }

    @Test func refusal() async {
        let answer = await Fixture.ask("GET", "/b/none", signedFor: "s3")
        #expect(answer.status == 404)
        #expect(
            answer.text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>none</Key>\
                <Resource>/b/none</Resource><RequestId>1111222233334444</RequestId>\
                <HostId>11112222333344445555666677778888understudy</HostId></Error>
                """)
    }

    @Test("documents are read by their shape, with prefixes, comments, references and CDATA")
    func document() async {
        let answer = await Fixture.ask(
            "POST", "/b?delete", signedFor: "s3", [],
            """
            <?xml version="1.0"?><!-- c --><s:Delete xmlns:s="http://s3/">
              <s:Object><s:Key>a&amp;&#x42;&lt;<![CDATA[<c>]]></s:Key></s:Object>
              <s:Object><s:Key>d</s:Key><s:VersionId/></s:Object><s:Quiet>true</s:Quiet>
              <s:TagSet><s:Tag><s:Key>k</s:Key></s:Tag></s:TagSet></s:Delete>
            """)
        #expect(
            answer.text.contains(
                """
                <Delete><Objects><Key>a&amp;B&lt;&lt;c&gt;</Key></Objects><Objects><Key>d</Key><VersionId></VersionId>\
                </Objects><TagSet><Key>k</Key></TagSet><Quiet>true</Quiet></Delete>
                """), "\(answer.text)")
    }

    @Test(
        "what is no XML, or more of it than is read, is refused",
        arguments: [
            "{}", "<a>", "<a></b>", "<a/><b/>", "<a b></a>", "<a b='<'/>", "<a>&unknown;</a>", "<a>&#0;</a>", "<",
            "</a>",
            "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "<a><!-- </a>", "<a>&#xD800;</a>", "<a><![CDATA[</a>",
            String(repeating: "<a>", count: 100_000),
        ])
    func malformed(body: String) async {
        let answer = await Fixture.ask("POST", "/b?delete", signedFor: "s3", [], body)
        #expect(answer.status == 400)
        #expect(answer.text.contains("<Code>MalformedXML</Code>"))
    }

    @Test("characters that XML cannot hold do not make the document unreadable")
    func control() async {
        let answer = await Fixture.ask("GET", "/b?list-type=2&prefix=%00%0D%1F", signedFor: "s3")
        #expect(answer.text.contains("<Prefix>\u{FFFD}&#13;\u{FFFD}</Prefix>"))
    }
}

@Suite("aws-chunked bodies") struct ChunkedTests {
    private func put(_ body: String, _ headers: [(String, String)]) async -> WireAnswer {
        await Fixture.ask("PUT", "/b/k", signedFor: "s3", headers, body)
    }

    @Test("an unsigned body with a trailer, as botocore sends it over TLS")
    func trailer() async {
        let answer = await put(
            "b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n",
            [
                ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"), ("x-amz-decoded-content-length", "11"),
                ("Content-Encoding", "gzip,aws-chunked"), ("x-amz-trailer", "x-amz-checksum-crc32"),
            ])
        #expect(answer.text.contains("<payload>hello world</payload>"))
        #expect(answer.text.contains("<ChecksumCRC32>DUoRhQ==</ChecksumCRC32>"))
        #expect(answer.text.contains("<ContentEncoding>gzip</ContentEncoding>"))
    }

    @Test("signed chunks")
    func signed() async {
        let answer = await put(
            "3;chunk-signature=aa\r\nabc\r\n2;chunk-signature=bb\r\nde\r\n0;chunk-signature=cc\r\n\r\n",
            [("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"), ("Content-Encoding", "aws-chunked")])
        #expect(answer.text.contains("<payload>abcde</payload>"))
        #expect(!answer.text.contains("ContentEncoding"))
    }

    @Test(
        "a body that stops early is refused",
        arguments: [
            "", "b\r\nhello", "zz\r\n", "-1\r\n", "FFFFFFFFFFFFFFFFFF\r\n", "3\r\nabcd\r\n0\r\n\r\n", "3\r\nabc\r\n",
        ])
    func incomplete(body: String) async {
        let answer = await put(body, [("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")])
        #expect(answer.status == 400)
        #expect(answer.text.contains("<Code>IncompleteBody</Code>"))
    }

    @Test("one of another length than it says is refused")
    func length() async {
        let answer = await put(
            "3\r\nabc\r\n0\r\n\r\n",
            [("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"), ("x-amz-decoded-content-length", "4")])
        #expect(answer.text.contains("<Code>IncompleteBody</Code>"))
    }
}

@Suite("Any bytes") struct AnyBytesTests {
    @Test("no request makes the endpoint crash or answer with a 5xx", arguments: 0..<200)
    func random(seed: UInt64) async {
        var random = SplitMix(state: seed)
        let pieces = [
            "<", ">", "</", "/>", "&", ";", "&#", "<![CDATA[", "<!--", "a", "=", "\"", "'", "%", "%4", "+", "\r\n", "0",
            "3",
            "member.", ".1", "entry.1.key", "{", "}", "[", "]", ":", ",", "\u{0}", "é", "Action=", "X-Amz-",
            "?", "/", "..", "x-amz-meta-", "?xml", "Object", "Key", "9999999999", "-", "chunk-signature=",
        ]
        func text(_ count: Int) -> String {
            (0..<Int.random(in: 0...count, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                .joined()
        }
        for method in ["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH"] {
            for service in ["lambda", "apigateway", "cloudformation", "logs", "s3", "nope", nil] {
                var bytes = Array(text(40).utf8)
                if Bool.random(using: &random), !bytes.isEmpty {
                    bytes[Int.random(in: bytes.indices, using: &random)] = 0xFF
                }
                let headers = [
                    ("Host", text(6)), ("Content-Type", "application/x-www-form-urlencoded"),
                    ("x-amz-content-sha256", Bool.random(using: &random) ? "STREAMING-X" : text(3)),
                ]
                let answer = await Fixture.ask(method, "/" + text(12), signedFor: service, headers, bytes: bytes)
                #expect(answer.status < 500)
            }
        }
    }

    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }
}
