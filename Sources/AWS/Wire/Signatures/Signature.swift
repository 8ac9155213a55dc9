import AWSAPI

/// A signature as a request carries it: in `Authorization`, or in the query of a presigned URL.
struct Signature {
    var credential: Credential
    /// Names in lower case.
    var signedHeaders: [String]
    /// Hexadecimal.
    var text: String
    /// When it was made: `20130524T000000Z`.
    var date: String
    /// How long it holds; nil for a request with a header, which has the clock's tolerance only.
    var expiresSeconds: Int?

    var isPresigned: Bool { expiresSeconds != nil }

    /// What is wrong with a signature's form.
    enum Problem: Error, Equatable {
        /// The request is not signed.
        case missing
        case incomplete(String)
    }

    init(_ request: WireRequest) throws(Problem) {
        if let authorization = request.headers["authorization"] {
            try self.init(authorization, date: request.headers["x-amz-date"])
        } else if request.queryValue("X-Amz-Signature") != nil || request.queryValue("X-Amz-Credential") != nil {
            try self.init(presigned: request)
        } else {
            throw .missing
        }
    }

    private init(_ authorization: String, date: String?) throws(Problem) {
        guard authorization.hasPrefix(Self.algorithm + " ") else {
            throw .incomplete("Unsupported AWS 'algorithm': '\(authorization.prefix { $0 != " " })'.")
        }
        var values: [String: String] = [:]
        for part in authorization.dropFirst(Self.algorithm.count).split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1)
            let name = pair.first.map { $0.filter { $0 != " " } } ?? ""
            values[name] = pair.count == 2 ? String(pair[1]) : ""
        }
        func value(_ name: String) throws(Problem) -> String {
            guard let value = values[name], !value.isEmpty else {
                throw .incomplete("Authorization header requires '\(name)' parameter. Authorization=\(authorization)")
            }
            return value
        }
        let scope = try value("Credential")
        text = try value("Signature")
        signedHeaders = try value("SignedHeaders").split(separator: ";").map { $0.lowercased() }
        guard let credential = Credential(scope: scope) else {
            throw .incomplete(
                "Credential must have exactly 5 slash-delimited elements, e.g. "
                    + "keyid/date/region/service/term, got '\(scope)'")
        }
        guard let date else {
            throw .incomplete(
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
                    + "Authorization=\(authorization)")
        }
        self.credential = credential
        self.date = date
    }

    private init(presigned request: WireRequest) throws(Problem) {
        func value(_ name: String) throws(Problem) -> String {
            guard let value = request.queryValue(name), !value.isEmpty else {
                throw .incomplete(
                    "AWS query-string parameters must include '\(name)'. Re-examine the query-string "
                        + "parameters.")
            }
            return value
        }
        guard try value("X-Amz-Algorithm") == Self.algorithm else {
            throw .incomplete("X-Amz-Algorithm only supports \"\(Self.algorithm)\"")
        }
        guard let credential = Credential(scope: try value("X-Amz-Credential")) else {
            throw .incomplete(
                "Credential must have exactly 5 slash-delimited elements, e.g. "
                    + "keyid/date/region/service/term, got '\(request.queryValue("X-Amz-Credential") ?? "")'")
        }
        guard let seconds = Int(try value("X-Amz-Expires")), (0...Self.longestSeconds).contains(seconds) else {
            throw .incomplete("X-Amz-Expires must be a number between 0 and \(Self.longestSeconds)")
        }
        self.credential = credential
        text = try value("X-Amz-Signature")
        signedHeaders = try value("X-Amz-SignedHeaders").split(separator: ";").map { $0.lowercased() }
        date = try value("X-Amz-Date")
        expiresSeconds = seconds
    }

    static let algorithm = "AWS4-HMAC-SHA256"
    /// A week.
    static let longestSeconds = 604_800

    /// ``date`` in milliseconds since 1970; nil where it is none.
    var time: Int? {
        let digits = date.utf8.compactMap { (0x30...0x39).contains($0) ? Int($0 - 0x30) : nil }
        guard date.utf8.count == 16, digits.count == 14, date.hasSuffix("Z") else { return nil }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        let day = Timestamp.start(year: number(0..<4), month: number(4..<6), day: number(6..<8))
        return day + ((number(8..<10) * 60 + number(10..<12)) * 60 + number(12..<14)) * 1000
    }

    /// What is signed, of a request in its canonical form.
    func stringToSign(_ canonical: CanonicalRequest) -> String {
        [Self.algorithm, date, scope, canonical.hash].joined(separator: "\n")
    }

    var scope: String { "\(credential.date)/\(credential.region)/\(credential.service)/aws4_request" }

    var key: (String) -> SigningKey {
        { [credential] secret in
            SigningKey(
                secret: secret, date: credential.date, region: credential.region, service: credential.service)
        }
    }
}
