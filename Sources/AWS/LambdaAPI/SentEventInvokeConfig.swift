import AWSAPI
import Cloud
import JSON

/// `FunctionEventInvokeConfig`, in requests and in answers.
enum SentEventInvokeConfig {
    static func read(_ input: Parameters) throws(AWSError) -> EventInvokeConfig {
        let destinations = try input.structure("DestinationConfig")
        let config = EventInvokeConfig(
            maximumRetryAttempts: try input.integer("MaximumRetryAttempts"),
            maximumEventAgeInSeconds: try input.integer("MaximumEventAgeInSeconds"),
            onSuccess: try destinations?.structure("OnSuccess")?.string("Destination"),
            onFailure: try destinations?.structure("OnFailure")?.string("Destination"))
        var requirements = Requirements()
        requirements.number(config.maximumRetryAttempts, "maximumRetryAttempts", EventInvokeConfig.retryAttempts)
        requirements.number(
            config.maximumEventAgeInSeconds, "maximumEventAgeInSeconds", EventInvokeConfig.eventAgeInSeconds)
        let pattern =
            #"$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:"#
            + #"([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)"#
        requirements.text(
            config.onSuccess, "destinationConfig.onSuccess.destination", pattern: pattern, length: 0...350)
        requirements.text(
            config.onFailure, "destinationConfig.onFailure.destination", pattern: pattern, length: 0...350)
        try requirements.check()
        return config
    }

    /// The ARN always has a qualifier.
    static func json(_ config: EventInvokeConfig, of function: Function, qualifier: String?) -> JSON {
        .members([
            "LastModified": .number(TimeText.epoch(config.lastModified)),
            "FunctionArn": .string(function.scope.functionARN(function.name, qualifier: qualifier ?? "$LATEST")),
            "MaximumRetryAttempts": config.maximumRetryAttempts.map { .integer($0) },
            "MaximumEventAgeInSeconds": config.maximumEventAgeInSeconds.map { .integer($0) },
            "DestinationConfig": [
                "OnSuccess": destination(config.onSuccess), "OnFailure": destination(config.onFailure),
            ],
        ])
    }

    private static func destination(_ arn: String?) -> JSON {
        guard let arn, !arn.isEmpty else { return [:] }
        return ["Destination": .string(arn)]
    }

    /// What a change left.
    static func output(_ function: Function, _ target: Target) throws(AWSError) -> Output {
        guard let config = function.eventInvokeConfig(qualifier: target.qualifier) else {
            throw AWSError(function.noEventInvokeConfig(target.qualifier))
        }
        return Output(json(config, of: function, qualifier: target.qualifier))
    }

    /// The function, in the words of these operations where there is none.
    static func function(_ target: Target, _ lambda: Lambda) async throws(AWSError) -> Function {
        do throws(AWSError) {
            return try await lambda.function(target)
        } catch  where error.code == "ResourceNotFoundException" {
            throw AWSError(CloudError(.resourceNotFound, "The function doesn't exist."))
        }
    }
}
