import AWSAPI
import Cloud
import JSON

/// Everything that was defined of one API, as its operations give it back: members by their names on the wire.
///
/// A value: operations change it, and the actor ``APIGateway`` keeps and publishes what came of it. Members whose names
/// begin with `_` are ours, and no client sees them.
struct Definition: Sendable, Equatable {
    /// The two APIs that API Gateway has for its two kinds of API.
    enum Family: String, Sendable {
        /// `apigateway`, REST APIs.
        case rest
        /// `apigatewayv2`, HTTP APIs.
        case http
    }

    enum Kind: String, Sendable, CaseIterable {
        /// REST: a node of the tree, with its methods.
        case resource
        /// HTTP.
        case integration, route
        /// With what it froze, in `_snapshot`.
        case deployment
        case stage, authorizer
    }

    let family: Family
    let scope: Scope
    let id: String
    var api: JSON
    private(set) var things: [Kind: [String: JSON]] = [:]

    init(family: Family, scope: Scope, id: String, api: JSON) {
        self.family = family
        self.scope = scope
        self.id = id
        self.api = api
    }

    subscript(kind: Kind, id: String) -> JSON? {
        get { things[kind]?[id] }
        set { things[kind, default: [:]][id] = newValue }
    }

    /// All of a kind, the oldest first where they say when they were made.
    func all(_ kind: Kind) -> [JSON] {
        (things[kind] ?? [:]).sorted { left, right in
            (Self.age(left.value), left.key) < (Self.age(right.value), right.key)
        }.map(\.value)
    }

    private static func age(_ thing: JSON) -> String {
        thing["createdDate"].map { $0.stringValue ?? $0.text } ?? ""
    }

    func count(_ kind: Kind) -> Int { things[kind]?.count ?? 0 }

    /// An id that nothing of this kind has.
    func freshID(_ kind: Kind, length: Int) -> String {
        while true {
            let id = FreshID.text(length: length)
            if self[kind, id] == nil { return id }
        }
    }
}

/// Ids in AWS's form: lower-case letters and digits, the first a letter.
enum FreshID {
    static func text(length: Int) -> String {
        // Neither collection is empty.
        let first = letters.randomElement().map(String.init) ?? ""
        return first + String((1..<length).compactMap { _ in alphabet.randomElement() })
    }

    private static let letters = Array("abcdefghijklmnopqrstuvwxyz")
    private static let alphabet = letters + Array("0123456789")
}
