public import AWSAPI

extension Lambda {
    /// The Lambda API's control plane. Invoke is not among its operations: it has a way of its own, on the event loop.
    public var service: Service {
        Service(
            "lambda", wire: .restJSON,
            operations: functions + versions + permissions + concurrency + events + urls + layers + others)
    }

    private var functions: [any Operation] {
        [
            CreateFunction(lambda: self), GetFunction(lambda: self), GetFunctionConfiguration(lambda: self),
            ListFunctions(lambda: self), UpdateFunctionCode(lambda: self), UpdateFunctionConfiguration(lambda: self),
            DeleteFunction(lambda: self),
        ]
    }

    private var versions: [any Operation] {
        [
            PublishVersion(lambda: self), ListVersionsByFunction(lambda: self), CreateAlias(lambda: self),
            GetAlias(lambda: self), UpdateAlias(lambda: self), DeleteAlias(lambda: self), ListAliases(lambda: self),
        ]
    }

    private var permissions: [any Operation] {
        [AddPermission(lambda: self), RemovePermission(lambda: self), GetPolicy(lambda: self)]
    }

    private var concurrency: [any Operation] {
        [
            PutFunctionConcurrency(lambda: self), GetFunctionConcurrency(lambda: self),
            DeleteFunctionConcurrency(lambda: self), PutProvisionedConcurrencyConfig(lambda: self),
            GetProvisionedConcurrencyConfig(lambda: self), ListProvisionedConcurrencyConfigs(lambda: self),
            DeleteProvisionedConcurrencyConfig(lambda: self),
        ]
    }

    private var events: [any Operation] {
        [
            PutFunctionEventInvokeConfig(lambda: self), UpdateFunctionEventInvokeConfig(lambda: self),
            GetFunctionEventInvokeConfig(lambda: self), ListFunctionEventInvokeConfigs(lambda: self),
            DeleteFunctionEventInvokeConfig(lambda: self), ListEventSourceMappings(lambda: self),
        ]
    }

    private var urls: [any Operation] {
        [
            CreateFunctionUrlConfig(lambda: self), GetFunctionUrlConfig(lambda: self),
            UpdateFunctionUrlConfig(lambda: self), DeleteFunctionUrlConfig(lambda: self),
            ListFunctionUrlConfigs(lambda: self),
        ]
    }

    private var layers: [any Operation] {
        [
            PublishLayerVersion(lambda: self), GetLayerVersion(lambda: self), GetLayerVersionByArn(lambda: self),
            ListLayerVersions(lambda: self), ListLayers(lambda: self), DeleteLayerVersion(lambda: self),
        ]
    }

    private var others: [any Operation] {
        [
            TagResource(lambda: self), UntagResource(lambda: self), ListTags(lambda: self),
            GetAccountSettings(lambda: self), GetFunctionCodeSigningConfig(lambda: self),
            PutRuntimeManagementConfig(lambda: self), GetRuntimeManagementConfig(lambda: self),
            PutFunctionRecursionConfig(lambda: self), GetFunctionRecursionConfig(lambda: self),
        ]
    }
}
