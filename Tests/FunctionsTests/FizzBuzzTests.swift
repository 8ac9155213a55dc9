import FizzBuzzEndpoint
import FunctionSupport
import JSON
import LambdaRuntime
import Testing

@testable import candidate_fizzbuzz
@testable import control_fizzbuzz

@Suite("fizzbuzz")
struct FizzBuzzTests {
    private let control = FizzBuzzEndpoint(line: control_fizzbuzz.FizzBuzz.line)
    private let candidate = FizzBuzzEndpoint(line: candidate_fizzbuzz.FizzBuzz.line)

    private func lines(_ last: String) -> String {
        "1\n2\nFizz\n4\nBuzz\nFizz\n7\n8\nFizz\nBuzz\n11\nFizz\n13\n14\n" + last
    }

    @Test("the candidate keeps the contract")
    func contract() throws {
        let query = ["from": "1", "to": "15"]
        #expect(try candidate.rest("GET", query) == HTTPResult(200, "text/plain", lines("Fizz Buzz")))
        #expect(try candidate.http("GET", query) == HTTPResult(200, "text/plain", lines("Fizz Buzz")))
        #expect(try candidate.invoke(#"{"from": 1, "to": 15}"#) == JSON.string(lines("Fizz Buzz")).text)
    }

    @Test("the control forgets the space")
    func bug() throws {
        #expect(try control.rest("GET", ["to": "15"]).body == lines("FizzBuzz"))
        #expect(try control.rest("GET", ["to": "14"]) == candidate.rest("GET", ["to": "14"]))
    }

    @Test("from defaults to 1, to to from + 99")
    func defaults() throws {
        let all = try #require(candidate.http().body).split(separator: "\n")
        #expect(all.count == 100)
        #expect(all.first == "1")
        #expect(all.last == "Buzz")
        let later = try #require(candidate.rest("GET", ["from": "1001"]).body).split(separator: "\n")
        #expect(later.count == 100)
        #expect(later.last == "Buzz")
        #expect(try candidate.invoke("{}") == JSON.string(all.joined(separator: "\n")).text)
    }

    @Test("nothing is between from and a smaller to", arguments: ["1", "0", "-7"])
    func empty(to: String) throws {
        #expect(try candidate.rest("GET", ["from": "2", "to": to]) == HTTPResult(200, "text/plain", ""))
    }

    @Test("one line has no line end")
    func oneLine() throws {
        #expect(try candidate.rest("GET", ["from": "3", "to": "3"]).body == "Fizz")
    }

    @Test(
        "bad parameters are refused by name",
        arguments: [
            (["from": "0"], "from must be from 1 to 1000000000000"),
            (["from": "-1"], "from must be from 1 to 1000000000000"),
            (["from": "99999999999999999999"], "from must be from 1 to 1000000000000"),
            (["from": "1.5"], "from must be a whole number"), (["from": ""], "from must be a whole number"),
            (["from": "+5"], "from must be a whole number"), (["to": "x"], "to must be a whole number"),
            (["to": "-"], "to must be a whole number"),
            (["to": "100001"], "to must be less than from + 100000: an answer has so many lines at most"),
        ])
    func refused(query: [String: String], message: String) throws {
        #expect(try control.rest("GET", query) == .badRequest(message))
        #expect(try control.http("GET", query) == .badRequest(message))
    }

    @Test("the limits themselves are accepted")
    func limits() throws {
        #expect(try control.rest("GET", ["to": "100000"]).status == 200)
        #expect(try control.rest("GET", ["from": "1000000000000"]).body == "Buzz")
    }

    @Test("direct parameters must be numbers")
    func direct() {
        #expect(throws: FunctionError(type: "Function.BadRequest", message: "from must be a whole number")) {
            try control.invoke(#"{"from": "1"}"#)
        }
    }
}
