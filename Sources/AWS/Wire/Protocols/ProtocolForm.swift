import AWSAPI

/// One protocol of the wire: makes an operation's input from a request, and a response from its output or refusal.
protocol ProtocolForm: Sendable {
    func input(_ request: WireRequest, _ found: OperationFinder.Found) throws(AWSError) -> Parameters
    func answer(_ output: Output, _ found: OperationFinder.Found, requestID: String) -> WireAnswer
    func refusal(_ error: AWSError, of request: WireRequest, requestID: String) -> WireAnswer
}

extension WireProtocol {
    var form: any ProtocolForm {
        switch self {
        case .restJSON: RestJSONForm()
        case .json(let version, _): JSONForm(version: version)
        case .query(_, let namespace): QueryForm(namespace: namespace)
        case .restXML(let namespace): RestXMLForm(namespace: namespace)
        }
    }
}
