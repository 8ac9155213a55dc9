-- What wrk sends: the Invoke API's POST with an event that the raw runtime in C answers without reading it.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"number":62.5}'
