import Cloud

/// The routes of one API, compiled into a tree with one level per segment.
///
/// A look-up visits each node at most once, so its cost is bounded by the number of routes, whatever the path.
struct RouteTable: Sendable {
    /// How the two gateways choose when several routes fit.
    enum Precedence: Sendable {
        /// REST APIs settle on a resource first, segment by segment: exact over `{param}` over `{proxy+}`; only then
        /// do they look for the method. A trailing slash means nothing.
        case resourceFirst
        /// HTTP APIs prefer a full match of path and method over any greedy one, and that over `$default`. A trailing
        /// slash makes another path.
        case fullMatchFirst
    }

    struct Match {
        var route: Route
        /// Where the route stands among all of the table.
        var index: Int
        /// In the order of the path, still percent-encoded.
        var parameters: [(name: String, value: Substring)]
    }

    private let precedence: Precedence
    private let routes: [Route]
    private var nodes: [Node] = [Node()]
    private var defaultRoute: Int?

    /// Of two routes with the same method and path the first wins.
    init(_ routes: [Route], precedence: Precedence) {
        self.precedence = precedence
        self.routes = routes
        for index in routes.indices { insert(index) }
    }

    /// - Parameter path: percent-encoded, with its leading slash and without the stage.
    func match(path: Substring, method: String) -> Match? {
        let segments = segments(of: path)
        guard let found = find(segments[...], method: method) ?? defaultRoute else { return nil }
        return Match(route: routes[found], index: found, parameters: parameters(of: routes[found], segments, path))
    }
}

// MARK: The tree

extension RouteTable {
    private struct Node {
        var literals: [String: Int] = [:]
        var parameter: Int?
        /// The routes that end here.
        var complete = Methods()
        /// The routes that end here with a greedy segment, which takes everything further down.
        var greedy = Methods()
    }

    /// Which route answers a method.
    private struct Methods {
        private var routes: [String: Int] = [:]

        var isEmpty: Bool { routes.isEmpty }

        mutating func add(_ method: String, _ route: Int) {
            if routes[method] == nil { routes[method] = route }
        }

        /// The method's own route, else that of `ANY`, which stands for API Gateway's seven methods only.
        func route(for method: String) -> Int? {
            if let route = routes[method] { return route }
            return Route.methods.contains(method) ? routes["ANY"] : nil
        }
    }

    private mutating func insert(_ index: Int) {
        let route = routes[index]
        guard route.path != .default else {
            defaultRoute = defaultRoute ?? index
            return
        }
        var node = 0
        for segment in route.path.segments {
            switch segment {
            case .literal(let text): node = child(text, of: node)
            case .parameter: node = parameterChild(of: node)
            case .greedy:
                nodes[node].greedy.add(route.method, index)
                return
            }
        }
        nodes[node].complete.add(route.method, index)
    }

    private mutating func child(_ literal: String, of node: Int) -> Int {
        if let child = nodes[node].literals[literal] { return child }
        nodes.append(Node())
        nodes[node].literals[literal] = nodes.count - 1
        return nodes.count - 1
    }

    private mutating func parameterChild(of node: Int) -> Int {
        if let child = nodes[node].parameter { return child }
        nodes.append(Node())
        nodes[node].parameter = nodes.count - 1
        return nodes.count - 1
    }
}

// MARK: Looking up

extension RouteTable {
    private enum Found {
        case route(Int)
        /// The path leads to a resource that lacks the method: the end of the search in a REST API.
        case resourceWithoutMethod
    }

    private enum Pass {
        case everything
        case completeOnly
        case greedyOnly
    }

    private func find(_ segments: ArraySlice<Substring>, method: String) -> Int? {
        let found: Found? =
            switch precedence {
            case .resourceFirst:
                search(0, segments, method, .everything)
            case .fullMatchFirst:
                search(0, segments, method, .completeOnly) ?? search(0, segments, method, .greedyOnly)
            }
        guard case .route(let index) = found else { return nil }
        return index
    }

    private func search(_ index: Int, _ segments: ArraySlice<Substring>, _ method: String, _ pass: Pass) -> Found? {
        let node = nodes[index]
        guard let segment = segments.first else {
            return pass == .greedyOnly ? nil : choose(node.complete, method)
        }
        if let child = node.literals[PercentCoding.decode(segment)],
            let found = search(child, segments.dropFirst(), method, pass)
        {
            return found
        }
        if let child = node.parameter, !segment.isEmpty,
            let found = search(child, segments.dropFirst(), method, pass)
        {
            return found
        }
        let remainderIsEmpty = segments.count == 1 && segment.isEmpty
        return pass == .completeOnly || remainderIsEmpty ? nil : choose(node.greedy, method)
    }

    private func choose(_ methods: Methods, _ method: String) -> Found? {
        if let route = methods.route(for: method) { return .route(route) }
        return precedence == .resourceFirst && !methods.isEmpty ? .resourceWithoutMethod : nil
    }

    private func segments(of path: Substring) -> [Substring] {
        var segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let ignoresTrailingSlash = precedence == .resourceFirst || segments.count == 1
        if ignoresTrailingSlash, segments.last?.isEmpty == true { segments.removeLast() }
        return segments
    }

    private func parameters(
        of route: Route, _ segments: [Substring], _ path: Substring
    ) -> [(name: String, value: Substring)] {
        zip(route.path.segments, segments).compactMap { part, segment in
            switch part {
            case .literal: nil
            case .parameter(let name): (name, segment)
            case .greedy(let name): (name, path[segment.startIndex...])
            }
        }
    }
}
