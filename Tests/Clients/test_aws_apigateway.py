"""API Gateway's control plane through stock boto3: REST APIs and HTTP APIs, built step by step, called, changed, deleted.

Which functions an API may call is not asked, so none of these tests adds a permission."""

import json
import re

import boto3
import botocore.config
import pytest
from botocore.exceptions import ClientError

from emulator import ACCOUNT, REGION, arn
from functions import function
from shapes import watch

FUNCTIONS = {
    # Gives back the event it got.
    "echo": function(
        "run(lambda event, headers: {'statusCode': 200, 'headers': {'content-type': 'application/json', "
        "'Access-Control-Allow-Origin': 'of-the-function'}, 'body': json.dumps(event)})"),
    "other": function("run(lambda event, headers: {'statusCode': 200, 'body': 'other'})"),
}


def client(emulator, service):
    return watch(boto3.client(
        service, endpoint_url=emulator.endpoint, region_name=REGION, aws_access_key_id="test",
        aws_secret_access_key="test", config=botocore.config.Config(retries={"total_max_attempts": 1})))


@pytest.fixture
def rest(emulator):
    return client(emulator, "apigateway")


@pytest.fixture
def http(emulator):
    return client(emulator, "apigatewayv2")


def lambda_uri(name):
    return f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{arn(name)}/invocations"


def refusal(call, **arguments):
    """Code, message and status of a call that must be refused."""
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    answer = refused.value.response
    return answer["Error"]["Code"], answer["Error"]["Message"], answer["ResponseMetadata"]["HTTPStatusCode"]


class RestAPI:
    """A REST API with `GET /items/{id}`, not yet deployed."""

    def __init__(self, rest, name="rest-app", uri=None, **settings):
        self.rest = rest
        made = rest.create_rest_api(name=name, **settings)
        self.id, self.root = made["id"], made["rootResourceId"]
        self.items = self.resource("items", self.root)
        self.item = self.resource("{id}", self.items)
        self.method(self.item, "GET", uri or lambda_uri("echo"))

    def resource(self, part, parent):
        return self.rest.create_resource(restApiId=self.id, parentId=parent, pathPart=part)["id"]

    def method(self, resource, method, uri):
        place = {"restApiId": self.id, "resourceId": resource, "httpMethod": method}
        self.rest.put_method(**place, authorizationType="NONE")
        return self.rest.put_integration(**place, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)

    def deploy(self, **settings):
        return self.rest.create_deployment(restApiId=self.id, **{"stageName": "dev", **settings})["id"]


@pytest.fixture
def api(rest):
    api = RestAPI(rest)
    yield api
    rest.delete_rest_api(restApiId=api.id)


def event(answer):
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


# REST APIs


def test_a_rest_api_built_step_by_step_answers_at_every_address(emulator, api):
    assert re.fullmatch("[a-z0-9]{10}", api.id)
    assert re.fullmatch("[a-z0-9]{6}", api.root)
    deployment = api.deploy(variables={"colour": "green"})
    addresses = [
        (f"/restapis/{api.id}/dev/_user_request_/items/7", {}, "endpoint"),
        (f"/_aws/execute-api/{api.id}/dev/items/7", {}, "endpoint"),
        ("/dev/items/7", {"Host": f"{api.id}.execute-api.localhost"}, "endpoint"),
        ("/dev/items/7", {}, "api"),
    ]
    for path, headers, door in addresses:
        seen = event(emulator.request("GET", path, headers=headers, at=door))
        assert seen["resource"] == "/items/{id}"
        assert seen["pathParameters"] == {"id": "7"}
        assert seen["stageVariables"] == {"colour": "green"}
        context = seen["requestContext"]
        assert (context["apiId"], context["stage"]) == (api.id, "dev")
        assert (context["deploymentId"], context["resourceId"]) == (deployment, api.item)


def test_a_rest_api_is_what_aws_describes(rest, api):
    made = rest.get_rest_api(restApiId=api.id)
    assert made["endpointConfiguration"] == {"types": ["EDGE"], "ipAddressType": "ipv4"}
    assert (made["apiKeySource"], made["disableExecuteApiEndpoint"]) == ("HEADER", False)
    assert made["id"] in [each["id"] for each in rest.get_rest_apis(limit=500)["items"]]
    resources = rest.get_resources(restApiId=api.id, embed=["methods"])["items"]
    assert [each["path"] for each in resources] == ["/", "/items", "/items/{id}"]
    assert resources[2]["resourceMethods"]["GET"] == {
        "httpMethod": "GET", "authorizationType": "NONE", "apiKeyRequired": False,
        "methodIntegration": {
            "type": "AWS_PROXY", "httpMethod": "POST", "uri": lambda_uri("echo"),
            "passthroughBehavior": "WHEN_NO_MATCH", "timeoutInMillis": 29000, "cacheNamespace": api.item,
            "cacheKeyParameters": []}}
    # Without embed, only the names of methods.
    assert rest.get_resource(restApiId=api.id, resourceId=api.item)["resourceMethods"] == {"GET": {}}


def test_changes_wait_for_a_deployment(emulator, rest, api):
    first = api.deploy()
    place = {"restApiId": api.id, "resourceId": api.item, "httpMethod": "GET"}
    rest.update_integration(
        **place, patchOperations=[{"op": "replace", "path": "/uri", "value": lambda_uri("other")}])
    address = f"/restapis/{api.id}/dev/_user_request_/items/7"
    assert event(emulator.request("GET", address))["httpMethod"] == "GET"
    second = api.deploy()
    assert emulator.request("GET", address).body == b"other"
    rest.update_stage(
        restApiId=api.id, stageName="dev",
        patchOperations=[{"op": "replace", "path": "/deploymentId", "value": first}])
    assert event(emulator.request("GET", address))["httpMethod"] == "GET"
    assert refusal(rest.delete_deployment, restApiId=api.id, deploymentId=first) == (
        "BadRequestException", "Active stages pointing to this deployment must be moved or deleted", 400)
    rest.delete_deployment(restApiId=api.id, deploymentId=second)
    assert [each["id"] for each in rest.get_deployments(restApiId=api.id)["items"]] == [first]


def test_stages_choose_functions_by_their_variables(emulator, rest):
    api = RestAPI(rest, "staged", lambda_uri("${stageVariables.function}"))
    deployment = api.deploy(variables={"function": "echo"})
    stage = rest.create_stage(
        restApiId=api.id, stageName="prod", deploymentId=deployment, variables={"function": "other"})
    assert stage["cacheClusterStatus"] == "NOT_AVAILABLE"
    assert event(emulator.request("GET", f"/_aws/execute-api/{api.id}/dev/items/1"))["resource"] == "/items/{id}"
    assert emulator.request("GET", f"/_aws/execute-api/{api.id}/prod/items/1").body == b"other"
    rest.update_stage(restApiId=api.id, stageName="prod", patchOperations=[
        {"op": "remove", "path": "/variables/function"},
        {"op": "replace", "path": "/*/*/throttling/burstLimit", "value": "10"}])
    answer = emulator.request("GET", f"/_aws/execute-api/{api.id}/prod/items/1")
    assert (answer.status, json.loads(answer.body)) == (500, {"message": "Internal server error"})
    assert emulator.says("the stage variable 'function'", "is not set")
    assert rest.get_stage(restApiId=api.id, stageName="prod")["methodSettings"]["*/*"]["throttlingBurstLimit"] == 10
    assert [each["stageName"] for each in rest.get_stages(restApiId=api.id)["item"]] == ["dev", "prod"]
    rest.delete_stage(restApiId=api.id, stageName="prod")
    assert emulator.request("GET", f"/_aws/execute-api/{api.id}/prod/items/1").status == 403
    rest.delete_rest_api(restApiId=api.id)
    assert emulator.request("GET", f"/_aws/execute-api/{api.id}/dev/items/1").status == 403


def test_a_mock_answers_preflights_without_a_function(emulator, rest, api):
    place = {"restApiId": api.id, "resourceId": api.item, "httpMethod": "OPTIONS"}
    headers = {"Access-Control-Allow-Origin": "'*'", "Access-Control-Allow-Methods": "'OPTIONS,GET'"}
    named = {f"method.response.header.{name}": value for name, value in headers.items()}
    rest.put_method(**place, authorizationType="NONE")
    rest.put_method_response(**place, statusCode="200", responseParameters=dict.fromkeys(named, True))
    rest.put_integration(
        **place, type="MOCK", requestTemplates={"application/json": "{statusCode:200}"},
        contentHandling="CONVERT_TO_TEXT")
    rest.put_integration_response(
        **place, statusCode="200", responseParameters=named, responseTemplates={"application/json": ""})
    api.deploy()
    answer = emulator.request(
        "OPTIONS", f"/restapis/{api.id}/dev/_user_request_/items/7",
        headers={"Origin": "http://localhost:8080", "Access-Control-Request-Method": "GET"})
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "OPTIONS,GET"
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["x-amzn-RequestId"] and answer.headers["x-amz-apigw-id"]
    # A REST API leaves the headers of a function as they are.
    got = emulator.request("GET", f"/restapis/{api.id}/dev/_user_request_/items/7")
    assert got.headers["Access-Control-Allow-Origin"] == "of-the-function"
    for read, name in ((rest.get_method_response, "responseParameters"), (rest.get_integration_response, "responseTemplates")):
        assert name in read(**place, statusCode="200")
    rest.update_integration_response(**place, statusCode="200", patchOperations=[
        {"op": "replace", "path": "/responseParameters/method.response.header.Access-Control-Allow-Origin",
         "value": "'https://b.example'"}])
    assert rest.get_integration_response(**place, statusCode="200")["responseParameters"][
        "method.response.header.Access-Control-Allow-Origin"] == "'https://b.example'"
    rest.update_method_response(**place, statusCode="200", patchOperations=[
        {"op": "add", "path": "/responseParameters/method.response.header.X-More", "value": "false"}])
    rest.delete_integration_response(**place, statusCode="200")
    rest.delete_method_response(**place, statusCode="200")
    rest.delete_integration(**place)
    assert refusal(rest.get_integration, **place) == (
        "NotFoundException", "Invalid Integration identifier specified", 404)
    rest.delete_method(**place)
    assert refusal(rest.get_method, **place) == ("NotFoundException", "Invalid Method identifier specified", 404)


def test_rest_apis_are_patched(rest, api):
    changed = rest.update_rest_api(restApiId=api.id, patchOperations=[
        {"op": "replace", "path": "/name", "value": "renamed"},
        {"op": "replace", "path": "/description", "value": "mine"},
        {"op": "add", "path": "/binaryMediaTypes/image~1png"},
        {"op": "replace", "path": "/endpointConfiguration/types/EDGE", "value": "REGIONAL"},
        {"op": "replace", "path": "/minimumCompressionSize", "value": "10"}])
    assert (changed["name"], changed["description"], changed["minimumCompressionSize"]) == ("renamed", "mine", 10)
    assert changed["binaryMediaTypes"] == ["image/png"]
    assert changed["endpointConfiguration"]["types"] == ["REGIONAL"]
    assert refusal(rest.update_rest_api, restApiId=api.id, patchOperations=[
        {"op": "add", "path": "/minimumCompressionSize", "value": "10"}]) == (
            "BadRequestException", "Invalid patch operation specified. Must be one of: [replace]", 400)
    method = rest.update_method(
        restApiId=api.id, resourceId=api.item, httpMethod="GET",
        patchOperations=[{"op": "replace", "path": "/authorizationType", "value": "AWS_IAM"}])
    assert method["authorizationType"] == "AWS_IAM"
    deployment = api.deploy(description="first")
    changed = rest.update_deployment(
        restApiId=api.id, deploymentId=deployment,
        patchOperations=[{"op": "replace", "path": "/description", "value": "second"}])
    assert changed["description"] == "second"
    summary = rest.get_deployment(restApiId=api.id, deploymentId=deployment, embed=["apisummary"])["apiSummary"]
    assert summary == {"/items/{id}": {"GET": {"authorizationType": "AWS_IAM", "apiKeyRequired": False}}}


def test_authorization_is_stored_not_enforced_and_said(emulator, rest):
    api = RestAPI(rest, "guarded")
    made = rest.create_authorizer(
        restApiId=api.id, name="guard", type="TOKEN", authorizerUri=lambda_uri("other"),
        identitySource="method.request.header.Authorization")
    assert rest.get_authorizers(restApiId=api.id)["items"][0]["id"] == made["id"]
    rest.update_method(restApiId=api.id, resourceId=api.item, httpMethod="GET", patchOperations=[
        {"op": "replace", "path": "/authorizerId", "value": made["id"]},
        {"op": "replace", "path": "/authorizationType", "value": "CUSTOM"}])
    api.deploy()
    assert emulator.request("GET", f"/_aws/execute-api/{api.id}/dev/items/1").status == 200
    assert emulator.says("guarded", "GET /items/{id} asks for the authorization CUSTOM", "not authorized here")
    rest.delete_authorizer(restApiId=api.id, authorizerId=made["id"])
    assert refusal(rest.get_authorizer, restApiId=api.id, authorizerId=made["id"])[0] == "NotFoundException"
    rest.delete_rest_api(restApiId=api.id)


def test_other_integrations_are_stored_and_refused_at_the_call(emulator, rest, api):
    place = {"restApiId": api.id, "resourceId": api.items, "httpMethod": "GET"}
    rest.put_method(**place, authorizationType="NONE")
    made = rest.put_integration(
        **place, type="HTTP_PROXY", integrationHttpMethod="GET", uri="http://example.com/items")
    assert (made["type"], made["connectionType"]) == ("HTTP_PROXY", "INTERNET")
    api.deploy()
    answer = emulator.request("GET", f"/_aws/execute-api/{api.id}/dev/items")
    assert (answer.status, answer.headers["x-amzn-ErrorType"]) == (500, "InternalServerErrorException")
    assert emulator.says("GET /items: integrations of the type HTTP_PROXY are not emulated")


def test_tags_of_rest_apis(rest, api):
    api.deploy()
    for name in (f"/restapis/{api.id}", f"/restapis/{api.id}/stages/dev"):
        resource = f"arn:aws:apigateway:{REGION}::{name}"
        rest.tag_resource(resourceArn=resource, tags={"a": "1", "b": "2", "c": "3"})
        rest.untag_resource(resourceArn=resource, tagKeys=["a", "b"])
        assert rest.get_tags(resourceArn=resource)["tags"] == {"c": "3"}
    assert rest.get_rest_api(restApiId=api.id)["tags"] == {"c": "3"}


def test_what_a_rest_api_refuses(rest, api):
    unknown = f"Invalid API identifier specified {ACCOUNT}:nothere000"
    assert refusal(rest.get_rest_api, restApiId="nothere000") == ("NotFoundException", unknown, 404)
    assert refusal(rest.delete_rest_api, restApiId="nothere000") == ("NotFoundException", unknown, 404)
    assert refusal(rest.create_resource, restApiId=api.id, parentId=api.root, pathPart="items") == (
        "ConflictException", "Another resource with the same parent already has this name: items", 409)
    assert refusal(rest.create_resource, restApiId=api.id, parentId="nope00", pathPart="x") == (
        "NotFoundException", "Invalid Resource identifier specified", 404)
    assert refusal(
        rest.put_method, restApiId=api.id, resourceId=api.item, httpMethod="GET", authorizationType="NONE") == (
            "ConflictException", "Method already exists for this resource", 409)
    api.deploy()
    deployment = rest.get_deployments(restApiId=api.id)["items"][0]["id"]
    assert refusal(rest.create_stage, restApiId=api.id, stageName="dev", deploymentId=deployment) == (
        "ConflictException", "Stage already exists", 409)
    empty = rest.create_rest_api(name="empty")["id"]
    assert refusal(rest.create_deployment, restApiId=empty) == (
        "BadRequestException", "The REST API doesn't contain any methods", 400)
    rest.delete_rest_api(restApiId=empty)


def test_resources_are_moved_and_deleted_with_what_is_below(rest, api):
    moved = rest.update_resource(
        restApiId=api.id, resourceId=api.items,
        patchOperations=[{"op": "replace", "path": "/pathPart", "value": "things"}])
    assert moved["path"] == "/things"
    assert rest.get_resource(restApiId=api.id, resourceId=api.item)["path"] == "/things/{id}"
    rest.delete_resource(restApiId=api.id, resourceId=api.items)
    assert [each["path"] for each in rest.get_resources(restApiId=api.id)["items"]] == ["/"]


def test_what_tools_ask_before_they_begin(rest):
    assert rest.get_account()["throttleSettings"] == {"burstLimit": 5000, "rateLimit": 10000.0}
    assert rest.get_api_keys()["items"] == []
    assert rest.get_usage_plans()["items"] == []
    assert refusal(rest.get_api_key, apiKey="x")[0] == "NotFoundException"


# HTTP APIs


@pytest.fixture
def app(http):
    """The id of an HTTP API with a stage that deploys by itself."""
    made = http.create_api(Name="http-app", ProtocolType="HTTP")
    http.create_stage(ApiId=made["ApiId"], StageName="$default", AutoDeploy=True)
    yield made["ApiId"]
    http.delete_api(ApiId=made["ApiId"])


def integrate(http, app, name="echo", **settings):
    return http.create_integration(
        ApiId=app, IntegrationType="AWS_PROXY", IntegrationUri=arn(name),
        **{"PayloadFormatVersion": "2.0", **settings})["IntegrationId"]


def route(http, app, key, integration):
    return http.create_route(ApiId=app, RouteKey=key, Target=f"integrations/{integration}")["RouteId"]


def test_an_http_api_built_step_by_step_answers_at_every_address(emulator, http, app):
    route(http, app, "GET /things/{id}", integrate(http, app))
    addresses = [
        (f"/_aws/execute-api/{app}/$default/things/7", {}, "endpoint"),
        ("/things/7", {"Host": f"{app}.execute-api.localhost"}, "endpoint"),
        ("/things/7", {}, "api"),
    ]
    for path, headers, door in addresses:
        seen = event(emulator.request("GET", path, headers=headers, at=door))
        assert (seen["version"], seen["routeKey"]) == ("2.0", "GET /things/{id}")
        assert seen["pathParameters"] == {"id": "7"}
        assert (seen["requestContext"]["apiId"], seen["requestContext"]["stage"]) == (app, "$default")
    assert emulator.request("GET", "/nothing", headers={"Host": f"{app}.execute-api.localhost"}).status == 404


def test_an_http_api_is_what_aws_describes(http, app):
    made = http.get_api(ApiId=app)
    assert made["ApiEndpoint"].startswith("http") and f"{app}.execute-api." in made["ApiEndpoint"]
    assert made["ApiKeySelectionExpression"] == "$request.header.x-api-key"
    assert made["RouteSelectionExpression"] == "$request.method $request.path"
    assert (made["ProtocolType"], made["DisableExecuteApiEndpoint"], made["Tags"]) == ("HTTP", False, {})
    assert app in [each["ApiId"] for each in http.get_apis()["Items"]]
    integration = integrate(http, app, TimeoutInMillis=500)
    described = http.get_integration(ApiId=app, IntegrationId=integration)
    del described["ResponseMetadata"]
    assert described == {
        "ConnectionType": "INTERNET", "IntegrationId": integration, "IntegrationMethod": "POST",
        "IntegrationType": "AWS_PROXY", "IntegrationUri": arn("echo"), "PayloadFormatVersion": "2.0",
        "TimeoutInMillis": 500}
    made = http.get_route(ApiId=app, RouteId=route(http, app, "$default", integration))
    del made["ResponseMetadata"]
    assert made == {
        "ApiKeyRequired": False, "AuthorizationType": "NONE", "RouteId": made["RouteId"], "RouteKey": "$default",
        "Target": f"integrations/{integration}"}
    stage = http.get_stage(ApiId=app, StageName="$default")
    assert stage["AutoDeploy"] and stage["DeploymentId"]
    assert stage["LastDeploymentStatusMessage"] == (
        f"Successfully deployed stage with deployment ID '{stage['DeploymentId']}'")
    assert http.get_deployment(ApiId=app, DeploymentId=stage["DeploymentId"])["AutoDeployed"]
    for listed, operation in (
            ("IntegrationId", http.get_integrations), ("RouteId", http.get_routes), ("StageName", http.get_stages),
            ("DeploymentId", http.get_deployments)):
        assert len(operation(ApiId=app)["Items"]) == 1, listed


def test_routes_and_integrations_are_changed_at_once(emulator, http, app):
    first, second = integrate(http, app), integrate(http, app, "other")
    changed = route(http, app, "GET /a", first)
    host = {"Host": f"{app}.execute-api.localhost"}
    assert event(emulator.request("GET", "/a", headers=host))["routeKey"] == "GET /a"
    http.update_route(ApiId=app, RouteId=changed, RouteKey="GET /b", Target=f"integrations/{second}")
    assert emulator.request("GET", "/a", headers=host).status == 404
    assert emulator.request("GET", "/b", headers=host).body == b"other"
    http.update_integration(ApiId=app, IntegrationId=second, IntegrationUri=lambda_uri("echo"))
    assert event(emulator.request("GET", "/b", headers=host))["routeKey"] == "GET /b"
    http.delete_route(ApiId=app, RouteId=changed)
    assert emulator.request("GET", "/b", headers=host).status == 404
    http.delete_integration(ApiId=app, IntegrationId=first)
    assert refusal(http.get_integration, ApiId=app, IntegrationId=first)[0::2] == ("NotFoundException", 404)


def test_payload_format_1_0(emulator, http, app):
    route(http, app, "GET /old/{id}", integrate(http, app, PayloadFormatVersion="1.0"))
    answer = emulator.request("GET", "/old/7?a=1&a=2", headers={"Host": f"{app}.execute-api.localhost"})
    seen = event(answer)
    assert (seen["version"], seen["resource"], seen["path"]) == ("1.0", "/old/{id}", "/old/7")
    assert seen["multiValueQueryStringParameters"] == {"a": ["1", "2"]}
    assert seen["requestContext"]["stage"] == "$default"


def test_quick_create(emulator, http):
    made = http.create_api(Name="quick", ProtocolType="HTTP", Target=arn("echo"))
    host = {"Host": f"{made['ApiId']}.execute-api.localhost"}
    assert event(emulator.request("POST", "/any/thing", b"x", headers=host))["routeKey"] == "$default"
    assert http.get_stages(ApiId=made["ApiId"])["Items"][0]["ApiGatewayManaged"]
    assert http.get_integrations(ApiId=made["ApiId"])["Items"][0]["ApiGatewayManaged"]
    http.update_api(ApiId=made["ApiId"], Target=arn("other"), RouteKey="GET /only")
    assert emulator.request("GET", "/only", headers=host).body == b"other"
    assert emulator.request("GET", "/any", headers=host).status == 404
    http.delete_api(ApiId=made["ApiId"])
    assert emulator.request("GET", "/only", headers=host).status == 403


def test_stages_with_deployments_of_their_own(emulator, http):
    app = http.create_api(Name="staged", ProtocolType="HTTP")["ApiId"]
    assert refusal(http.create_deployment, ApiId=app) == (
        "BadRequestException", "At least one route is required before deploying the Api.", 400)
    route(http, app, "GET /a", integrate(http, app, "${stageVariables.function}"))
    http.create_stage(ApiId=app, StageName="dev", StageVariables={"function": "other"})
    made = http.create_deployment(ApiId=app, StageName="dev", Description="first")
    assert made["DeploymentStatus"] == "DEPLOYED"
    host = {"Host": f"{app}.execute-api.localhost"}
    assert emulator.request("GET", "/dev/a", headers=host).body == b"other"
    http.update_stage(ApiId=app, StageName="dev", StageVariables={"function": "echo"})
    assert event(emulator.request("GET", "/dev/a", headers=host))["rawPath"] == "/dev/a"
    assert http.update_deployment(ApiId=app, DeploymentId=made["DeploymentId"], Description="x")["Description"] == "x"
    http.delete_stage(ApiId=app, StageName="dev")
    http.delete_deployment(ApiId=app, DeploymentId=made["DeploymentId"])
    assert http.get_deployments(ApiId=app)["Items"] == []
    http.delete_api(ApiId=app)


def test_cors_is_the_gateways_business(emulator, http, app):
    route(http, app, "GET /a", integrate(http, app))
    http.update_api(ApiId=app, CorsConfiguration={
        "AllowOrigins": ["http://localhost:8080"], "AllowMethods": ["GET"], "AllowHeaders": ["x-a"], "MaxAge": 60,
        "ExposeHeaders": ["x-b"], "AllowCredentials": True})
    host = {"Host": f"{app}.execute-api.localhost"}
    preflight = {**host, "Origin": "http://localhost:8080", "Access-Control-Request-Method": "GET"}
    answer = emulator.request("OPTIONS", "/a", headers=preflight)
    assert (answer.status, answer.body) == (204, b"")
    got = {name.lower(): value for name, value in answer.getheaders() if name.lower().startswith("access-control")}
    assert got == {
        "access-control-allow-origin": "http://localhost:8080", "access-control-allow-methods": "GET",
        "access-control-allow-headers": "x-a", "access-control-max-age": "60",
        "access-control-allow-credentials": "true"}
    answer = emulator.request("GET", "/a", headers={**host, "Origin": "http://localhost:8080"})
    assert answer.headers.get_all("access-control-allow-origin") == ["http://localhost:8080"]
    assert answer.headers["access-control-expose-headers"] == "x-b"
    answer = emulator.request("GET", "/a", headers={**host, "Origin": "http://other.localhost"})
    assert answer.headers["access-control-allow-origin"] is None
    http.delete_cors_configuration(ApiId=app)
    assert emulator.request("OPTIONS", "/a", headers=preflight).status == 404
    assert emulator.request("GET", "/a", headers=preflight).headers["access-control-allow-origin"] == "of-the-function"


def test_authorizers_of_http_apis(emulator, http, app):
    made = http.create_authorizer(
        ApiId=app, Name="jwt", AuthorizerType="JWT", IdentitySource=["$request.header.Authorization"],
        JwtConfiguration={"Audience": ["a"], "Issuer": "https://issuer.example"})
    assert http.get_authorizer(ApiId=app, AuthorizerId=made["AuthorizerId"])["JwtConfiguration"]["Audience"] == ["a"]
    http.update_authorizer(ApiId=app, AuthorizerId=made["AuthorizerId"], Name="renamed")
    assert http.get_authorizers(ApiId=app)["Items"][0]["Name"] == "renamed"
    guarded = route(http, app, "GET /a", integrate(http, app))
    http.update_route(ApiId=app, RouteId=guarded, AuthorizationType="JWT", AuthorizerId=made["AuthorizerId"])
    assert emulator.request("GET", "/a", headers={"Host": f"{app}.execute-api.localhost"}).status == 200
    assert emulator.says("http-app", "GET /a asks for the authorization JWT", "not authorized here")
    http.delete_authorizer(ApiId=app, AuthorizerId=made["AuthorizerId"])


def test_tags_of_http_apis(http, app):
    for name in (f"/apis/{app}", f"/apis/{app}/stages/$default"):
        resource = f"arn:aws:apigateway:{REGION}::{name}"
        http.tag_resource(ResourceArn=resource, Tags={"a": "1", "b": "2", "c": "3"})
        http.untag_resource(ResourceArn=resource, TagKeys=["a", "b"])
        assert http.get_tags(ResourceArn=resource)["Tags"] == {"c": "3"}


def test_lists_come_in_parts(http, app):
    integration = integrate(http, app)
    keys = {f"GET /{number}" for number in range(5)}
    for key in keys:
        route(http, app, key, integration)
    pages = list(http.get_paginator("get_routes").paginate(ApiId=app, PaginationConfig={"PageSize": 2}))
    assert [len(page["Items"]) for page in pages] == [2, 2, 1]
    assert {item["RouteKey"] for page in pages for item in page["Items"]} == keys


def test_what_an_http_api_refuses(http, app):
    assert refusal(http.get_api, ApiId="nothere000") == (
        "NotFoundException", f"Invalid API identifier specified {ACCOUNT}:nothere000", 404)
    integration = integrate(http, app)
    route(http, app, "GET /a", integration)
    assert refusal(http.create_route, ApiId=app, RouteKey="GET /a") == (
        "ConflictException", "Route with key GET /a already exists for this API", 409)
    assert refusal(http.create_route, ApiId=app, RouteKey="FETCH /a")[0] == "BadRequestException"
    assert refusal(http.create_stage, ApiId=app, StageName="$default") == (
        "ConflictException", "Stage already exists", 409)
    assert refusal(http.create_api, Name="x", ProtocolType="WEBSOCKET", RouteSelectionExpression="$x")[0::2] == (
        "BadRequestException", 400)
    assert refusal(http.get_route, ApiId=app, RouteId="nope")[0::2] == ("NotFoundException", 404)
