"""What a function finds around it, how environments are reused, and how many run at once."""

import concurrent.futures
import json
import os
import re
import time

from emulator import REGION
from functions import function

FUNCTIONS = {
    "variables": function("run(lambda event, headers: dict(os.environ))",
                          memorySize=512, environment={"TABLE": "people", "EMPTY": "", "QUOTED": "a \"b\" $c\nd"}),
    "place": function("""
def writable(folder):
    try:
        open(folder + "/probe", "w").close()
        return True
    except OSError:
        return False
run(lambda event, headers: {
    "cwd": os.getcwd(), "root": os.environ["LAMBDA_TASK_ROOT"], "uid": os.getuid(), "gid": os.getgid(),
    "groups": os.getgroups(), "code": writable("."), "mode": os.stat("bootstrap").st_mode & 0o777,
    "inherited": sorted(int(fd) for fd in os.listdir("/proc/self/fd") if os.path.exists("/proc/self/fd/" + fd)),
})
"""),
    "sleeps": function("run(lambda event, headers: time.sleep(0.5) or os.environ['AWS_LAMBDA_LOG_STREAM_NAME'])"),
    "counts": function("""
count = 0
def handle(event, headers):
    global count
    count += 1
    return [count, os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]]
run(handle)
"""),
}

# Facts of AWS, recorded for provided.al2023. Those marked None differ from place to place.
VARIABLES = {
    "AWS_LAMBDA_RUNTIME_API": None,
    "AWS_REGION": REGION,
    "AWS_DEFAULT_REGION": REGION,
    "AWS_ACCESS_KEY_ID": None,
    "AWS_SECRET_ACCESS_KEY": None,
    "AWS_SESSION_TOKEN": None,
    "AWS_LAMBDA_FUNCTION_NAME": "variables",
    "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
    "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
    "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/variables",
    "AWS_LAMBDA_LOG_STREAM_NAME": None,
    "_HANDLER": "bootstrap",
    "LAMBDA_TASK_ROOT": None,
    "LAMBDA_RUNTIME_DIR": "/var/runtime",
    "LANG": "en_US.UTF-8",
    "TZ": ":UTC",
    "PATH": "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
    "LD_LIBRARY_PATH": None,
    "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
    "AWS_XRAY_DAEMON_ADDRESS": "169.254.100.1:2000",
    "_AWS_XRAY_DAEMON_ADDRESS": "169.254.100.1",
    "_AWS_XRAY_DAEMON_PORT": "2000",
}
# Python sets this one itself when LANG names a locale that the machine does not have.
FROM_THE_INTERPRETER = {"LC_CTYPE"}


def test_a_function_sees_awss_variables_and_its_own_and_nothing_else(emulator):
    seen = emulator.result("variables")
    own = {"TABLE": "people", "EMPTY": "", "QUOTED": "a \"b\" $c\nd"}
    assert set(seen) - FROM_THE_INTERPRETER == set(VARIABLES) | set(own)
    expected = {name: value for name, value in VARIABLES.items() if value is not None} | own
    assert {name: seen[name] for name in expected} == expected
    assert re.fullmatch(r"[\d.]+:\d+", seen["AWS_LAMBDA_RUNTIME_API"])
    assert re.fullmatch(r"\d{4}/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}", seen["AWS_LAMBDA_LOG_STREAM_NAME"])


def test_nothing_of_the_hosts_environment_is_inherited(app):
    secrets = {"AWS_SECRET_ACCESS_KEY": "the-hosts", "AWS_PROFILE": "work", "LD_PRELOAD": "", "SECRET": "s3cret"}
    with app(environment=secrets, variables=FUNCTIONS["variables"]) as emulator:
        seen = emulator.result("variables")
    assert "SECRET" not in seen and "AWS_PROFILE" not in seen
    assert "the-hosts" not in seen.values()


def test_a_function_runs_as_an_unprivileged_user_in_its_own_folder(emulator):
    place = emulator.result("place")
    assert place["cwd"] == place["root"]
    assert place["mode"] == 0o755
    if os.geteuid() == 0:
        assert place["uid"] != 0 and place["gid"] != 0 and 0 not in place["groups"]
        assert not place["code"], "the code's folder is read-only to the function"


def test_no_descriptor_of_the_emulator_is_inherited(emulator):
    # 0, 1 and 2, and the function's own connection to the Runtime API.
    assert len(emulator.result("place")["inherited"]) <= 4


def test_parallel_invocations_overlap_in_environments_of_their_own(emulator):
    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: emulator.result("sleeps"), range(8)))
        began = time.monotonic()
        streams = list(threads.map(lambda _: emulator.result("sleeps"), range(8)))
    assert time.monotonic() - began < 2, "eight times half a second, at once"
    assert len(set(streams)) == 8


def test_a_warm_environment_is_used_again(emulator):
    first, second = emulator.result("counts"), emulator.result("counts")
    assert second == [first[0] + 1, first[1]]


def test_many_invocations_in_a_row_lose_nothing(emulator):
    before = emulator.result("counts")[0]
    for n in range(300):
        answer = emulator.request("POST", "/2015-03-31/functions/counts/invocations", "{}")
        assert answer.status == 200
    assert json.loads(answer.body)[0] == before + 300
