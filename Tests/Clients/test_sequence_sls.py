"""The life of a service of the Serverless Framework: its recorded calls in their order, see sls.py."""

import http.client
import json
import pathlib
import time
import urllib.parse

import pytest

import sls
from sls import Framework, Refused, Service, StackFailed, zipped

FUNCTIONS = {}
ANSWER = 'run(lambda event, headers: {"statusCode": 200, "body": json.dumps({"said": %s, "path": event.get("path") or event.get("rawPath")})})'
SAYS = 'print("hello from", os.environ.get("COLOUR"), flush=True)\n'
FIXTURES = pathlib.Path(__file__).resolve().parents[3] / "shared/fixtures/sls"


def code(word):
    return zipped(ANSWER % json.dumps(word))


def service(name="seq", **changes):
    functions = {
        "hello": {"events": [{"http": {"method": "get", "path": "hello/{name}", "cors": True}}], "memory": 256},
        "items-list": {"events": [{"httpApi": "GET /items/{id}"}], "environment": {"COLOUR": "red"}},
        "linked": {"url": True},
        "ahead": {"provisioned": 1},
        "timed": {"events": [{"schedule": "rate(1 hour)"}]},
        **changes}
    return Service(name, functions)


def framework(emulator, name, word="first", **changes):
    described = service(name, **changes)
    return Framework(emulator.endpoint, described, {key: code(f"{word} {key}") for key in described.functions})


def fetch(emulator, path, method="GET", host=None):
    answer = emulator.request(method, path, headers={"Host": host} if host else {})
    return answer.status, answer.body, answer


class TestTheLifeOfAService:
    @pytest.fixture(scope="class")
    def sls(self, emulator):
        return framework(emulator, "life")

    def test_01_it_is_deployed(self, sls, emulator):
        began = time.monotonic()
        assert sls.deploy()
        outputs = sls.info()
        assert set(outputs) >= {"ServerlessDeploymentBucketName", "ServiceEndpoint", "HttpApiId", "HttpApiUrl",
                                "LinkedLambdaFunctionUrl", "HelloLambdaFunctionQualifiedArn"}
        assert outputs["HelloLambdaFunctionQualifiedArn"].endswith(":function:life-dev-hello:1")
        assert time.monotonic() - began < 10

    def test_02_its_rest_api_answers(self, sls, emulator):
        api = urllib.parse.urlsplit(sls.info()["ServiceEndpoint"])
        status, body, _ = fetch(emulator, f"/restapis/{api.hostname.split('.')[0]}/dev/_user_request_/hello/world")
        assert (status, json.loads(body)) == (200, {"said": "first hello", "path": "/hello/world"})
        status, _, answer = fetch(emulator, "/dev/hello/world", "OPTIONS", host=api.hostname)
        assert status == 200
        assert answer.getheader("Access-Control-Allow-Origin") == "*"
        assert answer.getheader("Access-Control-Allow-Methods") == "OPTIONS,GET"

    def test_03_its_http_api_answers(self, sls, emulator):
        status, body, _ = fetch(emulator, "/items/7", host=urllib.parse.urlsplit(sls.info()["HttpApiUrl"]).hostname)
        assert (status, json.loads(body)["said"]) == (200, "first items-list")

    def test_04_its_function_url_answers(self, sls, emulator):
        url = urllib.parse.urlsplit(sls.info()["LinkedLambdaFunctionUrl"])
        assert ".lambda-url." in url.hostname
        status, body, _ = fetch(emulator, "/anything", host=url.hostname)
        assert (status, json.loads(body)["said"]) == (200, "first linked")

    def test_05_unchanged_it_changes_nothing(self, sls):
        bucket = sls.bucket()
        before = sls.list_functions()
        newest = sls.folders(bucket)[-1]
        url = f"https://s3.amazonaws.com/{bucket}/{newest}/compiled-cloudformation-template.json"
        assert sls.change_stack("UPDATE", TemplateURL=url) is False
        assert sls.list_functions() == before

    def test_06_its_functions_are_invoked_and_their_logs_read(self, sls):
        sls.deploy_function("hello", zipped(SAYS + ANSWER % '"logged"'), Environment={"Variables": {"COLOUR": "blue"}})
        since = int(time.time() * 1000) - 1000
        answer = sls.invoke("hello", {"path": "/x"}, log=True)
        assert json.loads(answer.value["body"])["said"] == "logged"
        assert answer.getheader("x-amz-log-result")
        # --tail asks again each second.
        end = time.monotonic() + 5
        while not any("hello from blue" in event["message"] for event in sls.logs("hello", since)):
            assert time.monotonic() < end, sls.logs("hello")
            time.sleep(0.1)

    def test_07_a_second_deployment_publishes_a_second_version(self, sls):
        sls.zips["hello"] = code("second hello")
        assert sls.deploy()
        assert len(sls.deploy_list()) == 2
        assert sls.list_functions()["hello"] == ["$LATEST", "1", "2"]
        assert json.loads(sls.invoke("hello").value["body"])["said"] == "second hello"
        assert json.loads(sls.invoke("hello", qualifier="1").value["body"])["said"] == "first hello"
        assert sls.list_functions()["items-list"] == ["$LATEST", "1"]

    def test_08_it_is_rolled_back(self, sls):
        assert sls.rollback(sls.deploy_list()[0])
        assert json.loads(sls.invoke("hello").value["body"])["said"] == "first hello"

    def test_09_a_function_is_rolled_back(self, sls):
        sls.rollback_function("hello", "2")
        assert json.loads(sls.invoke("hello").value["body"])["said"] == "second hello"

    def test_10_it_is_removed(self, sls, emulator):
        bucket = sls.bucket()
        sls.remove()
        with pytest.raises(Refused, match="does not exist"):
            sls.sdk.cloudformation("DescribeStacks", StackName=sls.service.stack)
        for key in sls.service.functions:
            with pytest.raises(Refused) as refused:
                sls.sdk.awslambda("GET", f"/2015-03-31/functions/{sls.service.stack}-{key}")
            assert refused.value.status == 404
        with pytest.raises(Refused) as refused:
            sls.sdk.s3("HEAD", bucket)
        assert refused.value.status == 404

    def test_11_and_deployed_anew(self, sls):
        assert sls.deploy()
        assert json.loads(sls.invoke("hello").value["body"])["said"] == "second hello"
        sls.remove()


def test_an_update_that_fails_leaves_what_was(emulator):
    sls = framework(emulator, "failing")
    sls.deploy()
    # A role for two resources of one name cannot be made; the function before it is changed, and must be changed back.
    broken = dict(sls.service.functions, hello={"memory": 99999})
    sls.service.functions = broken
    with pytest.raises(StackFailed) as failed:
        sls.deploy()
    assert failed.value.event["LogicalResourceId"] == "HelloLambdaFunction"
    assert failed.value.event["ResourceStatusReason"]
    stack = sls.sdk.cloudformation("DescribeStacks", StackName=sls.service.stack)["Stacks"][0]
    assert stack["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert json.loads(sls.invoke("hello").value["body"])["said"] == "first hello"
    sls.remove()


def test_an_artifact_for_all_functions_is_deployed_once(emulator):
    """With one artifact of the service, the framework itself finds that nothing has changed."""
    sls = framework(emulator, "skipping")
    assert sls.deploy()
    time.sleep(1.1)  # S3 tells times in whole seconds, and the framework compares them
    for key in sls.service.functions:
        sls.deploy_function(key, None, Timeout=7)
    assert not sls.deploy()
    sls.remove()


@pytest.mark.parametrize("name", ["rest-only", "http-only"])
def test_templates_that_the_framework_made(emulator, name):
    folder = FIXTURES / name
    if not folder.exists():
        pytest.skip(f"{folder} is not here: templates of `sls package` are no part of the project")
    described = Service(name, {key: {} for key in "abcd"})
    sls = Framework(emulator.endpoint, described, {key: code(key) for key in "abcd"})
    template = json.loads((folder / "cloudformation-template-update-stack.json").read_text())
    sls.change_stack("CREATE", TemplateBody=(folder / "cloudformation-template-create-stack.json").read_text())
    bucket = sls.bucket()
    functions = [r["Properties"] for r in template["Resources"].values() if r["Type"] == "AWS::Lambda::Function"]
    artifact = code("framework")
    for key in {function["Code"]["S3Key"] for function in functions}:
        sls.sdk.s3("PUT", bucket, key, body=artifact)
    for resource in template["Resources"].values():
        resource["Properties"].pop("CodeSha256", None)
    key = f"serverless/{name}/dev/1-x/compiled-cloudformation-template.json"
    sls.sdk.s3("PUT", bucket, key, body=json.dumps(template).encode())
    url = f"https://s3.amazonaws.com/{bucket}/{key}"
    sls.sdk.cloudformation("ValidateTemplate", TemplateURL=url)
    assert sls.change_stack("UPDATE", TemplateURL=url)
    outputs = sls.info()
    endpoint = urllib.parse.urlsplit(outputs.get("ServiceEndpoint") or outputs["HttpApiUrl"])
    path = "/dev/a" if name == "rest-only" else "/a/1"
    status, body, _ = fetch(emulator, path, host=endpoint.hostname)
    assert (status, json.loads(body)["said"]) == (200, "framework")
    sls.remove()
