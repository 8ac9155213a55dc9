extension CloudFormationService {
    /// The resource types that stacks can hold.
    static let types: [any ResourceType] = [
        BucketResource(), BucketPolicyResource(), LogGroupResource(), RoleResource(), PolicyResource(),
        ManagedPolicyResource(), FunctionResource(), FunctionVersionResource(), FunctionAliasResource(),
        FunctionURLResource(), PermissionResource(), EventInvokeConfigResource(), LayerVersionResource(),
        RestAPIResource(), RestResourceResource(), RestMethodResource(), RestDeploymentResource(),
        RestStageResource(), HTTPAPIResource(), HTTPStageResource(), HTTPPartResource.integration,
        HTTPPartResource.route, HTTPPartResource.authorizer, EventsRuleResource(),
    ]
}
