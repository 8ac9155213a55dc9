public import AWSAPI
internal import Foundation

/// AWS CloudFormation: stacks, change sets, exports.
///
/// Source: botocore's cloudformation/2010-05-15 model.
public struct CloudFormationService: Sendable {
    private let stacks: Stacks

    /// - Parameters:
    ///   - records: where stacks are kept; the same as those of the services in the directory, so that what a stack did is
    ///     acknowledged as one.
    ///   - directory: the services whose operations make resources.
    ///   - pretendsUnknownResources: whether resources of types that are not there are pretended, instead of failing.
    ///   - clock: milliseconds since 1970.
    /// - Throws: InternalFailure for records that cannot be read.
    public init(
        records: any Records, directory: ServiceDirectory, pretendsUnknownResources: Bool = false,
        clock: @escaping @Sendable () -> Int
    ) throws(AWSError) {
        stacks = try Stacks(
            records: records, types: ResourceTypes(Self.types, pretendsOthers: pretendsUnknownResources),
            directory: directory, clock: clock, newIdentifier: { UUID().uuidString.lowercased() })
    }

    init(_ stacks: Stacks) {
        self.stacks = stacks
    }

    /// Brings stacks to an end that were left in the midst of something when the emulator was killed. Without it, the first
    /// call does.
    public func recover(_ call: Call) async throws(AWSError) {
        let stacks = stacks
        try await Settling.once(stacks.records) { () async throws(AWSError) in await stacks.ready(call) }
    }

    public var service: Service {
        Service(
            "cloudformation",
            wire: .query(version: "2010-05-15", namespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/"),
            operations: [
                CancelUpdateStack(stacks: stacks), ContinueUpdateRollback(stacks: stacks),
                CreateChangeSet(stacks: stacks), CreateStack(stacks: stacks), DeleteChangeSet(stacks: stacks),
                DeleteStack(stacks: stacks), DescribeChangeSet(stacks: stacks), DescribeStackEvents(stacks: stacks),
                DescribeStackResource(stacks: stacks), DescribeStackResources(stacks: stacks),
                DescribeStacks(stacks: stacks), ExecuteChangeSet(stacks: stacks), GetStackPolicy(stacks: stacks),
                GetTemplate(stacks: stacks), GetTemplateSummary(stacks: stacks), ListChangeSets(stacks: stacks),
                ListExports(stacks: stacks), ListImports(stacks: stacks), ListStackResources(stacks: stacks),
                ListStacks(stacks: stacks), RollbackStack(stacks: stacks), SetStackPolicy(stacks: stacks),
                UpdateStack(stacks: stacks), UpdateTerminationProtection(stacks: stacks),
                ValidateTemplate(stacks: stacks),
            ])
    }
}
