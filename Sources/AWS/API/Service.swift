/// One AWS API: how it is spoken, and what it can do.
public struct Service: Sendable {
    /// botocore's name: `lambda`, `apigatewayv2`.
    public var name: String
    /// The service in a signature's credential scope: `apigateway` for both of its versions.
    public var signingName: String
    public var wire: WireProtocol
    public var operations: [any Operation]

    public init(_ name: String, signingName: String? = nil, wire: WireProtocol, operations: [any Operation]) {
        self.name = name
        self.signingName = signingName ?? name
        self.wire = wire
        self.operations = operations
    }
}

/// The protocols of botocore's service models, as far as our services speak them.
public enum WireProtocol: Sendable, Hashable {
    /// `rest-json`.
    case restJSON
    /// `query`: a form in, XML out.
    case query(version: String, namespace: String)
    /// `json`: `X-Amz-Target: PREFIX.Operation`.
    case json(version: String, targetPrefix: String)
    /// `rest-xml`.
    case restXML(namespace: String)
}
