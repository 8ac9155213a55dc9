internal import AWSAPI

extension Page {
    /// The page that a request asks for.
    ///
    /// - Parameter key: unique within the list.
    /// - Throws: ValidationError for a token that names nothing of the list.
    init(
        _ items: [Item], _ input: Parameters, limit: Int = EngineLimits.pageSize, key: (Item) -> String
    ) throws(AWSError) {
        let token = try input.string("NextToken").flatMap { $0.isEmpty ? nil : $0 }
        try self.init(
            of: items, after: token, limit: limit, key: key, isBefore: nil,
            refusal: .validation("Invalid token: \(token ?? "")"))
    }
}
