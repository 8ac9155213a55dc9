public import AWSAPI
public import Cloud
import JSON

/// Amazon API Gateway's control plane: REST APIs (`apigateway`) and HTTP APIs (`apigatewayv2`).
///
/// Operations change definitions. What is deployed of them is compiled to ``Cloud/API`` and published, so that requests
/// find it ready; they never look at definitions. Which functions an API may call is not asked: permissions that
/// Lambda's AddPermission gives are stored there and not enforced. Authorizers and API keys are stored and not enforced
/// either, which the log says.
public actor APIGateway {
    /// Takes compiled APIs over; requests see them when this returns.
    public typealias Publish = @Sendable ([Command]) async throws(AWSError) -> Void

    private struct Key: Hashable {
        var family: Definition.Family
        var scope: Scope
        var id: String
    }

    private let records: any Records
    private let publish: Publish
    private let warn: @Sendable (String) -> Void
    private var definitions: [Key: Definition] = [:]
    private var published: [Key: API] = [:]
    private var isPublishing = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameters:
    ///   - records: where definitions survive.
    ///   - warn: told, in one sentence, of what is defined and not carried out.
    ///   - publish: see ``Publish``.
    public init(
        records: any Records, warn: @escaping @Sendable (String) -> Void = { _ in }, publish: @escaping Publish
    ) {
        self.records = records
        self.warn = warn
        self.publish = publish
    }

    /// Takes up what an earlier emulator kept, and publishes it. To be called once, before any operation.
    public func start() async throws(AWSError) {
        for family in [Definition.Family.rest, .http] {
            for definition in try Definition.load(family, from: records) {
                let key = Key(family: family, scope: definition.scope, id: definition.id)
                definitions[key] = definition
                try await bringUp(key)
            }
        }
    }
}

// MARK: Reading

extension APIGateway {
    /// - Throws: NotFoundException.
    func definition(_ family: Definition.Family, _ id: String, _ call: Call) throws(AWSError) -> Definition {
        guard let definition = definitions[Key(family: family, scope: call.scope, id: id)] else {
            throw .notFound("Invalid API identifier specified \(call.scope.account):\(id)")
        }
        return definition
    }

    /// The oldest first.
    func all(_ family: Definition.Family, _ call: Call) -> [Definition] {
        definitions.filter { $0.key.family == family && $0.key.scope == call.scope }.map(\.value).sorted {
            ($0.madeAt, $0.id) < ($1.madeAt, $1.id)
        }
    }

    /// An id for a new API: computed from its name, so that what is deployed anew keeps its URL; one by chance where
    /// an API of that name is there already.
    func freshID(_ family: Definition.Family, name: String, _ call: Call) -> String {
        var id = GeneratedID.api(name: name, kind: family.rawValue, scope: call.scope)
        while definitions.keys.contains(where: { $0.id == id }) { id = FreshID.text(length: 10) }
        return id
    }
}

// MARK: Changing

extension APIGateway {
    /// Keeps a new API.
    func add(_ definition: Definition) async throws(AWSError) {
        let key = Key(family: definition.family, scope: definition.scope, id: definition.id)
        definitions[key] = definition
        records.write(definition.changes(since: nil))
        try await bringUp(key)
        try await records.settle()
    }

    /// Changes an API, wholly or not at all; requests see what came of it when this returns.
    func change<Value: Sendable>(
        _ family: Definition.Family, _ id: String, _ call: Call,
        _ body: @Sendable (inout Definition) throws(AWSError) -> Value
    ) async throws(AWSError) -> Value {
        let old = try definition(family, id, call)
        var new = old
        let value = try body(&new)
        let key = Key(family: family, scope: call.scope, id: id)
        definitions[key] = new
        records.write(new.changes(since: old))
        try await bringUp(key)
        try await records.settle()
        return value
    }

    func remove(_ family: Definition.Family, _ id: String, _ call: Call) async throws(AWSError) {
        let old = try definition(family, id, call)
        let key = Key(family: family, scope: call.scope, id: id)
        definitions[key] = nil
        records.write(old.removals)
        try await bringUp(key)
        try await records.settle()
    }

    /// Publishes the present state of an API where it differs from what was published. One at a time, and always the
    /// present state: so the last one published is the last one there was, in whatever order callers get their turn.
    private func bringUp(_ key: Key) async throws(AWSError) {
        while isPublishing { await withCheckedContinuation { waiting.append($0) } }
        isPublishing = true
        defer {
            isPublishing = false
            if !waiting.isEmpty { waiting.removeFirst().resume() }
        }
        let compiled = definitions[key].map { $0.compiled() }
        guard compiled?.api != published[key] else { return }
        if let compiled {
            try await publish([.putAPI(compiled.api)])
            for notice in compiled.notices { warn(notice) }
        } else {
            try await publish([.deleteAPI(id: key.id, scope: key.scope)])
        }
        published[key] = compiled?.api
    }
}

extension Definition {
    /// Milliseconds since 1970.
    var madeAt: Int { api["_madeAt"]?.intValue ?? 0 }
}
