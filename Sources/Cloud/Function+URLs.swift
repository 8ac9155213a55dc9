extension Function {
    /// - Parameter qualifier: an alias; nil for the function itself.
    public func url(qualifier: String?) -> FunctionURL? { urls[qualifier ?? "$LATEST"] }

    mutating func createURL(_ url: FunctionURL, qualifier: String?) throws(CloudError) {
        try checkURLTarget(qualifier)
        guard self.url(qualifier: qualifier) == nil else {
            throw CloudError(
                .resourceConflict,
                "Failed to create function url config for [functionArn = \(arn(qualifier))]. Error message:  "
                    + "FunctionUrlConfig exists for this Lambda function")
        }
        urls[qualifier ?? "$LATEST"] = url
    }

    mutating func updateURL(
        _ update: FunctionURLUpdate, qualifier: String?, _ stamp: Stamp
    ) throws(CloudError) {
        guard var url = url(qualifier: qualifier) else { throw Self.noURL }
        if let authType = update.authType { url.authType = authType }
        if let cors = update.cors { url.cors = cors }
        if let mode = update.invokeMode { url.invokeMode = mode }
        url.lastModified = stamp.time
        urls[qualifier ?? "$LATEST"] = url
    }

    mutating func deleteURL(qualifier: String?) throws(CloudError) {
        guard urls.removeValue(forKey: qualifier ?? "$LATEST") != nil else { throw Self.noURL }
    }

    public static let noURL = CloudError(.resourceNotFound, "The resource you requested does not exist.")

    private func checkURLTarget(_ qualifier: String?) throws(CloudError) {
        guard let qualifier, qualifier != "$LATEST" else { return }
        guard aliases[qualifier] != nil else {
            throw CloudError(.resourceNotFound, "Function does not exist")
        }
    }
}

extension Cloud {
    /// The function, and the alias if it is one's, that a URL's id leads to.
    public func functionURL(id: String) -> (function: Function, qualifier: String?, url: FunctionURL)? {
        for function in functionsByKey.values {
            for (qualifier, url) in function.urls where url.id == id {
                return (function, qualifier == "$LATEST" ? nil : qualifier, url)
            }
        }
        return nil
    }
}
