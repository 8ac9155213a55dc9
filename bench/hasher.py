#!/usr/bin/python3
"""A function whose work is PBKDF2 with $ITERATIONS."""

import hashlib
import http.client
import os

api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
iterations = int(os.environ["ITERATIONS"])
while True:
    api.request("GET", "/2018-06-01/runtime/invocation/next")
    answer = api.getresponse()
    answer.read()
    hashlib.pbkdf2_hmac("sha256", b"password", b"salt", iterations)
    request = answer.headers["Lambda-Runtime-Aws-Request-Id"]
    api.request("POST", f"/2018-06-01/runtime/invocation/{request}/response", b'{"statusCode":200,"body":"done"}')
    api.getresponse().read()
