/// What the gateway gives every request on arrival: an id, a trace and a time.
package struct RequestStamp: Sendable {
    /// A UUID in lower case.
    package var requestID: String
    /// The value of the trace header: `Root=1-...;Parent=...;Sampled=0`.
    package var trace: String
    /// Milliseconds since 1970.
    package var epochMilliseconds: Int

    package init(requestID: String, trace: String, epochMilliseconds: Int) {
        self.requestID = requestID
        self.trace = trace
        self.epochMilliseconds = epochMilliseconds
    }

    /// The short id that ends in `=`: `x-amz-apigw-id`, `apigw-requestid` and `extendedRequestId`.
    ///
    /// Fifteen characters of base64 over the hexadecimal digits of the request id, so that both can be matched.
    var extendedRequestID: String {
        let nibbles = requestID.utf8.compactMap(Self.hexValue)
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: nibbles.count - 1, by: 2) where bytes.count < 11 {
            bytes.append(nibbles[index] << 4 | nibbles[index + 1])
        }
        return Base64.text(of: bytes)
    }

    /// The root of the trace alone: what events carry.
    var traceRoot: Substring {
        trace.prefix { $0 != ";" }
    }

    private static func hexValue(_ character: UInt8) -> UInt8? {
        PercentCoding.hexValue(character)
    }
}
