import AWSAPI
import JSON

/// A request of the query protocol: `Action=CreateStack&Tags.member.1.Key=...`, in the body or in the URL.
enum FormBody {
    /// The longest form that is read: a template of CloudFormation has at most 51,200 bytes here, a policy fewer.
    static let limitBytes = 4 << 20
    /// How many parts the name of a parameter may have.
    static let depthLimit = 32

    static func action(_ request: WireRequest) -> String? {
        if let action = request.queryValue("Action") { return action }
        guard isForm(request) else { return nil }
        // The action stands first or nearly so; a name that merely ends in `Action` is another parameter.
        return parameters(request).first { $0.name == "Action" }?.value
    }

    static func isForm(_ request: WireRequest) -> Bool {
        request.headers["content-type"]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true
    }

    static func parameters(_ request: WireRequest) -> [QueryParameter] {
        guard isForm(request), request.body.count <= limitBytes else { return request.query }
        return request.query + QueryParameter.list(parsing: String(decoding: request.body, as: UTF8.self))
    }

    /// The members of the input; every value is a text.
    static func members(_ request: WireRequest) throws(AWSError) -> JSON {
        guard request.body.count <= limitBytes else {
            throw AWSError(
                "RequestEntityTooLarge", "The request's form must not be longer than \(limitBytes) bytes.", status: 413)
        }
        let root = Node()
        for parameter in parameters(request) {
            if parameter.name == "Action" || parameter.name == "Version" || parameter.name.hasPrefix("X-Amz-") {
                continue
            }
            let parts = parameter.name.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count <= depthLimit else {
                throw AWSError(
                    "MalformedQueryString", "The parameter '\(parameter.name.prefix(100))...' nests too deep.")
            }
            root.node(at: parts).value = parameter.value
        }
        return root.structure
    }

    /// One part of the names of parameters, such as `Tags` or `member`.
    private final class Node {
        var value: String?
        private var children: [String: Node] = [:]
        /// The names of the children, in the order of the request.
        private var order: [String] = []

        func node(at path: [Substring]) -> Node {
            var node = self
            for part in path {
                let name = String(part)
                if let known = node.children[name] {
                    node = known
                } else {
                    let new = Node()
                    node.children[name] = new
                    node.order.append(name)
                    node = new
                }
            }
            return node
        }

        var structure: JSON {
            .object(order.compactMap { name in children[name].map { JSON.Member(name, $0.json) } })
        }

        private var json: JSON {
            if order.isEmpty { return .string(value ?? "") }
            if order == ["member"], let list = children["member"], !list.order.isEmpty {
                return .array(list.elements.map(\.json))
            }
            if order == ["entry"], let map = children["entry"], !map.order.isEmpty { return map.entries }
            // A flattened list.
            if order.allSatisfy({ Int($0) != nil }) { return .array(elements.map(\.json)) }
            return structure
        }

        /// The children by their numbers.
        private var elements: [Node] {
            order.sorted { (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1) }.compactMap { children[$0] }
        }

        private var entries: JSON {
            .object(
                elements.compactMap { entry in
                    guard let key = entry.children["key"]?.value else { return nil }
                    return JSON.Member(key, entry.children["value"]?.json ?? "")
                })
        }
    }
}
