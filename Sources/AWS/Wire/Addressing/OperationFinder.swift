import AWSAPI

/// Finds the operation that a request means among those that there are.
///
/// Signed requests name their service; of unsigned ones, `X-Amz-Target`, `Action`, the host and the path tell it, in this
/// order. What nobody else knows is for S3, whose paths may be anything.
struct OperationFinder: Sendable {
    /// An operation, and what the request's address says to it.
    struct Found: Sendable {
        var service: Service
        var operation: any Operation
        /// Values from the path.
        var labels: [PathTemplate.Label]

        var name: String { type(of: operation).name }
        var binding: HTTPBinding? { type(of: operation).binding }
    }

    /// There is no such operation: what to say, and in which protocol.
    struct Missing: Error {
        var error: AWSError
        var wire: WireProtocol
    }

    private struct Route: Sendable {
        var service: Int
        var operation: any Operation
        var method: String
        var template: PathTemplate
        var demandedHeaders: [String]

        /// How particular it is.
        var rank: Int {
            template.literals * 10_000 + template.segments.count * 100 + template.demands.count * 10
                + demandedHeaders.count
        }
    }

    private let services: [Service]
    private let signingNames: Set<String>
    private let routes: [Route]
    /// What the paths of rest-json services begin with: unsigned requests for these are no objects of S3.
    private let beginnings: Set<String>
    /// By the index of the service, then by name.
    private let named: [[String: any Operation]]

    init(_ directory: ServiceDirectory) {
        let services = directory.services
        self.services = services
        signingNames = Set(services.map(\.signingName))
        named = services.map { service in
            Dictionary(service.operations.map { (type(of: $0).name, $0) }) { first, _ in first }
        }
        var routes: [Route] = []
        for (index, service) in services.enumerated() {
            for operation in service.operations {
                guard let binding = type(of: operation).binding else { continue }
                routes.append(
                    Route(
                        service: index, operation: operation, method: binding.method,
                        template: PathTemplate(binding.path), demandedHeaders: binding.demandedHeaders))
            }
        }
        beginnings = Set(
            routes.filter { services[$0.service].wire == .restJSON }.compactMap {
                if case .literal(let text) = $0.template.segments.first { text } else { nil }
            })
        // The most particular first.
        self.routes = routes.sorted { $0.rank > $1.rank }
    }

    func find(_ request: WireRequest, credential: Credential?, host: HostName) throws(Missing) -> Found {
        if let target = request.headers["x-amz-target"] { return try find(target: target, credential) }
        let signed = credential?.service ?? host.service
        let candidates = services.indices.filter { signed == nil || services[$0].signingName == signed }
        let mayBeQuery = candidates.isEmpty || candidates.contains { services[$0].isQuery }
        if mayBeQuery, let action = FormBody.action(request) {
            return try find(action: action, candidates, signed: signed)
        }
        return try find(path: request, candidates, host, signed: signed)
    }

    // MARK: JSON

    /// `Logs_20140328.CreateLogGroup`
    private func find(target: String, _ credential: Credential?) throws(Missing) -> Found {
        let dot = target.lastIndex(of: ".") ?? target.startIndex
        let prefix = target[..<dot]
        let name = String(target[dot...].drop { $0 == "." })
        for (index, service) in services.enumerated() {
            guard case .json(let version, let known) = service.wire, known == prefix else { continue }
            if let operation = named[index][name] {
                return Found(service: service, operation: operation, labels: [])
            }
            throw Missing(
                error: .notEmulated(name, of: service.name, code: "UnknownOperationException"),
                wire: .json(version: version, targetPrefix: known))
        }
        throw Missing(
            error: .notEmulated(target, of: credential?.service, code: "UnknownOperationException"),
            wire: .json(version: "1.1", targetPrefix: ""))
    }

    // MARK: Query

    private func find(action: String, _ candidates: [Int], signed: String?) throws(Missing) -> Found {
        let queries = candidates.filter { services[$0].isQuery }
        for index in queries {
            if let operation = named[index][action] {
                return Found(service: services[index], operation: operation, labels: [])
            }
        }
        let service = queries.count == 1 ? services[queries[0]] : nil
        throw Missing(
            error: .notEmulated(action, of: signed ?? service?.name, code: "InvalidAction"),
            wire: service?.wire ?? .query(version: "", namespace: ""))
    }

    // MARK: REST

    private func find(
        path request: WireRequest, _ candidates: [Int], _ host: HostName, signed: String?
    ) throws(Missing) -> Found {
        let path = Self.segments(request.path)
        let isForS3 = signed == "s3" || (signed == nil && !beginnings.contains(path.first.map(String.init) ?? ""))
        let isWanted = services.indices.map { candidates.contains($0) && (!services[$0].isS3 || isForS3) }
        let inBucket = host.bucket.map { [Substring(PercentText.encode($0))] + path.filter { _ in true } }
        for route in routes where isWanted[route.service] && route.method == request.method {
            let isS3 = services[route.service].isS3
            let path = isS3 ? inBucket ?? path : path
            guard route.template.isMet(by: request.query), let labels = route.template.labels(in: path),
                route.demandedHeaders.allSatisfy({ request.headers[$0] != nil })
            else { continue }
            if isS3, S3Subresource.of(request, otherThan: route.template) != nil { break }
            return Found(service: services[route.service], operation: route.operation, labels: labels)
        }
        throw missing(request, candidates, signed: signed, isForS3: isForS3)
    }

    private func missing(
        _ request: WireRequest, _ candidates: [Int], signed: String?, isForS3: Bool
    ) -> Missing {
        if isForS3, let s3 = services.first(where: \.isS3) {
            let subresource = S3Subresource.of(request, otherThan: nil).map { "?\($0)" } ?? ""
            let name = "\(request.method) \(request.path)\(subresource)"
            return Missing(error: .notEmulated(name, of: s3.name, code: "NotImplemented"), wire: s3.wire)
        }
        let known = signed == nil ? nil : candidates.first.map { services[$0] }
        if let known, known.isQuery || FormBody.isForm(request) {
            let error = AWSError(
                "MissingAction", "The request says no Action, which is how operations of \(known.name) are named.")
            return Missing(error: error, wire: known.wire)
        }
        return Missing(
            error: .notEmulated(
                "\(request.method) \(request.path)", of: known?.name ?? signed, code: "UnknownOperationException",
                status: 404),
            wire: .restJSON)
    }

    /// What stands between the slashes; empty parts stay, since keys of objects may have them.
    private static func segments(_ path: String) -> [Substring] {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let rest = parts.dropFirst(parts.first?.isEmpty == true ? 1 : 0)
        return rest.count == 1 && rest.first?.isEmpty == true ? [] : Array(rest)
    }
}

extension Service {
    var isQuery: Bool { if case .query = wire { true } else { false } }
    var isS3: Bool { if case .restXML = wire { true } else { false } }
}

extension AWSError {
    static func notEmulated(_ name: String, of service: String?, code: String, status: Int = 400) -> AWSError {
        let service = service.map { " of \($0)" } ?? ""
        return AWSError(code, "Understudy does not emulate \(name.prefix(500))\(service).", status: status)
    }
}
