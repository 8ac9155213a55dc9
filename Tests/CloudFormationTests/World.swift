import AWSAPI
import Foundation
import JSON
import StateStore
import Synchronization

@testable import CloudFormation

/// What a test's resources are made in: named things with a size, kept in the same records as the stacks.
final class World: Sendable {
    /// Runs in the midst of an operation, such as `create A`.
    typealias Hook = @Sendable (String) async -> Void

    private struct State {
        var hook: Hook?
        var things: [String: String] = [:]
        var made = 0
        var log: [String] = []
        /// `create A`: the operation that is refused, on the thing of that label.
        var refused: Set<String> = []
        var refusedOnce: Set<String> = []
        /// The number of operations that still succeed; nil for all.
        var remaining: Int?
    }

    private let state = Mutex(State())
    private let records: any Records

    /// - Parameter records: things are taken up from there.
    init(_ records: any Records) throws {
        self.records = records
        for record in try records.load("world") {
            state.withLock { $0.things[record.key] = String(decoding: record.value, as: UTF8.self) }
        }
    }

    /// Sizes of things by name.
    var things: [String: String] { state.withLock { $0.things } }
    /// What was done, in order: `create A`.
    var log: [String] { state.withLock { $0.log } }

    func forgetLog() { state.withLock { $0.log = [] } }

    func whenever(_ hook: @escaping Hook) { state.withLock { $0.hook = hook } }

    /// What the test does meanwhile.
    func meanwhile(_ operation: String) async {
        if let hook = state.withLock({ $0.hook }) { await hook(operation) }
    }

    func refuse(_ operations: String...) { state.withLock { $0.refused.formUnion(operations) } }

    func refuseOnce(_ operation: String) { state.withLock { _ = $0.refusedOnce.insert(operation) } }

    func refuseNothing() { state.withLock { ($0.refused, $0.remaining) = ([], nil) } }

    /// Lets so many operations succeed, and then none but deletions.
    func failAfter(_ count: Int) { state.withLock { $0.remaining = count } }

    func set(_ name: String, to size: String?, _ operation: String, _ label: String) throws(AWSError) {
        let result: Result<Void, AWSError> = state.withLock { state in
            let entry = "\(operation) \(label)"
            guard !state.refused.contains(entry), state.refusedOnce.remove(entry) == nil else {
                return .failure(AWSError("ThingException", "No \(entry) today."))
            }
            if operation != "delete", let remaining = state.remaining {
                guard remaining > 0 else { return .failure(AWSError("ThingException", "No \(entry) any more.")) }
                state.remaining = remaining - 1
            }
            if operation == "create", state.things[name] != nil {
                return .failure(AWSError("ConflictException", "\(name) exists already."))
            }
            state.log.append(entry)
            state.things[name] = size
            return .success(())
        }
        try result.get()
        records.write([
            size.map { .put(kind: "world", key: name, value: Array($0.utf8)) } ?? .delete(kind: "world", key: name)
        ])
    }
}

/// `Test::Thing`: `Size` changes in place, `Name` and `Shape` do not, `Uses` is whatever one wants to refer to.
struct Thing: ResourceType {
    let name = "Test::Thing"
    let schema = ResourceSchema(
        mutable: ["Size", "Tags", "Uses"], createOnly: ["Name", "Shape"], attributes: ["Arn", "Size"],
        nameProperty: "Name")
    let world: World

    func generatedID(_ properties: Parameters, _ context: ResourceContext) throws(AWSError) -> String? {
        try properties.string("Name") == nil ? context.generatedName(maximumLength: 64) : nil
    }

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        await world.meanwhile("create \(context.logicalID)")
        let name = try properties.string("Name") ?? context.generatedName(maximumLength: 64)
        return try set(name, properties, "create", context)
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        await world.meanwhile("update \(context.logicalID)")
        return try set(physicalID, new, "update", context)
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        guard world.things[physicalID] != nil else { return }
        try world.set(physicalID, to: nil, "delete", context.logicalID)
    }

    private func set(
        _ name: String, _ properties: Parameters, _ operation: String, _ context: ResourceContext
    ) throws(AWSError) -> MadeResource {
        let size = try properties.string("Size") ?? "0"
        try world.set(name, to: size, operation, context.logicalID)
        return MadeResource(name, ["Arn": .string("arn:thing:\(name)"), "Size": .string(size)])
    }
}

/// CloudFormation over a world of things, called as clients call it.
struct Formation {
    let world: World
    let stacks: Stacks
    private let directory: ServiceDirectory

    init(_ records: any Records = MemoryRecords(), pretendsOthers: Bool = false, more: [any ResourceType] = []) throws {
        let world = try World(records)
        let time = Mutex(1_767_225_600_000)
        let number = Mutex(0)
        stacks = try Stacks(
            records: records, types: ResourceTypes([Thing(world: world)] + more, pretendsOthers: pretendsOthers),
            directory: ServiceDirectory([]),
            clock: {
                time.withLock {
                    $0 += 1; return $0
                }
            },
            newIdentifier: {
                let next = number.withLock {
                    $0 += 1; return $0
                }
                return "00000000-0000-0000-0000-\(String(repeating: "0", count: 12 - String(next).count))\(next)"
            })
        self.world = world
        directory = ServiceDirectory([CloudFormationService(stacks).service])
    }

    @discardableResult
    func call(_ operation: String, _ input: JSON) async throws(AWSError) -> JSON {
        try await directory.call("cloudformation", operation, input, Call(requestID: "request", time: 0))
    }

    func create(_ template: String, name: String = "demo", _ more: [JSON.Member] = []) async throws(AWSError) -> JSON {
        try await call(
            "CreateStack",
            .object([JSON.Member("StackName", .string(name)), JSON.Member("TemplateBody", .string(template))] + more))
    }

    func update(_ template: String, name: String = "demo", _ more: [JSON.Member] = []) async throws(AWSError) -> JSON {
        try await call(
            "UpdateStack",
            .object([JSON.Member("StackName", .string(name)), JSON.Member("TemplateBody", .string(template))] + more))
    }

    func stack(_ name: String = "demo") async throws(AWSError) -> JSON {
        try await call("DescribeStacks", ["StackName": .string(name)])["Stacks"]?[0] ?? nil
    }

    func status(_ name: String = "demo") async throws(AWSError) -> String {
        try await stack(name)["StackStatus"]?.stringValue ?? ""
    }

    /// `A CREATE_COMPLETE`, oldest first; the stack's own under its name.
    func events(_ name: String = "demo") async throws(AWSError) -> [String] {
        let events =
            try await call("DescribeStackEvents", ["StackName": .string(name)])["StackEvents"]?.arrayValue ?? []
        return events.reversed().map {
            "\($0["LogicalResourceId"]?.stringValue ?? "") \($0["ResourceStatus"]?.stringValue ?? "")"
        }
    }

    /// Physical ids by logical ones, of what is there.
    func resources(_ name: String = "demo") async throws(AWSError) -> [String: String] {
        let list = try await call("ListStackResources", ["StackName": .string(name)])["StackResourceSummaries"]?
            .arrayValue
        var resources: [String: String] = [:]
        for resource in list ?? [] where resource["ResourceStatus"]?.stringValue?.hasPrefix("DELETE") != true {
            resources[resource["LogicalResourceId"]?.stringValue ?? ""] = resource["PhysicalResourceId"]?.stringValue
        }
        return resources
    }
}
