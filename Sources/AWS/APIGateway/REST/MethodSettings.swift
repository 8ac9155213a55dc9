import AWSAPI
import JSON

/// `methodSettings` of a stage: stored for the tools that set them; nothing here logs, caches or throttles by them.
enum MethodSettings {
    /// Applies a patch such as `/*/*/throttling/rateLimit`; false where the path is of another form.
    static func apply(_ operation: Patch.Operation, to stage: inout JSON) throws(AWSError) -> Bool {
        let parts = operation.parts
        guard parts.count >= 4, let setting = settings[parts.suffix(2).joined(separator: "/")] else { return false }
        let resource = parts[..<(parts.count - 3)].joined(separator: "/")
        let key = "\(resource)/\(parts[parts.count - 3])"
        var methodSettings = stage["methodSettings"] ?? [:]
        if operation.op == "remove" {
            methodSettings.set(key, nil)
        } else {
            let value = operation.value ?? ""
            let json: JSON =
                switch setting.kind {
                case .flag: .bool(value == "true")
                case .text: .string(value)
                case .number:
                    if let number = Double(value), number.isFinite {
                        .number(value)
                    } else {
                        throw .badRequest("Invalid value '\(value)' for \(operation.path): it must be a number")
                    }
                }
            methodSettings.set(key, (methodSettings[key] ?? defaults).setting(setting.member, json))
        }
        stage.set("methodSettings", methodSettings)
        return true
    }

    private enum Kind { case flag, number, text }

    private static let settings: [String: (member: String, kind: Kind)] = [
        "metrics/enabled": ("metricsEnabled", .flag), "logging/dataTrace": ("dataTraceEnabled", .flag),
        "logging/loglevel": ("loggingLevel", .text), "throttling/burstLimit": ("throttlingBurstLimit", .number),
        "throttling/rateLimit": ("throttlingRateLimit", .number), "caching/enabled": ("cachingEnabled", .flag),
        "caching/ttlInSeconds": ("cacheTtlInSeconds", .number), "caching/dataEncrypted": ("cacheDataEncrypted", .flag),
        "caching/requireAuthorizationForCacheControl": ("requireAuthorizationForCacheControl", .flag),
        "caching/unauthorizedCacheControlHeaderStrategy": ("unauthorizedCacheControlHeaderStrategy", .text),
    ]

    /// What AWS gives a method when the first of its settings is set.
    private static let defaults: JSON = [
        "metricsEnabled": false, "dataTraceEnabled": false, "throttlingBurstLimit": 5000,
        "throttlingRateLimit": .number("10000.0"), "cachingEnabled": false, "cacheTtlInSeconds": 300,
        "cacheDataEncrypted": false, "requireAuthorizationForCacheControl": true,
        "unauthorizedCacheControlHeaderStrategy": "SUCCEED_WITH_RESPONSE_HEADER",
    ]

    /// As AWS's refusal lists them, slips and all.
    static let paths =
        "/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, "
        + "/accessLogSettings/destinationArn, /accessLogSettings/format, "
        + "/{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, "
        + "/{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit"
        + "/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, "
        + "/{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, "
        + "/{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, "
        + "/{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, "
        + "/*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit "
        + "/*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, "
        + "/*/*/caching/requireAuthorizationForCacheControl, "
        + "/*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled"
}
