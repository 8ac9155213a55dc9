import AWSAPI
import AWSWire
import Cloud
import JSON
import Testing

/// AWS's published examples, signature for signature.
///
/// Source: Amazon S3 API Reference, "Signature Calculations for the Authorization Header" (single chunk and multiple
/// chunks) and "Authenticating Requests: Using Query Parameters"; AWS General Reference, "Signature Version 4 signing".
@Suite("Signatures") struct SignatureTests {
    private static let key = "AKIAIOSFODNN7EXAMPLE"
    private static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    /// 2013-05-24T00:00:00Z
    private static let may24 = 1_369_353_600_000

    private static let services = ServiceDirectory([
        Service("s3", wire: .restXML(namespace: ""), operations: [Anything1(), Anything2(), Anything3(), Anything4()]),
        Service("iam", wire: .query(version: "2010-05-08", namespace: ""), operations: [ListUsers()]),
        Service("logs", wire: .json(version: "1.1", targetPrefix: "Logs"), operations: [CreateLogGroup()]),
        Service("lambda", wire: .restJSON, operations: [GetThing()]),
    ])

    private func ask(
        _ method: String, _ target: String, _ headers: [(String, String)], body: [UInt8] = [], now: Int = may24,
        token: String? = nil, expires: Int? = nil
    ) async -> WireAnswer {
        let verifier = SignatureVerifier { key in
            switch key {
            case Self.key:
                SignatureVerifier.Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", token: token, expires: expires)
            case "AKIDEXAMPLE": SignatureVerifier.Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
            default: nil
            }
        }
        return await AWSEndpoint(Self.services, defaults: Scope(), verifier: verifier).answer(
            WireRequest(
                method: method, target: target,
                headers: WireHeaders(headers.map { WireHeaders.Field($0.0, $0.1) }), body: body),
            requestID: Fixture.requestID, time: now, endpoint: "http://here")
    }

    private func header(_ signature: String, _ signed: String, key: String = key) -> (String, String) {
        (
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=\(key)/20130524/us-east-1/s3/aws4_request,SignedHeaders=\(signed),"
                + "Signature=\(signature)"
        )
    }

    private var getObject: [(String, String)] {
        [
            ("Host", "examplebucket.s3.amazonaws.com"), ("Range", "bytes=0-9"), ("x-amz-content-sha256", Self.empty),
            ("x-amz-date", "20130524T000000Z"),
            header(
                "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
                "host;range;x-amz-content-sha256;x-amz-date"),
        ]
    }

    @Test func getObjectExample() async {
        #expect(await ask("GET", "/test.txt", getObject).status == 200)
    }

    @Test func putObjectExample() async {
        let answer = await ask(
            "PUT", "/test%24file.text",
            [
                ("Host", "examplebucket.s3.amazonaws.com"), ("Date", "Fri, 24 May 2013 00:00:00 GMT"),
                ("x-amz-date", "20130524T000000Z"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
                ("x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"),
                header(
                    "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
                    "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class"),
            ], body: Array("Welcome to Amazon S3.".utf8))
        #expect(answer.status == 200, "\(answer.text)")
    }

    @Test("the query is part of it, parameters without a value, too")
    func queryExamples() async {
        for (target, signature) in [
            ("/?lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
            ("/?prefix=J&max-keys=2", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
        ] {
            let answer = await ask(
                "GET", target,
                [
                    ("Host", "examplebucket.s3.amazonaws.com"), ("x-amz-date", "20130524T000000Z"),
                    ("x-amz-content-sha256", Self.empty), header(signature, "host;x-amz-content-sha256;x-amz-date"),
                ])
            #expect(answer.status == 200, "\(answer.text)")
        }
    }

    private static let presigned =
        "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3"
        + "%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"

    @Test("a presigned URL holds as long as it says")
    func presignedExample() async {
        let host = [("Host", "examplebucket.s3.amazonaws.com")]
        #expect(await ask("GET", Self.presigned, host).status == 200)
        #expect(await ask("GET", Self.presigned, host, now: Self.may24 + 86_400_000).status == 200)
        let late = await ask("GET", Self.presigned, host, now: Self.may24 + 86_400_001)
        #expect(late.status == 403)
        #expect(late.text.contains("<Code>AccessDenied</Code><Message>Request has expired</Message>"))
        let other = await ask("GET", Self.presigned.replacing("test.txt", with: "other.txt"), host)
        #expect(other.text.contains("<Code>SignatureDoesNotMatch</Code>"))
    }

    private func chunks(_ third: String = "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9") -> [UInt8]
    {
        let first = "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n"
        let second = "400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n"
        return Array(
            (first + String(repeating: "a", count: 65_536) + "\r\n" + second + String(repeating: "a", count: 1024)
                + "\r\n0;chunk-signature=\(third)\r\n\r\n").utf8)
    }

    @Test("signed chunks are checked one by one")
    func chunkedExample() async {
        let headers = [
            ("Host", "s3.amazonaws.com"), ("x-amz-date", "20130524T000000Z"),
            ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"), ("Content-Encoding", "aws-chunked"),
            ("x-amz-decoded-content-length", "66560"), ("Content-Length", "66824"),
            header(
                "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
                "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
                    + "x-amz-storage-class"),
        ]
        let answer = await ask("PUT", "/examplebucket/chunkObject.txt", headers, body: chunks())
        #expect(answer.status == 200, "\(answer.text)")
        var changed = chunks()
        changed[1000] = 0x62
        #expect(await ask("PUT", "/examplebucket/chunkObject.txt", headers, body: changed).status == 403)
        let forged = chunks(String(repeating: "0", count: 64))
        #expect(await ask("PUT", "/examplebucket/chunkObject.txt", headers, body: forged).status == 403)
    }

    private func listUsers(_ signature: String) -> [(String, String)] {
        [
            ("Host", "iam.amazonaws.com"), ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
            ("X-Amz-Date", "20150830T123600Z"),
            (
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                    + "SignedHeaders=content-type;host;x-amz-date, Signature=\(signature)"
            ),
        ]
    }

    /// 2015-08-30T12:36:00Z
    private static let august30 = 1_440_938_160_000
    private static let iamSignature = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"

    @Test("the clock may be a quarter of an hour off, and no more")
    func clock() async {
        let target = "/?Action=ListUsers&Version=2010-05-08"
        for minutes in [-15, 0, 15] {
            let now = Self.august30 + minutes * 60_000
            #expect(await ask("GET", target, listUsers(Self.iamSignature), now: now).status == 200)
        }
        let late = await ask("GET", target, listUsers(Self.iamSignature), now: Self.august30 + 16 * 60_000)
        #expect(late.status == 403)
        #expect(
            late.text.contains(
                "<Code>SignatureDoesNotMatch</Code><Message>Signature expired: 20150830T123600Z is now earlier than "
                    + "20150830T123700Z (20150830T125200Z - 15 min.)</Message>"))
        let early = await ask("GET", target, listUsers(Self.iamSignature), now: Self.august30 - 16 * 60_000)
        #expect(
            early.text.contains(
                "Signature not yet current: 20150830T123600Z is now later than 20150830T123500Z (20150830T122000Z + 15 "
                    + "min.)"))
        let skewed = await ask("GET", "/test.txt", getObject, now: Self.may24 + 16 * 60_000)
        #expect(skewed.text.contains("<Code>RequestTimeTooSkewed</Code>"))
    }

    @Test("each protocol has its words for what is wrong")
    func refusals() async {
        let iam = await ask("GET", "/?Action=ListUsers", listUsers("00"), now: Self.august30)
        #expect(iam.status == 403 && iam.text.contains("<Code>SignatureDoesNotMatch</Code>"))
        let stranger = await ask(
            "GET", "/?Action=ListUsers", listUsers("00").map { ($0.0, $0.1.replacing("AKIDEXAMPLE", with: "NOBODY")) })
        #expect(stranger.status == 403 && stranger.text.contains("<Code>InvalidClientTokenId</Code>"))
        let unsigned = await ask("GET", "/?Action=ListUsers", [("Host", "iam.amazonaws.com")])
        #expect(unsigned.status == 403 && unsigned.text.contains("<Code>MissingAuthenticationToken</Code>"))

        let s3 = await ask("GET", "/test.txt", [("Host", "examplebucket.s3.amazonaws.com")])
        #expect(s3.status == 403 && s3.text.contains("<Code>AccessDenied</Code>"))
        let s3Stranger = await ask(
            "GET", "/test.txt", getObject.map { ($0.0, $0.1.replacing(Self.key, with: "NOBODY")) })
        #expect(s3Stranger.text.contains("<Code>InvalidAccessKeyId</Code>"))

        let logs = await ask("POST", "/", [("X-Amz-Target", "Logs.CreateLogGroup")])
        #expect(logs.status == 400 && logs.json?["__type"] == "MissingAuthenticationTokenException")
        let lambda = await ask("GET", "/2015-03-31/things/a", [("Authorization", "Basic abc")])
        #expect(lambda.status == 400 && lambda["x-amzn-ErrorType"] == "IncompleteSignatureException")
    }

    @Test("a body that is not the one that was signed is refused")
    func body() async {
        let answer = await ask("GET", "/test.txt", getObject, body: [1])
        #expect(answer.status == 400 && answer.text.contains("<Code>XAmzContentSHA256Mismatch</Code>"))
    }

    @Test("temporary keys need their token, and end")
    func temporary() async {
        let without = await ask("GET", "/test.txt", getObject, token: "t")
        #expect(without.status == 400 && without.text.contains("<Code>InvalidToken</Code>"))
        let with = getObject + [("X-Amz-Security-Token", "t")]
        #expect(await ask("GET", "/test.txt", with, token: "t").status == 200)
        let ended = await ask("GET", "/test.txt", with, token: "t", expires: Self.may24)
        #expect(ended.text.contains("<Code>ExpiredToken</Code>"))
    }
}

private struct Anything1: Echo {
    static let name = "GetObject"
    static var binding: HTTPBinding? { HTTPBinding("GET", "/{Bucket}/{Key+}") }
}

private struct Anything2: Echo {
    static let name = "PutObject"
    static var binding: HTTPBinding? {
        var binding = HTTPBinding("PUT", "/{Bucket}/{Key+}", payload: "Body")
        binding.takesBytes = true
        return binding
    }
}

private struct Anything3: Echo {
    static let name = "GetBucketLifecycleConfiguration"
    static var binding: HTTPBinding? { HTTPBinding("GET", "/{Bucket}?lifecycle") }
}

private struct Anything4: Echo {
    static let name = "ListObjects"
    static var binding: HTTPBinding? { HTTPBinding("GET", "/{Bucket}") }
}

private struct ListUsers: Echo { static let name = "ListUsers" }
