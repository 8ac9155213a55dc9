import AWSAPI
import Cloud
import JSON

/// How definitions are kept: one record for the API itself, and one for each thing in it.
extension Definition {
    /// Of the API itself.
    static func recordKind(_ family: Family) -> String { "apigateway.\(family.rawValue)" }

    static func recordKind(_ family: Family, _ kind: Kind) -> String {
        "apigateway.\(family.rawValue).\(kind.rawValue)"
    }

    private var key: String { "\(scope.account)/\(scope.region)/\(id)" }

    /// What makes the records of an earlier state, or of nothing, those of this one.
    func changes(since old: Definition?) -> [RecordChange] {
        var changes: [RecordChange] = []
        if old?.api != api {
            changes.append(.put(kind: Self.recordKind(family), key: key, value: api.bytes))
        }
        for kind in Kind.allCases {
            let before = old?.things[kind] ?? [:]
            let now = things[kind] ?? [:]
            let recordKind = Self.recordKind(family, kind)
            for (id, value) in now where before[id] != value {
                changes.append(.put(kind: recordKind, key: "\(key)/\(id)", value: value.bytes))
            }
            for id in before.keys where now[id] == nil {
                changes.append(.delete(kind: recordKind, key: "\(key)/\(id)"))
            }
        }
        return changes
    }

    /// What removes all records.
    var removals: [RecordChange] {
        var changes: [RecordChange] = [.delete(kind: Self.recordKind(family), key: key)]
        for (kind, things) in things {
            for id in things.keys {
                changes.append(.delete(kind: Self.recordKind(family, kind), key: "\(key)/\(id)"))
            }
        }
        return changes
    }

    /// Everything of a family that was kept.
    static func load(_ family: Family, from records: any Records) throws(AWSError) -> [Definition] {
        var definitions: [String: Definition] = [:]
        for record in try records.load(recordKind(family)) {
            let parts = record.key.split(separator: "/", maxSplits: 2).map(String.init)
            guard parts.count == 3 else { continue }
            definitions[record.key] = Definition(
                family: family, scope: Scope(account: parts[0], region: parts[1]), id: parts[2],
                api: try json(record))
        }
        for kind in Kind.allCases {
            for record in try records.load(recordKind(family, kind)) {
                let parts = record.key.split(separator: "/", maxSplits: 3).map(String.init)
                guard parts.count == 4 else { continue }
                definitions[parts[..<3].joined(separator: "/")]?[kind, parts[3]] = try json(record)
            }
        }
        return Array(definitions.values)
    }

    private static func json(_ record: StoredRecord) throws(AWSError) -> JSON {
        do {
            return try JSON(parsing: record.value)
        } catch {
            throw AWSError(
                "InternalFailure", "The stored record '\(record.key)' of API Gateway is not JSON: \(error.message)",
                status: 500)
        }
    }
}
