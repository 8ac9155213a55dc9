import AWSAPI
import JSON

/// `query`: a form in, XML out. CloudFormation, IAM, STS.
struct QueryForm: ProtocolForm {
    let namespace: String

    func input(_ request: WireRequest, _ found: OperationFinder.Found) throws(AWSError) -> Parameters {
        Parameters(try FormBody.members(request))
    }

    func answer(_ output: Output, _ found: OperationFinder.Found, requestID: String) -> WireAnswer {
        var xml = XMLWriter()
        xml.open(found.name + "Response", namespace: namespace)
        xml.open(found.name + "Result")
        for member in output.value.objectValue ?? [] { Self.write(member.value, as: member.key, to: &xml) }
        xml.close(found.name + "Result")
        xml.open("ResponseMetadata")
        xml.write("RequestId", requestID)
        xml.close("ResponseMetadata")
        xml.close(found.name + "Response")
        return answer(status: output.status ?? 200, xml, output.headers, requestID)
    }

    func refusal(_ error: AWSError, of request: WireRequest, requestID: String) -> WireAnswer {
        var xml = XMLWriter()
        xml.open("ErrorResponse", namespace: namespace)
        xml.open("Error")
        xml.write("Type", error.isSenders ? "Sender" : "Receiver")
        xml.write("Code", error.code)
        xml.write("Message", error.message)
        for member in error.members { Self.write(member.value, as: member.key, to: &xml) }
        xml.close("Error")
        xml.write("RequestId", requestID)
        xml.close("ErrorResponse")
        return answer(status: error.status, xml, [], requestID)
    }

    private func answer(
        status: Int, _ xml: XMLWriter, _ headers: [Output.Header], _ requestID: String
    ) -> WireAnswer {
        var answer = WireAnswer(status: status, body: xml.bytes)
        for header in headers { answer.add(header.name, header.value) }
        answer.add("x-amzn-RequestId", requestID)
        answer.add("Content-Type", "text/xml")
        return answer
    }

    /// Lists are `member` elements.
    private static func write(_ value: JSON, as name: String, to xml: inout XMLWriter) {
        switch value {
        case .null: break
        case .string(let text), .number(let text): xml.write(name, text)
        case .bool(let value): xml.write(name, value ? "true" : "false")
        case .array(let elements):
            xml.open(name)
            for element in elements { write(element, as: "member", to: &xml) }
            xml.close(name)
        case .object(let members):
            xml.open(name)
            for member in members { write(member.value, as: member.key, to: &xml) }
            xml.close(name)
        }
    }
}
