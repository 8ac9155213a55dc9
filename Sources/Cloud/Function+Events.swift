extension Function {
    /// - Parameter qualifier: nil for `$LATEST`.
    public func eventInvokeConfig(qualifier: String?) -> EventInvokeConfig? {
        eventInvokeConfigs[qualifier ?? "$LATEST"]
    }

    mutating func putEventInvokeConfig(
        _ config: EventInvokeConfig, _ qualifier: String?, _ stamp: Stamp
    ) throws(CloudError) {
        try checkEventTarget(qualifier)
        try validate(config)
        var config = config
        config.lastModified = stamp.time
        eventInvokeConfigs[qualifier ?? "$LATEST"] = config
    }

    mutating func updateEventInvokeConfig(
        _ update: EventInvokeConfig, _ qualifier: String?, _ stamp: Stamp
    ) throws(CloudError) {
        try checkEventTarget(qualifier)
        guard var config = eventInvokeConfig(qualifier: qualifier) else { throw noEventInvokeConfig(qualifier) }
        try validate(update)
        if let attempts = update.maximumRetryAttempts { config.maximumRetryAttempts = attempts }
        if let age = update.maximumEventAgeInSeconds { config.maximumEventAgeInSeconds = age }
        if let arn = update.onSuccess { config.onSuccess = arn }
        if let arn = update.onFailure { config.onFailure = arn }
        config.lastModified = stamp.time
        eventInvokeConfigs[qualifier ?? "$LATEST"] = config
    }

    mutating func deleteEventInvokeConfig(_ qualifier: String?) throws(CloudError) {
        try checkEventTarget(qualifier)
        guard eventInvokeConfigs.removeValue(forKey: qualifier ?? "$LATEST") != nil else {
            throw noEventInvokeConfig(qualifier)
        }
    }

    public func noEventInvokeConfig(_ qualifier: String?) -> CloudError {
        CloudError(
            .resourceNotFound, "The function \(arn(qualifier ?? "$LATEST")) doesn't have an EventInvokeConfig")
    }

    private func checkEventTarget(_ qualifier: String?) throws(CloudError) {
        do throws(CloudError) {
            try check(qualifier: qualifier)
        } catch {
            throw CloudError(.resourceNotFound, "The function doesn't exist.")
        }
    }

    private func validate(_ config: EventInvokeConfig) throws(CloudError) {
        let destinations = [config.onSuccess, config.onFailure].compactMap { $0 }.filter { !$0.isEmpty }
        guard
            config.maximumRetryAttempts != nil || config.maximumEventAgeInSeconds != nil || config.onSuccess != nil
                || config.onFailure != nil
        else {
            throw CloudError(
                .invalidParameterValue, "You must specify at least one of error handling or destination setting.")
        }
        for arn in destinations where isSelf(arn) {
            throw CloudError(.invalidParameterValue, "You can't specify the function as a destination for itself.")
        }
    }

    private func isSelf(_ arn: String) -> Bool {
        guard let reference = try? FunctionReference(parsing: arn), reference.partition != nil else { return false }
        return reference.name == name && scope.completed(by: reference) == scope
    }
}
