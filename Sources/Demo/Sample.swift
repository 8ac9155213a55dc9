/// One thing to ask an endpoint, as a meaning; ``request`` is its form on the wire.
package enum Sample: Hashable, Sendable {
    /// A number with at most two decimals, as whole hundredths: 6250 is 62.5.
    case round(hundredths: Int)
    case sort([Int])
    case fizzbuzz(from: Int, to: Int)
    case pbkdf2(password: String, salt: String, iterations: Int)
    /// Input that every implementation must refuse in the same words.
    case bad(Endpoint, query: String, body: String?)

    package var endpoint: Endpoint {
        switch self {
        case .round: .round
        case .sort: .sort
        case .fizzbuzz: .fizzbuzz
        case .pbkdf2: .pbkdf2
        case .bad(let endpoint, _, _): endpoint
        }
    }

    package var request: Request {
        switch self {
        case .round(let hundredths):
            Request(query: "?number=\(Self.decimal(hundredths))")
        case .sort(let numbers):
            Request(body: "[" + numbers.map(String.init).joined(separator: ",") + "]")
        case .fizzbuzz(let from, let to):
            Request(query: "?from=\(from)&to=\(to)")
        case .pbkdf2(let password, let salt, let iterations):
            Request(body: #"{"password":"\#(password)","salt":"\#(salt)","iterations":\#(iterations)}"#)
        case .bad(_, let query, let body):
            Request(query: query, body: body)
        }
    }

    /// 6250 as `62.5`, -5 as `-0.05`, 700 as `7`.
    static func decimal(_ hundredths: Int) -> String {
        let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// The part of an HTTP request that does not depend on whom it goes to: a POST when it has a body, else a GET.
package struct Request: Hashable, Sendable {
    /// With its question mark; empty for none.
    package var query = ""
    /// JSON.
    package var body: String?
}

/// The four endpoints; the control answers at the endpoint's own path, each candidate at its name.
package enum Endpoint: String, CaseIterable, Sendable {
    case round, sort, fizzbuzz, pbkdf2
}
