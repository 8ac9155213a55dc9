public import AWSAPI

/// CloudWatch Logs: groups, streams and events, fed by functions and by PutLogEvents.
///
/// Source of shapes: botocore's service model of 2014-03-28.
public enum CloudWatchLogs {
    public static func service(_ archive: LogArchive) -> Service {
        Service(
            "logs", wire: .json(version: "1.1", targetPrefix: "Logs_20140328"),
            operations: groups(archive) + streams(archive) + events(archive))
    }

    private static func groups(_ archive: LogArchive) -> [any Operation] {
        [
            CreateLogGroup(archive: archive), DeleteLogGroup(archive: archive), DescribeLogGroups(archive: archive),
            PutRetentionPolicy(archive: archive), DeleteRetentionPolicy(archive: archive),
            TagResource(archive: archive), UntagResource(archive: archive), ListTagsForResource(archive: archive),
            TagLogGroup(archive: archive), UntagLogGroup(archive: archive), ListTagsLogGroup(archive: archive),
            DescribeSubscriptionFilters(archive: archive),
        ]
    }

    private static func streams(_ archive: LogArchive) -> [any Operation] {
        [
            CreateLogStream(archive: archive), DeleteLogStream(archive: archive), DescribeLogStreams(archive: archive),
        ]
    }

    private static func events(_ archive: LogArchive) -> [any Operation] {
        [PutLogEvents(archive: archive), GetLogEvents(archive: archive), FilterLogEvents(archive: archive)]
    }
}
