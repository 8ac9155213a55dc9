import AWSAPI
import JSON

/// `rest-xml`: S3.
struct RestXMLForm: ProtocolForm {
    let namespace: String

    /// The longest document that is read: CompleteMultipartUpload with 10,000 parts has some 2 MB.
    static let documentLimitBytes = 8 << 20

    func input(_ request: WireRequest, _ found: OperationFinder.Found) throws(AWSError) -> Parameters {
        guard let binding = found.binding else { return Parameters([:]) }
        var members = RestMembers.input(request, found, binding)
        guard let payload = binding.payload else { return Parameters(.object(members)) }
        guard !binding.takesBytes else { return Parameters(.object(members), payload: request.body) }
        if !request.body.isEmpty {
            members.append(JSON.Member(payload, try Self.document(request.body, binding.xml)))
        }
        return Parameters(.object(members), payload: request.body)
    }

    private static func document(_ body: [UInt8], _ shape: XMLShape) throws(AWSError) -> JSON {
        guard body.count <= documentLimitBytes else { throw malformed }
        do {
            return shape.read(try XMLReader.document(body))
        } catch {
            throw malformed
        }
    }

    private static let malformed = AWSError(
        "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema")

    func answer(_ output: Output, _ found: OperationFinder.Found, requestID: String) -> WireAnswer {
        let binding = found.binding
        var (answer, rest) = RestMembers.begin(output, binding)
        Self.addIDs(to: &answer, requestID)
        guard answer.mayHaveBody else { return answer }
        if let payload = output.payload {
            answer.body = payload
            answer.addIfAbsent("Content-Type", "binary/octet-stream")
        } else if let root = binding?.answerRoot {
            var content = JSON.object(rest)
            if let payload = binding?.answerPayload { content = rest.first { $0.key == payload }?.value ?? [:] }
            var xml = XMLWriter()
            binding?.answerXML.write(content, as: root, namespace: namespace, to: &xml)
            answer.body = xml.bytes
            answer.addIfAbsent("Content-Type", "application/xml")
        }
        return answer
    }

    func refusal(_ error: AWSError, of request: WireRequest, requestID: String) -> WireAnswer {
        var answer = WireAnswer(status: error.status)
        Self.addIDs(to: &answer, requestID)
        guard answer.mayHaveBody else { return answer }
        var xml = XMLWriter()
        xml.open("Error")
        xml.write("Code", error.code)
        xml.write("Message", error.message)
        for member in error.members {
            if let text = member.value.stringValue { xml.write(member.key, text) }
        }
        if !error.members.contains(where: { $0.key == "Resource" }) {
            xml.write("Resource", PercentText.decode(request.path))
        }
        xml.write("RequestId", S3RequestID.id(requestID))
        xml.write("HostId", S3RequestID.hostID(requestID))
        xml.close("Error")
        answer.body = xml.bytes
        answer.add("Content-Type", "application/xml")
        return answer
    }

    private static func addIDs(to answer: inout WireAnswer, _ requestID: String) {
        answer.add("x-amz-request-id", S3RequestID.id(requestID))
        answer.add("x-amz-id-2", S3RequestID.hostID(requestID))
    }
}

/// Request ids as S3 writes them, out of a UUID.
private enum S3RequestID {
    /// 16 characters.
    static func id(_ uuid: String) -> String { String(uuid.filter { $0 != "-" }.prefix(16)).uppercased() }

    static func hostID(_ uuid: String) -> String { uuid.filter { $0 != "-" } + "understudy" }
}
