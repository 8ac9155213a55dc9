import AWSAPI
import JSON

/// An operation of either of API Gateway's APIs.
///
/// Members go by their names on the wire, for callers within the emulator, too: as botocore's models have them for REST
/// APIs, and in camel case (botocore's `locationName`) for HTTP APIs. Two things differ from the wire's bytes alone: what is
/// part of a path goes by botocore's name of the member (`restApiId`), and PutIntegration's `httpMethod` in the body is
/// the member `integrationHttpMethod`. HTTP APIs' operations take members in botocore's spelling (`ApiId`) as well, since
/// CloudFormation's templates write them so.
protocol GatewayOperation: Operation {
    var gateway: APIGateway { get }
    init(gateway: APIGateway)
}

/// `apigateway`, API version 2015-07-09.
enum REST {
    static let operations: [any GatewayOperation.Type] = [
        CreateRestApi.self, GetRestApi.self, GetRestApis.self, UpdateRestApi.self, DeleteRestApi.self,
        ImportRestApi.self, PutRestApi.self,
        CreateResource.self, GetResource.self, GetResources.self, UpdateResource.self, DeleteResource.self,
        PutMethod.self, GetMethod.self, UpdateMethod.self, DeleteMethod.self,
        PutMethodResponse.self, GetMethodResponse.self, UpdateMethodResponse.self, DeleteMethodResponse.self,
        PutIntegration.self, GetIntegration.self, UpdateIntegration.self, DeleteIntegration.self,
        PutIntegrationResponse.self, GetIntegrationResponse.self, UpdateIntegrationResponse.self,
        DeleteIntegrationResponse.self,
        CreateDeployment.self, GetDeployment.self, GetDeployments.self, UpdateDeployment.self, DeleteDeployment.self,
        CreateStage.self, GetStage.self, GetStages.self, UpdateStage.self, DeleteStage.self,
        CreateAuthorizer.self, GetAuthorizer.self, GetAuthorizers.self, DeleteAuthorizer.self,
        TagResource.self, UntagResource.self, GetTags.self,
        GetAccount.self, GetApiKeys.self, GetApiKey.self, GetUsagePlans.self,
    ]
}

/// `apigatewayv2`, API version 2018-11-29.
enum HTTP {
    static let operations: [any GatewayOperation.Type] = [
        CreateApi.self, GetApi.self, GetApis.self, UpdateApi.self, DeleteApi.self, DeleteCorsConfiguration.self,
        ImportApi.self, ReimportApi.self,
        CreateIntegration.self, GetIntegration.self, GetIntegrations.self, UpdateIntegration.self,
        DeleteIntegration.self,
        CreateRoute.self, GetRoute.self, GetRoutes.self, UpdateRoute.self, DeleteRoute.self,
        CreateStage.self, GetStage.self, GetStages.self, UpdateStage.self, DeleteStage.self,
        CreateDeployment.self, GetDeployment.self, GetDeployments.self, UpdateDeployment.self, DeleteDeployment.self,
        CreateAuthorizer.self, GetAuthorizer.self, GetAuthorizers.self, UpdateAuthorizer.self, DeleteAuthorizer.self,
        TagResource.self, UntagResource.self, GetTags.self,
    ]
}
