"""The Runtime API as a function's runtime sees it: every answer of its state machine."""

import json

from functions import function

# Each function runs one conversation with the Runtime API and returns what it was told on the next invocation.
REPORTS = """
told = []
def tell(answer):
    status, headers, body = answer
    told.append({"status": status, "type": headers["Content-Type"], "body": json.loads(body or b"null")})

id, headers, event = next_event()
CONVERSATION
id, headers, event = next_event()
respond(id, json.dumps(told))
run(lambda event, headers: "done")
"""


def conversation(text):
    return function(REPORTS.replace("CONVERSATION", text))


FUNCTIONS = {
    "twice": conversation("tell(respond(id, '1'))\ntell(respond(id, '2'))"),
    "late": function("""
id, headers, event = next_event()
respond(id, '1')
second, headers, event = next_event()
status, headers, body = respond(id, '2')
respond(second, json.dumps([status, json.loads(body)]))
run(lambda event, headers: "done")
"""),
    "wrong-id": conversation(
        "tell(respond('00000000-0000-0000-0000-000000000000', '1'))\ntell(respond('x', '1'))\ntell(respond(id, '1'))"),
    "late-init-error": conversation("tell(call('POST', 'init/error', '{}'))\ntell(respond(id, '1'))"),
    "error-then-response": conversation("tell(call('POST', f'invocation/{id}/error', '{}'))\ntell(respond(id, '1'))"),
    "next-again": conversation(
        "again, headers, repeated = next_event()\n"
        "told.append(again == id and repeated == event)\ntell(respond(id, '1'))"),
    "too-large": conversation("tell(respond(id, b'x' * 6291557))"),
    "bad-mode": conversation(
        "tell(call('POST', f'invocation/{id}/response', '1', {'Lambda-Runtime-Function-Response-Mode': 'fast'}))"),
    "elsewhere": conversation("""
api.request("GET", "/2018-06-01/nowhere")
answer = api.getresponse(); answer.read(); told.append(answer.status)
api.request("DELETE", "/2018-06-01/runtime/invocation/next")
answer = api.getresponse(); answer.read(); told.append(answer.status)
api.request("GET", "/2018-06-01/ping")
answer = api.getresponse(); answer.read(); told.append(answer.status)
tell(respond(id, '1'))
"""),
    "chunked": conversation("tell(call('POST', f'invocation/{id}/response', iter([b'\"chu', b'nked\"'])))"),
}

OK = {"status": 202, "type": "application/json", "body": {"status": "OK"}}
WRONG_ID = {
    "status": 400, "type": "application/json",
    "body": {"errorMessage": "Invalid request ID", "errorType": "InvalidRequestID"}}


def transition(source, target):
    return {"status": 403, "type": "application/json", "body": {
        "errorMessage": f"State transition from {source} to {target} failed for runtime. "
                        "Error: State transition is not allowed",
        "errorType": "InvalidStateTransition"}}


def told(emulator, name):
    """What the function's conversation brought: the first invocation has it, the second hears of it."""
    emulator.invoke(name, {"n": 1})
    return emulator.result(name, {"n": 2})


def test_a_second_answer_is_not_allowed(emulator):
    first, second = told(emulator, "twice")
    assert first == OK
    assert second["status"] == 403
    assert second["body"]["errorType"] == "InvalidStateTransition"
    assert second["body"]["errorMessage"].endswith("failed for runtime. Error: State transition is not allowed")


def test_an_answer_to_an_invocation_that_is_over_has_an_invalid_id(emulator):
    status, body = told(emulator, "late")
    assert (status, body) == (400, WRONG_ID["body"])


def test_a_wrong_id_is_refused_and_the_right_one_still_counts(emulator):
    assert told(emulator, "wrong-id") == [WRONG_ID, WRONG_ID, OK]


def test_an_init_error_after_the_first_next_is_not_allowed(emulator):
    assert told(emulator, "late-init-error") == [transition("Running", "InitError"), OK]


def test_a_response_after_an_error_is_not_allowed(emulator):
    first, second = told(emulator, "error-then-response")
    assert first == OK
    assert (second["status"], second["body"]["errorType"]) == (403, "InvalidStateTransition")


def test_next_before_the_answer_gives_the_same_event(emulator):
    assert told(emulator, "next-again") == [True, OK]


def test_an_oversized_response_is_refused(emulator):
    assert told(emulator, "too-large") == [{
        "status": 413, "type": "application/json", "body": {
            "errorMessage": "Exceeded maximum allowed payload size (6291556 bytes).",
            "errorType": "RequestEntityTooLarge"}}]


def test_an_unknown_response_mode_is_refused(emulator):
    error = emulator.error("bad-mode")
    assert error["errorType"] == "Runtime.InvalidResponseModeHeader"
    (answer,) = emulator.result("bad-mode")
    assert (answer["status"], answer["body"]["errorType"]) == (400, "InvalidFunctionResponseMode")


def test_paths_and_methods_that_do_not_exist_are_told_so(emulator):
    nowhere, wrong_method, ping, answer = told(emulator, "elsewhere")
    assert nowhere == 404
    assert wrong_method in (404, 405)
    assert ping == 200
    assert answer == OK


def test_a_chunked_response_is_read_to_its_end(emulator):
    assert json.loads(emulator.invoke("chunked", {})["Body"]) == "chunked"
    assert emulator.result("chunked") == [OK]
