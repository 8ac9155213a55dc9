"""The Serverless Framework's AWS calls, in its order and in the wire form of its SDK (aws-sdk v2), made by ourselves.

Source: recordings of osls 3.64 and the framework's own code, as the issue's fact sheet tells them. What the framework expects of
an answer is asserted where it expects it: a string that it looks for, a status that ends its polling.
"""

import base64
import copy
import datetime
import hashlib
import http.client
import io
import json
import time
import urllib.parse
import xml.etree.ElementTree
import zipfile

CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"]


# ---- The SDK

class Refused(Exception):
    def __init__(self, status, code, message):
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code, self.message = status, code, message


class SDK:
    """aws-sdk v2 as it looks on the wire: empty lists as empty members, colons of keys encoded, forms sorted by name."""

    def __init__(self, endpoint, region="us-east-1"):
        self.address = urllib.parse.urlsplit(endpoint)
        self.region = region

    def send(self, service, method, path, body=b"", headers=None):
        now = datetime.datetime.now(datetime.timezone.utc)
        signed = {
            "User-Agent": "aws-sdk-nodejs/2.1692.0 linux/v20 exec-env/osls promise", "Host": self.address.netloc,
            "X-Amz-Content-Sha256": hashlib.sha256(body).hexdigest(), "X-Amz-Date": now.strftime("%Y%m%dT%H%M%SZ"),
            "Authorization": f"AWS4-HMAC-SHA256 Credential=test/{now:%Y%m%d}/{self.region}/{service}/aws4_request, "
                             "SignedHeaders=host;x-amz-date, Signature=0123456789abcdef",
            "Content-Length": str(len(body)), "Connection": "keep-alive", **(headers or {})}
        connection = http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=60)
        try:
            connection.request(method, path, body, signed)
            answer = connection.getresponse()
            answer.body = answer.read()
            return answer
        finally:
            connection.close()

    # Query

    def cloudformation(self, action, **members):
        return self.query("cloudformation", "2010-05-15", action, **members)

    def sts(self, action, **members):
        return self.query("sts", "2011-06-15", action, **members)

    def query(self, service, version, action, **members):
        pairs = sorted(self.form({"Action": action, "Version": version, **members}))
        body = "&".join(f"{urllib.parse.quote(k, safe='')}={urllib.parse.quote(v, safe='')}" for k, v in pairs).encode()
        answer = self.send(service, "POST", "/", body, {
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8"})
        root = parse(answer.body)
        if answer.status >= 300:
            error = root["Error"]
            raise Refused(answer.status, error["Code"], error["Message"])
        assert answer.status == 200
        return root.get(f"{action}Result") or {}

    def form(self, value, name=""):
        if isinstance(value, dict):
            for key, member in value.items():
                yield from self.form(member, f"{name}.{key}" if name else key)
        elif isinstance(value, list):
            if not value:
                yield name, ""
            for number, element in enumerate(value, 1):
                yield from self.form(element, f"{name}.member.{number}")
        else:
            yield name, {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)

    # REST

    def s3(self, method, bucket, key="", query="", body=b"", headers=None):
        path = f"/{bucket}" + (f"/{urllib.parse.quote(key, safe='/~')}" if key else "") + query
        answer = self.send("s3", method, path, body, headers)
        if answer.status >= 300:
            error = parse(answer.body) if answer.body else {}
            raise Refused(answer.status, error.get("Code", str(answer.status)), error.get("Message"))
        return answer

    def awslambda(self, method, path, value=None, headers=None):
        body = b"" if value is None else value if isinstance(value, bytes) else json.dumps(value).encode()
        answer = self.send("lambda", method, path, body, {"Content-Type": "application/json", **(headers or {})})
        if answer.status >= 300:
            value = json.loads(answer.body)
            raise Refused(
                answer.status, answer.getheader("x-amzn-ErrorType"), value.get("message") or value.get("Message"))
        answer.value = json.loads(answer.body) if answer.body else None
        return answer

    def json(self, service, target, **members):
        answer = self.send(service, "POST", "/", json.dumps(members).encode(), {
            "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": target})
        value = json.loads(answer.body or b"{}")
        if answer.status >= 300:
            raise Refused(answer.status, value["__type"].split("#")[-1], value.get("message") or value.get("Message"))
        return value


def parse(body):
    """XML as plain values: `member` lists are lists, repeated elements, too."""
    def value(element):
        children = list(element)
        if not children:
            return element.text or ""
        names = [child.tag.rpartition("}")[2] for child in children]
        if set(names) == {"member"}:
            return [value(child) for child in children]
        result = {}
        for name, child in zip(names, children):
            if names.count(name) > 1:
                result.setdefault(name, []).append(value(child))
            else:
                result[name] = value(child)
        return result
    return value(xml.etree.ElementTree.fromstring(body))


# ---- The service

def capitalised(name):
    """The framework's logical ids: `my-fn` to `MyDashfn`, `my_fn` to `MyUnderscorefn`."""
    name = name.replace("-", "Dash").replace("_", "Underscore")
    return name[:1].upper() + name[1:]


def joined(*parts, by=""):
    return {"Fn::Join": [by, list(parts)]}


def get(resource, attribute):
    return {"Fn::GetAtt": [resource, attribute]}


def ref(name):
    return {"Ref": name}


class Service:
    """A serverless.yml, compiled to the templates that `sls package` would make of it."""

    def __init__(self, name, functions, stage="dev", region="us-east-1", environment=None):
        self.name, self.functions, self.stage, self.region = name, functions, stage, region
        self.environment = environment or {}

    @property
    def stack(self):
        return f"{self.name}-{self.stage}"

    def core(self):
        bucket = "ServerlessDeploymentBucket"
        arn = ["arn:", ref("AWS::Partition"), ":s3:::", ref(bucket)]
        return {
            "AWSTemplateFormatVersion": "2010-09-09",
            "Description": "The AWS CloudFormation template for this Serverless application",
            "Resources": {
                bucket: {"Type": "AWS::S3::Bucket", "Properties": {"BucketEncryption": {
                    "ServerSideEncryptionConfiguration": [
                        {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}}},
                bucket + "Policy": {"Type": "AWS::S3::BucketPolicy", "Properties": {
                    "Bucket": ref(bucket), "PolicyDocument": {"Statement": [{
                        "Action": "s3:*", "Effect": "Deny", "Principal": "*",
                        "Resource": [joined(*arn, "/*"), joined(*arn)],
                        "Condition": {"Bool": {"aws:SecureTransport": False}}}]}}}},
            "Outputs": {bucket + "Name": self.output(bucket + "Name", ref(bucket))}}

    def output(self, key, value, description=None):
        described = {"Description": description} if description else {}
        return {**described, "Value": value, "Export": {"Name": f"sls-{self.name}-{self.stage}-{key}"}}

    def compiled(self, folder, zips):
        """The whole template; `folder` is the S3 prefix of this deployment, `zips` maps functions to their bytes."""
        template = copy.deepcopy(self.core())
        self.resources, self.outputs = template["Resources"], template["Outputs"]
        self.role()
        self.methods = []
        for key, function in self.functions.items():
            self.function(key, function, f"{folder}/{key}.zip", zips[key])
        for key, function in self.functions.items():
            for number, event in enumerate(function.get("events", []), 1):
                (kind, value), = event.items()
                getattr(self, "event_" + kind)(key, value, number)
        if self.methods:
            # A new id with every deployment.
            self.resources[f"ApiGatewayDeployment{folder.rpartition('/')[2].partition('-')[0]}"] = {
                "Type": "AWS::ApiGateway::Deployment", "DependsOn": list(self.methods),
                "Properties": {"RestApiId": ref("ApiGatewayRestApi"), "StageName": self.stage}}
            self.outputs["ServiceEndpoint"] = self.output("ServiceEndpoint", joined(
                "https://", ref("ApiGatewayRestApi"), ".execute-api.", ref("AWS::Region"), ".", ref("AWS::URLSuffix"),
                f"/{self.stage}"), "URL of the service endpoint")
        return template

    def role(self):
        logs = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/" + self.stack
        self.resources["IamRoleLambdaExecution"] = {"Type": "AWS::IAM::Role", "Properties": {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
                "Effect": "Allow", "Principal": {"Service": ["lambda.amazonaws.com"]}, "Action": ["sts:AssumeRole"]}]},
            "Policies": [{"PolicyName": joined(self.name, self.stage, "lambda", by="-"), "PolicyDocument": {
                "Version": "2012-10-17", "Statement": [
                    {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:CreateLogGroup"],
                     "Resource": [{"Fn::Sub": logs + "*:*"}]},
                    {"Effect": "Allow", "Action": ["logs:PutLogEvents"], "Resource": [{"Fn::Sub": logs + "*:*:*"}]}]}}],
            "Path": "/",
            "RoleName": joined(self.name, self.stage, ref("AWS::Region"), "lambdaRole", by="-")}}

    def function(self, key, function, s3_key, code):
        name = capitalised(key)
        self.resources[f"{name}LogGroup"] = {"Type": "AWS::Logs::LogGroup", "Properties": {
            "LogGroupName": f"/aws/lambda/{self.stack}-{key}",
            **({"RetentionInDays": function["retention"]} if "retention" in function else {})}}
        properties = {
            "Code": {"S3Bucket": ref("ServerlessDeploymentBucket"), "S3Key": s3_key}, "Handler": "bootstrap",
            "Runtime": "provided.al2023", "FunctionName": f"{self.stack}-{key}",
            "MemorySize": function.get("memory", 1024), "Timeout": function.get("timeout", 6),
            **({"Environment": {"Variables": function["environment"]}} if "environment" in function else {}),
            "Role": get("IamRoleLambdaExecution", "Arn"),
            **({"ReservedConcurrentExecutions": function["reserved"]} if "reserved" in function else {})}
        self.resources[f"{name}LambdaFunction"] = {
            "Type": "AWS::Lambda::Function", "Properties": properties, "DependsOn": [f"{name}LogGroup"]}
        sha = base64.b64encode(hashlib.sha256(code).digest()).decode()
        settings = json.dumps({k: v for k, v in properties.items() if k != "Code"}, sort_keys=True)
        digest = base64.b64encode(hashlib.sha256((sha + settings).encode()).digest()).decode()
        version = f"{name}LambdaVersion" + "".join(c for c in digest if c.isalnum())
        self.resources[version] = {
            "Type": "AWS::Lambda::Version", "DeletionPolicy": "Retain",
            "Properties": {"FunctionName": ref(f"{name}LambdaFunction"), "CodeSha256": sha}}
        self.outputs[f"{name}LambdaFunctionQualifiedArn"] = self.output(
            f"{name}LambdaFunctionQualifiedArn", ref(version), "Current Lambda function version")
        if "provisioned" in function:
            self.resources[f"{name}ProvConcLambdaAlias"] = {"Type": "AWS::Lambda::Alias", "Properties": {
                "FunctionName": ref(f"{name}LambdaFunction"), "FunctionVersion": get(version, "Version"),
                "Name": "provisioned",
                "ProvisionedConcurrencyConfig": {"ProvisionedConcurrentExecutions": function["provisioned"]}},
                "DependsOn": [f"{name}LambdaFunction"]}
        if "url" in function:
            self.url(name)

    def url(self, name):
        target = get(f"{name}LambdaFunction", "Arn")
        self.resources[f"{name}LambdaFunctionUrl"] = {"Type": "AWS::Lambda::Url", "Properties": {
            "AuthType": "NONE", "TargetFunctionArn": target}}
        self.permission(f"{name}LambdaPermissionFnUrl", name, Action="lambda:InvokeFunctionUrl", Principal="*",
                        FunctionUrlAuthType="NONE")
        self.permission(f"{name}LambdaPermissionFn", name, Principal="*", InvokedViaFunctionUrl=True)
        self.outputs[f"{name}LambdaFunctionUrl"] = self.output(
            f"{name}LambdaFunctionUrl", get(f"{name}LambdaFunctionUrl", "FunctionUrl"), "Lambda Function URL")

    def permission(self, logical, name, **properties):
        self.resources[logical] = {"Type": "AWS::Lambda::Permission", "Properties": {
            "FunctionName": get(f"{name}LambdaFunction", "Arn"), "Action": "lambda:InvokeFunction", **properties}}

    def execute_api(self, api, end):
        return joined("arn:", ref("AWS::Partition"), ":execute-api:", ref("AWS::Region"), ":", ref("AWS::AccountId"),
                      ":", ref(api), end)

    def event_http(self, key, value, number):
        name = capitalised(key)
        value = value if isinstance(value, dict) else dict(zip(("method", "path"), value.split()))
        self.resources.setdefault("ApiGatewayRestApi", {"Type": "AWS::ApiGateway::RestApi", "Properties": {
            "Name": f"{self.stage}-{self.name}", "EndpointConfiguration": {"Types": ["EDGE"]}, "Policy": ""}})
        parent, path_id = get("ApiGatewayRestApi", "RootResourceId"), ""
        for part in value["path"].strip("/").split("/"):
            plain = part.strip("{}+")
            path_id += capitalised(plain) + ("Var" if part.startswith("{") else "")
            resource = f"ApiGatewayResource{path_id}"
            self.resources[resource] = {"Type": "AWS::ApiGateway::Resource", "Properties": {
                "ParentId": parent, "PathPart": part, "RestApiId": ref("ApiGatewayRestApi")}}
            parent = ref(resource)
        permission = f"{name}LambdaPermissionApiGateway"
        self.permission(permission, name, Principal="apigateway.amazonaws.com",
                        SourceArn=self.execute_api("ApiGatewayRestApi", "/*/*"))
        common = {"ResourceId": parent, "RestApiId": ref("ApiGatewayRestApi")}
        method = value["method"].upper()
        self.method(f"ApiGatewayMethod{path_id}{method.capitalize()}", {
            "HttpMethod": method, "RequestParameters": {}, **common, "ApiKeyRequired": False,
            "AuthorizationType": "NONE", "MethodResponses": [],
            "Integration": {"IntegrationHttpMethod": "POST", "Type": "AWS_PROXY", "Uri": joined(
                "arn:", ref("AWS::Partition"), ":apigateway:", ref("AWS::Region"),
                ":lambda:path/2015-03-31/functions/", get(f"{name}LambdaFunction", "Arn"), "/invocations")}},
            [permission])
        if value.get("cors"):
            self.preflight(path_id, method, common)

    def preflight(self, path_id, method, common):
        headers = {"Access-Control-Allow-Origin": "'*'", "Access-Control-Allow-Headers": "'Content-Type,Authorization'",
                   "Access-Control-Allow-Methods": f"'OPTIONS,{method}'"}
        names = [f"method.response.header.{name}" for name in headers]
        self.method(f"ApiGatewayMethod{path_id}Options", {
            "AuthorizationType": "NONE", "HttpMethod": "OPTIONS", **common, "RequestParameters": {},
            "MethodResponses": [{
                "StatusCode": "200", "ResponseParameters": {name: True for name in names}, "ResponseModels": {}}],
            "Integration": {
                "Type": "MOCK", "RequestTemplates": {"application/json": "{statusCode:200}"},
                "ContentHandling": "CONVERT_TO_TEXT",
                "IntegrationResponses": [{
                    "StatusCode": "200", "ResponseParameters": dict(zip(names, headers.values())),
                    "ResponseTemplates": {"application/json": ""}}]}})

    def method(self, logical, properties, depends_on=None):
        self.resources[logical] = {"Type": "AWS::ApiGateway::Method", "Properties": properties,
                                   **({"DependsOn": depends_on} if depends_on else {})}
        self.methods.append(logical)

    def event_httpApi(self, key, value, number):
        name = capitalised(key)
        if "HttpApi" not in self.resources:
            self.resources["HttpApi"] = {"Type": "AWS::ApiGatewayV2::Api", "Properties": {
                "Name": f"{self.stage}-{self.name}", "ProtocolType": "HTTP"}}
            self.resources["HttpApiStage"] = {"Type": "AWS::ApiGatewayV2::Stage", "Properties": {
                "ApiId": ref("HttpApi"), "StageName": "$default", "AutoDeploy": True,
                "DefaultRouteSettings": {"DetailedMetricsEnabled": False}}}
            self.outputs["HttpApiId"] = self.output("HttpApiId", ref("HttpApi"), "Id of the HTTP API")
            self.outputs["HttpApiUrl"] = self.output("HttpApiUrl", joined(
                "https://", ref("HttpApi"), ".execute-api.", ref("AWS::Region"), ".", ref("AWS::URLSuffix")),
                "URL of the HTTP API")
        integration = f"HttpApiIntegration{name}"
        self.resources[integration] = {"Type": "AWS::ApiGatewayV2::Integration", "Properties": {
            "ApiId": ref("HttpApi"), "IntegrationType": "AWS_PROXY", "IntegrationUri": get(f"{name}LambdaFunction", "Arn"),
            "PayloadFormatVersion": "2.0", "TimeoutInMillis": 30000}}
        self.permission(f"{name}LambdaPermissionHttpApi", name, Principal="apigateway.amazonaws.com",
                        SourceArn=self.execute_api("HttpApi", "/*"))
        words = value.split()
        key = "$default" if value == "*" else f"{words[0].upper()} {words[1]}"
        logical = "HttpApiRoute" + ("Default" if value == "*" else words[0].capitalize() + "".join(
            capitalised(part.strip("{}+")) + ("Var" if part.startswith("{") else "")
            for part in words[1].strip("/").split("/")))
        self.resources[logical] = {"Type": "AWS::ApiGatewayV2::Route", "DependsOn": integration, "Properties": {
            "ApiId": ref("HttpApi"), "RouteKey": key, "Target": joined("integrations", ref(integration), by="/")}}

    def event_schedule(self, key, value, number):
        name = capitalised(key)
        rule = f"{name}EventsRuleSchedule{number}"
        self.resources[rule] = {"Type": "AWS::Events::Rule", "Properties": {
            "ScheduleExpression": value, "State": "ENABLED",
            "Targets": [{"Arn": get(f"{name}LambdaFunction", "Arn"), "Id": f"{key}Schedule"}]}}
        self.permission(f"{name}LambdaPermissionEventsRuleSchedule{number}", name, Principal="events.amazonaws.com",
                        SourceArn=get(rule, "Arn"))


def zipped(source):
    """The same bytes for the same source."""
    from functions import python
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in python(source).items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o100755 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


# ---- The commands

class Framework:
    """`sls COMMAND` on one service; `zips` maps its functions to their code."""

    def __init__(self, endpoint, service, zips):
        self.sdk = SDK(endpoint, service.region)
        self.service, self.zips = service, dict(zips)

    @property
    def prefix(self):
        return f"serverless/{self.service.name}/{self.service.stage}/"

    # deploy

    def deploy(self):
        """Returns whether there was anything to deploy."""
        sdk, service = self.sdk, self.service
        assert sdk.sts("GetCallerIdentity")["Arn"].split(":")[1] == "aws"
        if not self.stack_exists():
            self.change_stack("CREATE", TemplateBody=json.dumps(service.core()))
        bucket = self.bucket()
        answer = sdk.s3("HEAD", bucket)
        assert answer.getheader("x-amz-bucket-region") == service.region
        if self.is_deployed(bucket):
            return False
        self.upload_and_update(bucket)
        return True

    def stack_exists(self):
        try:
            stack = self.sdk.cloudformation("DescribeStacks", StackName=self.service.stack)["Stacks"][0]
        except Refused as error:
            assert (error.status, error.code) == (400, "ValidationError") and "does not exist" in error.message, error
            return False
        assert stack["StackStatus"] != "REVIEW_IN_PROGRESS"
        return True

    def bucket(self):
        return self.sdk.cloudformation(
            "DescribeStackResource", StackName=self.service.stack, LogicalResourceId="ServerlessDeploymentBucket"
        )["StackResourceDetail"]["PhysicalResourceId"]

    def objects(self, bucket, prefix=None):
        query = f"?list-type=2&prefix={urllib.parse.quote(prefix or self.prefix, safe='')}"
        listed = parse(self.sdk.s3("GET", bucket, query=query).body)
        contents = listed.get("Contents", [])
        return contents if isinstance(contents, list) else [contents]

    def folders(self, bucket):
        return sorted({item["Key"].rpartition("/")[0] for item in self.objects(bucket)})

    def is_deployed(self, bucket):
        """The framework's own rule: the same hashes, and no object newer than the functions."""
        found, newest = [], None
        folders = self.folders(bucket)
        for item in self.objects(bucket, folders[-1]) if folders else []:
            head = self.sdk.s3("HEAD", bucket, item["Key"])
            found.append(head.getheader("x-amz-meta-filesha256"))
            modified = datetime.datetime.strptime(head.getheader("Last-Modified"), "%a, %d %b %Y %H:%M:%S %Z")
            newest = max(newest or modified, modified)
        changed = []
        for key in self.service.functions:
            try:
                answer = self.sdk.awslambda("GET", f"/2015-03-31/functions/{self.service.stack}-{key}").value
                changed.append(datetime.datetime.strptime(
                    answer["Configuration"]["LastModified"], "%Y-%m-%dT%H:%M:%S.%f%z").replace(tzinfo=None))
            except Refused as error:
                assert (error.status, error.code) == (404, "ResourceNotFoundException"), error
                changed.append(datetime.datetime(1970, 1, 1))
        return bool(found) and sorted(found) == sorted(self.hashes().values()) and newest <= min(changed)

    def hashes(self):
        """Of everything that is uploaded; what changes with each deployment is taken out of the template before."""
        template = json.dumps(self.service.compiled("FOLDER/0-x", self.zips), sort_keys=True).encode()
        state = json.dumps({"service": self.service.name, "package": {}}).encode()
        contents = {"compiled-cloudformation-template.json": template, "serverless-state.json": state,
                    **{f"{key}.zip": code for key, code in self.zips.items()}}
        return {name: base64.b64encode(hashlib.sha256(content).digest()).decode() for name, content in contents.items()}

    def upload_and_update(self, bucket):
        now = datetime.datetime.now(datetime.timezone.utc)
        stamp = f"{int(now.timestamp() * 1000)}-{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03}Z"
        folder = self.prefix + stamp
        template = json.dumps(self.service.compiled(folder, self.zips)).encode()
        state = json.dumps({"service": {"service": self.service.name}, "package": {"artifact": ""}}).encode()
        hashes = self.hashes()
        for name, content in [("compiled-cloudformation-template.json", template), ("serverless-state.json", state)] + [
                (f"{key}.zip", code) for key, code in self.zips.items()]:
            answer = self.sdk.s3("PUT", bucket, f"{folder}/{name}", body=content, headers={
                "Content-Type": "application/json" if name.endswith("json") else "application/zip",
                "x-amz-meta-filesha256": hashes[name]})
            assert answer.getheader("ETag") == f'"{hashlib.md5(content).hexdigest()}"'
        url = f"https://s3.amazonaws.com/{bucket}/{folder}/compiled-cloudformation-template.json"
        self.sdk.cloudformation("ValidateTemplate", TemplateURL=url)
        self.change_stack("UPDATE", TemplateURL=url)
        self.info()
        # Only the newest five stay.
        self.objects(bucket, self.prefix.rstrip("/"))

    def change_stack(self, kind, **template):
        """A change set from its making to the last of its events. Returns False where there is nothing to change."""
        sdk, stack = self.sdk, self.service.stack
        names = {"StackName": stack, "ChangeSetName": f"{stack}-change-set"}
        if kind == "UPDATE":
            sdk.cloudformation("DeleteChangeSet", **names)
        sdk.cloudformation(
            "CreateChangeSet", **names, ChangeSetType=kind, Capabilities=CAPABILITIES, Parameters=[],
            NotificationARNs=[], Tags=[{"Key": "STAGE", "Value": self.service.stage}], **template)
        described = self.until(lambda: sdk.cloudformation("DescribeChangeSet", **names),
                               lambda found: found["Status"] in ("CREATE_COMPLETE", "FAILED"))
        if described["Status"] == "FAILED":
            reasons = ("No updates are to be performed.", "The submitted information didn't contain changes.")
            assert any(reason in described["StatusReason"] for reason in reasons), described
            sdk.cloudformation("DeleteChangeSet", **names)
            return False
        sdk.cloudformation("ExecuteChangeSet", **names)
        self.monitor(described["StackId"], kind)
        return True

    def monitor(self, stack_id, kind):
        """The framework's walk over the events: back to the start of this change, forth to its end."""
        def walk():
            try:
                events = self.sdk.cloudformation("DescribeStackEvents", StackName=stack_id)["StackEvents"]
            except Refused as error:
                assert kind == "DELETE" and "does not exist" in error.message, error
                return "DELETE_COMPLETE"
            starts = [f"{word}_IN_PROGRESS" for word in ("CREATE", "UPDATE", "DELETE")]
            start = next(index for index, event in enumerate(events) if event["ResourceStatus"] in starts
                         and event["ResourceType"] == "AWS::CloudFormation::Stack")
            for event in reversed(events[:start]):
                status = event["ResourceStatus"]
                if status.endswith("FAILED") or status == "UPDATE_ROLLBACK_IN_PROGRESS":
                    raise StackFailed(event)
                if event["LogicalResourceId"] == event["StackName"] and status == f"{kind}_COMPLETE":
                    return status
            return None
        self.until(walk, lambda status: status is not None)

    @staticmethod
    def until(look, is_done, seconds=20):
        end = time.monotonic() + seconds
        while not is_done(found := look()):
            assert time.monotonic() < end, found
            time.sleep(0.05)
        return found

    # the other commands

    def info(self):
        stack = self.sdk.cloudformation("DescribeStacks", StackName=self.service.stack)["Stacks"][0]
        self.sdk.cloudformation("ListStackResources", StackName=self.service.stack)
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    def deploy_function(self, key, code=None, **changes):
        path = f"/2015-03-31/functions/{self.service.stack}-{key}"
        found = self.sdk.awslambda("GET", path).value["Configuration"]
        assert found["PackageType"] == "Zip"
        if code and found["CodeSha256"] != base64.b64encode(hashlib.sha256(code).digest()).decode():
            self.sdk.awslambda("PUT", f"{path}/code", {"ZipFile": base64.b64encode(code).decode()})
            self.settled(path)
        if changes:
            self.sdk.awslambda("PUT", f"{path}/configuration", changes)
        self.settled(path)

    def settled(self, path):
        return self.until(lambda: self.sdk.awslambda("GET", path).value["Configuration"],
                          lambda found: (found["State"], found["LastUpdateStatus"]) == ("Active", "Successful"))

    def invoke(self, key, value=None, log=False, qualifier=None):
        query = f"?Qualifier={qualifier}" if qualifier else ""
        answer = self.sdk.awslambda(
            "POST", f"/2015-03-31/functions/{self.service.stack}-{key}/invocations{query}",
            json.dumps(value or {}).encode(),
            {"X-Amz-Invocation-Type": "RequestResponse", "X-Amz-Log-Type": "Tail" if log else "None"})
        assert answer.getheader("x-amz-function-error") is None, answer.body
        return answer

    def logs(self, key, since=0):
        group = f"/aws/lambda/{self.service.stack}-{key}"
        streams = self.sdk.json(
            "logs", "Logs_20140328.DescribeLogStreams", logGroupName=group, descending=True, limit=50,
            orderBy="LastEventTime")["logStreams"]
        if not streams:
            return []
        return self.sdk.json(
            "logs", "Logs_20140328.FilterLogEvents", logGroupName=group, interleaved=True, startTime=since,
            logStreamNames=[stream["logStreamName"] for stream in streams])["events"]

    def deploy_list(self):
        return self.folders(self.bucket())

    def list_functions(self):
        """Versions by function."""
        versions = {}
        for key in self.service.functions:
            path = f"/2015-03-31/functions/{self.service.stack}-{key}"
            self.sdk.awslambda("GET", path)
            versions[key] = [found["Version"] for found in self.sdk.awslambda("GET", f"{path}/versions").value["Versions"]]
        return versions

    def rollback(self, folder):
        bucket = self.bucket()
        assert folder in self.folders(bucket)
        state = self.sdk.s3("GET", bucket, f"{folder}/serverless-state.json").body
        assert json.loads(state)["service"]["service"] == self.service.name
        url = f"https://s3.amazonaws.com/{bucket}/{folder}/compiled-cloudformation-template.json"
        return self.change_stack("UPDATE", TemplateURL=url)

    def rollback_function(self, key, version):
        path = f"/2015-03-31/functions/{self.service.stack}-{key}"
        location = urllib.parse.urlsplit(self.sdk.awslambda("GET", f"{path}?Qualifier={version}").value["Code"]["Location"])
        connection = http.client.HTTPConnection(location.hostname, location.port, timeout=10)
        connection.request("GET", location.path + ("?" + location.query if location.query else ""))
        answer = connection.getresponse()
        code = answer.read()
        assert answer.status == 200 and code[:2] == b"PK"
        self.sdk.awslambda("PUT", f"{path}/code", {"ZipFile": base64.b64encode(code).decode()})
        self.settled(path)

    def remove(self):
        self.sdk.sts("GetCallerIdentity")
        bucket = self.bucket()
        self.sdk.s3("HEAD", bucket)
        keys = "".join(f"<Object><Key>{item['Key']}</Key></Object>" for item in self.objects(bucket, self.prefix))
        body = f'<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{keys}</Delete>'.encode()
        self.sdk.s3("POST", bucket, query="?delete", body=body, headers={
            "Content-MD5": base64.b64encode(hashlib.md5(body).digest()).decode()})
        self.sdk.cloudformation("DeleteStack", StackName=self.service.stack)
        try:
            self.sdk.json("ecr", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories",
                          repositoryNames=[f"serverless-{self.service.name}-{self.service.stage}"])
            raise AssertionError("there must be no repository")
        except Refused as error:
            assert error.code == "RepositoryNotFoundException", error
        self.monitor(self.service.stack, "DELETE")


class StackFailed(Exception):
    def __init__(self, event):
        super().__init__(f"{event['LogicalResourceId']} - {event['ResourceType']}: {event.get('ResourceStatusReason')}")
        self.event = event
