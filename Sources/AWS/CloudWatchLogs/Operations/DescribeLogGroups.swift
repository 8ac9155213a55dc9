import AWSAPI
import Cloud
import JSON

struct DescribeLogGroups: Operation {
    static let name = "DescribeLogGroups"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let limit = try input.limit(1...50, otherwise: 50)
        let (prefix, pattern) = (try input.string("logGroupNamePrefix"), try input.string("logGroupNamePattern"))
        guard prefix == nil || pattern == nil else {
            throw .invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.")
        }
        let identifiers = try input.strings("logGroupIdentifiers")
        let names = identifiers.map { Set($0.map { LogGroupARN.name(in: $0) ?? $0 }) }
        let groups = await archive.current().groups(in: call.scope)
            .filter { entry in
                entry.group.name.hasPrefix(prefix ?? "")
                    && pattern.map { $0.isEmpty || entry.group.name.contains($0) } ?? true
                    && names?.contains(entry.group.name) ?? true
            }
            .sorted { $0.group.name < $1.group.name }
        let page = NamedPage(groups, after: try input.string("nextToken"), limit: limit) { $0.group.name }
        return Output(
            .members([
                "logGroups": .array(page.elements.map { $0.group.json(storedBytes: $0.bytes) }),
                "nextToken": page.nextToken,
            ]))
    }
}
