private import CCurl

/// Speaks HTTP with libcurl: one handle, and so one connection, for the life of the process.
///
/// The results of setting options are not looked at: every libcurl that speaks HTTP knows these options, and one that
/// runs out of memory says so when the exchange is performed.
package final class CurlTransport: Transport {
    private let handle: UnsafeMutableRawPointer
    private let received = ReceivedAnswer()
    private let root: String

    /// For `host:port`, as in `AWS_LAMBDA_RUNTIME_API`. Nil if libcurl cannot start.
    package init?(address: String) {
        guard curl_global_init(0) == CURLE_OK, let handle = curl_easy_init() else { return nil }
        self.handle = handle
        root = "http://" + address
        prepare()
    }

    deinit { curl_easy_cleanup(handle) }

    package func exchange(_ request: RuntimeAPIRequest) throws(TransportError) -> RuntimeAPIAnswer {
        received.clear()
        ccurl_set_text(handle, CURLOPT_URL, root + request.path)
        let code = request.body.map { post($0, errorType: request.errorType) } ?? get()
        guard code == CURLE_OK else {
            throw TransportError("\(root)\(request.path): \(String(cString: curl_easy_strerror(code)))")
        }
        // A connection that ends within the head is to libcurl the end of an answer without a body.
        guard received.headIsComplete else { throw TransportError("\(root)\(request.path): the answer broke off") }
        return received.answer(status: Int(ccurl_response_code(handle)))
    }

    /// What all exchanges share. No option limits the time: `next` waits until there is work.
    private func prepare() {
        ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        ccurl_set_long(handle, CURLOPT_TCP_NODELAY, 1)
        ccurl_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        // The Runtime API is a neighbour; a proxy from the environment must not come between.
        ccurl_set_text(handle, CURLOPT_PROXY, "")
        ccurl_set_text(handle, CURLOPT_USERAGENT, "understudy-swift")
        let context = Unmanaged.passUnretained(received).toOpaque()
        ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        ccurl_set_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            ReceivedAnswer.take(bytes, size * count, context) { $0.append(body: $1) }
        }
        ccurl_set_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            ReceivedAnswer.take(bytes, size * count, context) { $0.append(header: $1) }
        }
    }

    private func get() -> CURLcode {
        ccurl_set_long(handle, CURLOPT_HTTPGET, 1)
        ccurl_set_headers(handle, nil)
        return curl_easy_perform(handle)
    }

    /// Head and body leave in one piece: libcurl holds the body already, and is told not to ask for permission
    /// (`Expect: 100-continue`) first.
    private func post(_ body: [UInt8], errorType: String?) -> CURLcode {
        var headers = curl_slist_append(nil, "Expect:")
        headers = curl_slist_append(headers, "Content-Type: application/json")
        if let errorType { headers = curl_slist_append(headers, "Lambda-Runtime-Function-Error-Type: \(errorType)") }
        defer { curl_slist_free_all(headers) }
        ccurl_set_long(handle, CURLOPT_POST, 1)
        ccurl_set_headers(handle, headers)
        return body.withUnsafeBytes { bytes in
            // An empty array has no address, and without one libcurl would read a body from standard input.
            guard let address = bytes.baseAddress else { return send("", 0) }
            return send(address, bytes.count)
        }
    }

    private func send(_ bytes: UnsafeRawPointer, _ count: Int) -> CURLcode {
        let code = ccurl_set_body(handle, bytes, curl_off_t(count))
        return code == CURLE_OK ? curl_easy_perform(handle) : code
    }
}
