/// One operation of an AWS API, such as `CreateFunction`: it knows values, never bytes.
///
/// A protocol of the wire makes its input from a request and a response from its output; CloudFormation calls the same
/// operation without either. Names and shapes are those of botocore's service models.
public protocol Operation: Sendable {
    /// As the service model spells it: `CreateFunction`.
    static var name: String { get }
    /// Where rest protocols find and carry it; nil where the request says its name (query and JSON protocols).
    static var binding: HTTPBinding? { get }

    /// Carries it out. What it acknowledges survives a kill -9.
    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output
}

extension Operation {
    public static var binding: HTTPBinding? { nil }
}
