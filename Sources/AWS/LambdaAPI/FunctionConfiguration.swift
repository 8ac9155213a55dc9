import AWSAPI
import Cloud
import Crypto
import Foundation
import JSON

/// The `FunctionConfiguration` shape. What AWS leaves out is left out.
struct FunctionConfiguration {
    /// Which moment of a change the answer shows. Changes are over at once here; AWS's clients see the steps that they
    /// know.
    enum Moment {
        case settled
        /// CreateFunction's own answer.
        case creating
        /// The answer of an update.
        case updating
    }

    let version: FunctionVersion
    var moment = Moment.settled
    /// Whether the ARN ends in the version: always for published ones, for `$LATEST` where the caller said so.
    var isQualified = false

    var json: JSON { .object(members) }

    var members: [JSON.Member] {
        let members = JSON.members([
            "FunctionName": .string(version.name),
            "FunctionArn": .string(arn),
            "Runtime": .string(version.runtime),
            "Role": version.details.role.isEmpty ? nil : .string(version.details.role),
            "Handler": .string(version.handler),
            "CodeSize": .integer(version.details.codeSizeBytes),
            "Description": .string(version.publishedDescription ?? version.details.description),
            "Timeout": .integer(version.timeoutSeconds),
            "MemorySize": .integer(version.memorySizeMB),
            "LastModified": .string(TimeText.modified(version.stamp.time)),
            "CodeSha256": .string(version.details.codeSHA256),
            "Version": .string(version.version),
            "VpcConfig": other("VpcConfig"),
            "DeadLetterConfig": version.details.deadLetterTargetARN.map { ["TargetArn": .string($0)] },
            "Environment": environment,
            "KMSKeyArn": version.details.kmsKeyARN.map(JSON.string),
            "TracingConfig": ["Mode": .string(version.details.tracingMode)],
            "RevisionId": .string(revisionID),
            "Layers": layers,
            "FileSystemConfigs": other("FileSystemConfigs"),
            "PackageType": "Zip",
            "Architectures": [.string(version.architecture.rawValue)],
            "EphemeralStorage": ["Size": .integer(version.details.ephemeralStorageMB)],
            "SnapStart": other("SnapStart") ?? ["ApplyOn": "None", "OptimizationStatus": "Off"],
            "RuntimeVersionConfig": ["RuntimeVersionArn": .string(runtimeVersionARN)],
            "LoggingConfig": logging,
        ])
        return (members.objectValue ?? []) + state
    }

    private var arn: String {
        version.version == "$LATEST" && !isQualified
            ? version.unqualifiedARN : "\(version.unqualifiedARN):\(version.version)"
    }

    /// A change that is under way has a revision of its own, as on AWS.
    private var revisionID: String {
        moment == .settled ? version.stamp.revisionID : UUID().uuidString.lowercased()
    }

    private var environment: JSON? {
        guard version.details.hasEnvironment || !version.environment.isEmpty else { return nil }
        let variables = version.environment.sorted { $0.key < $1.key }
        return ["Variables": .object(variables.map { JSON.Member($0.key, .string($0.value)) })]
    }

    private var layers: JSON? {
        guard !version.details.layers.isEmpty else { return nil }
        return .array(version.details.layers.map { ["Arn": .string($0.arn), "CodeSize": .integer($0.codeSizeBytes)] })
    }

    private var logging: JSON {
        let logging = version.logging
        return .members([
            "LogFormat": .string(logging.format.rawValue),
            "ApplicationLogLevel": logging.format == .json ? .string(logging.applicationLevel ?? "INFO") : nil,
            "SystemLogLevel": logging.format == .json ? .string(logging.systemLevel ?? "INFO") : nil,
            "LogGroup": .string(version.logGroup),
        ])
    }

    /// Custom runtimes come with the function; the ARN is only as steady as AWS's.
    private var runtimeVersionARN: String {
        let digest = SHA256.hash(data: Data(version.runtime.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return "arn:aws:lambda:\(version.region)::runtime:\(digest.joined())"
    }

    /// It was written by us, so it can be read.
    private func other(_ name: String) -> JSON? {
        version.details.others[name].flatMap { try? JSON(parsing: $0) }
    }

    private var state: [JSON.Member] {
        let reason: JSON = "The function is being created."
        return switch moment {
        case .settled: [JSON.Member("State", "Active"), JSON.Member("LastUpdateStatus", "Successful")]
        case .creating:
            [
                JSON.Member("State", "Pending"), JSON.Member("StateReason", reason),
                JSON.Member("StateReasonCode", "Creating"),
            ]
        case .updating:
            [
                JSON.Member("State", "Active"), JSON.Member("LastUpdateStatus", "InProgress"),
                JSON.Member("LastUpdateStatusReason", reason),
                JSON.Member("LastUpdateStatusReasonCode", "Creating"),
            ]
        }
    }
}
