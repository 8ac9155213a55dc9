import Testing

@Suite("Functions as processes")
struct FunctionProcessTests {
    private let next = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n"

    @Test(
        "each function answers through the Runtime API",
        arguments: [
            ("control-round", #"{"number":62.5}"#, "63"), ("candidate-round-half-even", #"{"number":62.5}"#, "62"),
            ("candidate-round-correct", #"{"number":62.5}"#, "63"), ("control-sort", "[10,9,9]", "[9,9,10]"),
            ("candidate-sort-fast", "[10,9,9]", "[9,9,10]"), ("candidate-sort-text", "[10,9,9]", "[10,9]"),
            ("control-fizzbuzz", #"{"from":15,"to":15}"#, #""FizzBuzz""#),
            ("candidate-fizzbuzz", #"{"from":15,"to":15}"#, #""Fizz Buzz""#),
            (
                "control-pbkdf2", #"{"password":"passwd","salt":"salt","iterations":1,"keyLength":4}"#,
                #"{"key":"55ac046e","keyLength":4,"iterations":1,"prf":"SHA-256"}"#
            ),
            (
                "candidate-pbkdf2-fast", #"{"password":"passwd","salt":"salt","iterations":1,"keyLength":4}"#,
                #"{"key":"55ac046e","keyLength":4,"iterations":1,"prf":"SHA-256"}"#
            ),
        ])
    func answers(name: String, event: String, answer: String) throws {
        let function = try FunctionProcess(name)
        for _ in 1...2 {
            #expect(try #require(function.request()).hasPrefix(next))
            function.handOut(event)
            let response = try #require(function.request())
            #expect(response.hasPrefix("POST /2018-06-01/runtime/invocation/7/response HTTP/1.1\r\n"))
            #expect(response.hasSuffix("\r\n\r\n" + answer))
            function.answer("202 Accepted")
        }
    }

    @Test("bad input becomes a function error")
    func functionError() throws {
        let function = try FunctionProcess("control-round")
        _ = function.request()
        function.handOut("{}")
        let error = try #require(function.request())
        #expect(error.hasPrefix("POST /2018-06-01/runtime/invocation/7/error HTTP/1.1\r\n"))
        #expect(error.contains("\r\nLambda-Runtime-Function-Error-Type: Function.BadRequest\r\n"))
        #expect(error.contains(#"{"errorMessage":"number is missing"#))
    }
}
