import AWSAPI
import Cloud
import Foundation

/// Functions and layers as records: a function without its versions, each version by itself, as it never changes, and a
/// layer.
struct StoredFunctions {
    private static let functionKind = "lambda.function"
    private static let versionKind = "lambda.version"
    private static let layerKind = "lambda.layer"

    /// The functions that have a record, by its key.
    private var functions: [String: (name: String, scope: Scope)] = [:]

    // MARK: Writing

    /// What commands change on disk. Functions of a configuration file are written only once an API has changed them.
    mutating func changes(by commands: [Command], from before: Cloud, to after: Cloud) -> [RecordChange] {
        var changes: [RecordChange] = []
        for command in commands {
            if case .replaceFileResources = command {
                for (name, scope) in functions.values {
                    changes += functionChanges(name, scope, from: before, to: after)
                }
            } else if let (name, scope) = command.function {
                changes += functionChanges(name, scope, from: before, to: after)
            } else if let (name, scope) = command.layer, let layer = after.layer(named: name, in: scope) {
                changes.append(.put(kind: Self.layerKind, key: Self.key(name, scope), value: Self.encode(layer)))
            }
        }
        return changes
    }

    private mutating func functionChanges(
        _ name: String, _ scope: Scope, from before: Cloud, to after: Cloud
    ) -> [RecordChange] {
        let key = Self.key(name, scope)
        let old = before.function(named: name, in: scope)
        guard var function = after.function(named: name, in: scope) else {
            functions[key] = nil
            let versions = (old?.versions ?? []).map {
                RecordChange.delete(kind: Self.versionKind, key: "\(key)/\($0.version)")
            }
            return [.delete(kind: Self.functionKind, key: key)] + versions
        }
        // What is not recorded yet is written whole.
        let known = functions[key] == nil ? [] : Set((old?.versions ?? []).map(\.version))
        functions[key] = (name, scope)
        let added = function.versions.filter { !known.contains($0.version) }
        let gone = known.subtracting(function.versions.map(\.version))
        function.versions = []
        return [.put(kind: Self.functionKind, key: key, value: Self.encode(function))]
            + added.map { .put(kind: Self.versionKind, key: "\(key)/\($0.version)", value: Self.encode($0)) }
            + gone.sorted().map { .delete(kind: Self.versionKind, key: "\(key)/\($0)") }
    }

    private static func key(_ name: String, _ scope: Scope) -> String { "\(scope.account)/\(scope.region)/\(name)" }

    private static func encode(_ value: some Encodable) -> [UInt8] {
        do {
            return [UInt8](try JSONEncoder().encode(value))
        } catch {
            // Weights are checked to lie between 0 and 1, and only a number that is none could not be written.
            preconditionFailure("\(value) has no JSON: \(error)")
        }
    }

    // MARK: Reading

    static func load(
        from records: any Records, code: any Blobs
    ) throws(AWSError) -> (cloud: Cloud, stored: StoredFunctions) {
        var cloud = Cloud()
        var stored = StoredFunctions()
        var versions: [String: [FunctionVersion]] = [:]
        for record in try records.load(versionKind) {
            let version = try decode(FunctionVersion.self, record, versionKind)
            versions[key(version.name, version.scope), default: []].append(version.placed(in: code))
        }
        for record in try records.load(functionKind) {
            var function = try decode(Function.self, record, functionKind)
            function.latest = function.latest.placed(in: code)
            function.versions = (versions[record.key] ?? []).sorted { Int($0.version) ?? 0 < Int($1.version) ?? 0 }
            cloud.restore(function)
            stored.functions[record.key] = (function.name, function.scope)
        }
        for record in try records.load(layerKind) {
            let parts = record.key.split(separator: "/").map(String.init)
            guard parts.count == 3 else { continue }
            let layer = try decode(Layer.self, record, layerKind)
            cloud.restore(layer, name: parts[2], scope: Scope(account: parts[0], region: parts[1]))
        }
        return (cloud, stored)
    }

    private static func decode<Value: Decodable>(
        _ type: Value.Type, _ record: StoredRecord, _ kind: String
    ) throws(AWSError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(record.value))
        } catch {
            throw AWSError(
                "InternalFailure",
                "The emulator's state has a record that cannot be read, \(kind) \(record.key): \(error)",
                status: 500)
        }
    }
}

extension FunctionVersion {
    /// The state's folder may lie elsewhere than in the run that wrote it: a zip of ours is found by its name.
    fileprivate func placed(in blobs: any Blobs) -> FunctionVersion {
        var version = self
        if case .zip(let path) = code, let name = CodeName(base64: details.codeSHA256)?.hex, path.hasSuffix("/" + name)
        {
            version.code = .zip(path: blobs.path(of: name))
        }
        for index in version.details.layers.indices {
            guard let name = CodeName(base64: version.details.layers[index].codeSHA256)?.hex else { continue }
            version.details.layers[index].path = blobs.path(of: name)
        }
        return version
    }
}
