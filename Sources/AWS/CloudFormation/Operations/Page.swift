internal import AWSAPI
internal import JSON

/// One page of a list, and the token for the next.
struct Page<Element> {
    var elements: [Element]
    var nextToken: String?

    /// A token is the mark of the last element that was given out, so that what is added meanwhile moves nothing.
    ///
    /// - Parameter mark: unique within the list.
    /// - Throws: ValidationError for a token that we did not give.
    init(_ all: [Element], _ input: Parameters, size: Int = EngineLimits.pageSize, mark: (Element) -> String)
        throws(AWSError)
    {
        var start = 0
        if let token = try input.string("NextToken"), !token.isEmpty {
            guard let index = all.firstIndex(where: { Self.token(mark($0)) == token }) else {
                throw .validation("Invalid token: \(token)")
            }
            start = index + 1
        }
        let end = min(start + size, all.count)
        elements = Array(all[start..<end])
        nextToken = end < all.count ? Self.token(mark(all[end - 1])) : nil
    }

    /// Letters and digits only.
    private static func token(_ mark: String) -> String {
        let digits = Array("0123456789abcdef")
        var token = ""
        for byte in mark.utf8 {
            token.append(digits[Int(byte >> 4)])
            token.append(digits[Int(byte & 15)])
        }
        return token
    }
}
