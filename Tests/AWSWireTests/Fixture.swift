import AWSAPI
import AWSWire
import Cloud
import JSON

/// Answers with what it was asked: its input under `input`, its caller under `account` and so on.
protocol Echo: Operation {}

extension Echo {
    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        if let code = try input.string("Fail") {
            throw AWSError(code, "It was <asked> for & \"quoted\".", members: [JSON.Member("Type", "User")])
        }
        return Output([
            "input": input.json, "account": .string(call.scope.account), "region": .string(call.scope.region),
            "endpoint": .string(call.endpoint),
            "payload": .string(String(decoding: input.payload ?? [], as: UTF8.self)),
        ])
    }
}

struct GetThing: Echo {
    static let name = "GetThing"
    static var binding: HTTPBinding? {
        var binding = HTTPBinding(
            "GET", "/2015-03-31/things/{Name}", query: ["Marker": "Marker", "MaxItems": "MaxItems"],
            headers: ["x-amz-kind": "Kind", "x-amz-note-": "Notes"])
        binding.queryLists = ["tagKeys": "TagKeys"]
        return binding
    }
}

struct PutThing: Echo {
    static let name = "PutThing"
    static var binding: HTTPBinding? { HTTPBinding("PUT", "/2015-03-31/things/{Name}", status: 201) }
}

struct DeleteThing: Operation {
    static let name = "DeleteThing"
    static var binding: HTTPBinding? { HTTPBinding("DELETE", "/2015-03-31/things/{Name}", status: 204) }
    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output { Output() }
}

struct GetRestAPI: Echo {
    static let name = "GetRestApi"
    static var binding: HTTPBinding? { HTTPBinding("GET", "/restapis/{restApiId}") }
}

struct GetAPI: Echo {
    static let name = "GetApi"
    static var binding: HTTPBinding? { HTTPBinding("GET", "/v2/apis/{ApiId}") }
}

struct CreateStack: Echo { static let name = "CreateStack" }
struct CreateLogGroup: Echo { static let name = "CreateLogGroup" }

/// Gives back a list and a map.
struct DescribeStacks: Operation {
    static let name = "DescribeStacks"
    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        Output([
            "Stacks": [["StackName": "a<b", "Tags": [["Key": "k", "Value": "v"]], "Capabilities": []]], "Count": 1,
            "More": false, "NextToken": nil,
        ])
    }
}

struct ListObjects: Operation {
    static let name = "ListObjectsV2"
    static var binding: HTTPBinding? {
        var binding = HTTPBinding("GET", "/{Bucket}?list-type=2", query: ["prefix": "Prefix"])
        binding.answerRoot = "ListBucketResult"
        binding.answerXML = XMLShape([
            .flattened("Contents", [.wrapped("Owners", around: "Owner", [.attribute("Type", as: "xsi:type")])])
        ])
        return binding
    }
    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        Output([
            "Name": input["Bucket"] ?? "", "Prefix": input["Prefix"] ?? "",
            "Contents": [
                ["Key": "a & b", "Size": 1], ["Key": "c", "Owners": [["ID": "1", "Type": "User"], ["ID": "2"]]],
            ],
        ])
    }
}

struct GetObject: Operation {
    static let name = "GetObject"
    static var binding: HTTPBinding? {
        HTTPBinding(
            "GET", "/{Bucket}/{Key+}", answerHeaders: ["ETag": "ETag", "x-amz-meta-": "Metadata", "x-count": "Count"])
    }
    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let key = try input.string("Key") ?? ""
        if key == "none" {
            throw AWSError(
                "NoSuchKey", "The specified key does not exist.", status: 404, members: [JSON.Member("Key", "none")])
        }
        return Output(
            ["ETag": "\"e\"", "Metadata": ["one": "1\r\nSet-Cookie: x", "two": "2"], "Count": 3],
            headers: [.init("Content-Type", "text/x")], payload: Array("<\(key)>".utf8))
    }
}

struct PutObject: Echo {
    static let name = "PutObject"
    static var binding: HTTPBinding? {
        var binding = HTTPBinding(
            "PUT", "/{Bucket}/{Key+}",
            headers: [
                "x-amz-meta-": "Metadata", "x-amz-checksum-crc32": "ChecksumCRC32",
                "content-encoding": "ContentEncoding",
            ], payload: "Body")
        binding.takesBytes = true
        binding.answerRoot = "Echo"
        return binding
    }
}

struct CopyObject: Echo {
    static let name = "CopyObject"
    static var binding: HTTPBinding? {
        var binding = HTTPBinding("PUT", "/{Bucket}/{Key+}", headers: ["x-amz-copy-source": "CopySource"])
        binding.demandedHeaders = ["x-amz-copy-source"]
        binding.answerRoot = "Echo"
        return binding
    }
}

struct UploadPart: Echo {
    static let name = "UploadPart"
    static var binding: HTTPBinding? {
        var binding = HTTPBinding(
            "PUT", "/{Bucket}/{Key+}?partNumber&uploadId", query: ["partNumber": "PartNumber", "uploadId": "UploadId"],
            payload: "Body")
        binding.takesBytes = true
        binding.answerRoot = "Echo"
        return binding
    }
}

struct DeleteObjects: Echo {
    static let name = "DeleteObjects"
    static var binding: HTTPBinding? {
        var binding = HTTPBinding("POST", "/{Bucket}?delete", payload: "Delete")
        binding.xml = XMLShape([.flattened("Objects", as: "Object"), .wrapped("TagSet", around: "Tag")])
        binding.answerRoot = "Echo"
        return binding
    }
}

enum Fixture {
    static let services = ServiceDirectory([
        Service("lambda", wire: .restJSON, operations: [GetThing(), PutThing(), DeleteThing()]),
        Service("apigateway", wire: .restJSON, operations: [GetRestAPI()]),
        Service("apigatewayv2", signingName: "apigateway", wire: .restJSON, operations: [GetAPI()]),
        Service(
            "cloudformation", wire: .query(version: "2010-05-15", namespace: "http://cf/"),
            operations: [CreateStack(), DescribeStacks()]),
        Service(
            "logs", wire: .json(version: "1.1", targetPrefix: "Logs_20140328"), operations: [CreateLogGroup()]),
        Service(
            "s3", wire: .restXML(namespace: "http://s3/"),
            operations: [
                ListObjects(), GetObject(), PutObject(), CopyObject(), UploadPart(), DeleteObjects(),
            ]),
    ])

    static let requestID = "11112222-3333-4444-5555-666677778888"

    static func endpoint(_ verifier: SignatureVerifier? = nil) -> AWSEndpoint {
        AWSEndpoint(services, defaults: Scope(), verifier: verifier)
    }

    static func ask(
        _ method: String, _ target: String, signedFor service: String? = nil, key: String = "test",
        _ headers: [(String, String)] = [], _ body: String = ""
    ) async -> WireAnswer {
        await ask(method, target, signedFor: service, key: key, headers, bytes: Array(body.utf8))
    }

    static func ask(
        _ method: String, _ target: String, signedFor service: String? = nil, key: String = "test",
        _ headers: [(String, String)] = [], bytes: [UInt8]
    ) async -> WireAnswer {
        var fields = headers.map { WireHeaders.Field($0.0, $0.1) }
        if let service {
            fields.append(
                .init(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=\(key)/20260101/us-east-1/\(service)/aws4_request, "
                        + "SignedHeaders=host, Signature=00"))
        }
        return await endpoint().answer(
            WireRequest(method: method, target: target, headers: WireHeaders(fields), body: bytes),
            requestID: requestID, time: 0, endpoint: "http://here:1")
    }
}

extension WireAnswer {
    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSON? { try? JSON(parsing: body) }
    /// The echoed input.
    var input: JSON? { json?["input"] }
}
