import Testing

@testable import Scientist

@Suite("Patterns")
struct PatternTests {
    private func replaced(_ pattern: String, _ text: String, with replacement: String = "#") throws -> String? {
        var steps = Pattern.stepLimit
        return try Pattern(pattern).replacing(in: text, with: replacement, steps: &steps)
    }

    @Test(
        "find what they say",
        arguments: [
            ("[0-9]+ms", "took 12ms, then 7ms", "took #, then #"),
            ("a|ab", "ab", "#b"),
            ("ab|a", "ab", "#"),
            ("a+?", "aaa", "###"),
            ("(?:ab)+", "ababa", "#a"),
            ("(x|y)z", "xz yz zz", "# # zz"),
            ("(?<year>\\d{4})-\\d{2}", "on 2026-11-25", "on #-25"),
            ("\\bcat\\b", "cat concat cat", "# concat #"),
            ("\\Bcat", "cat concat", "cat con#"),
            ("^a", "aa", "#a"),
            ("a$", "aa", "a#"),
            ("(?i)hello", "HeLLo hello", "# #"),
            ("(?i)[a-c]x", "Bx cX dx", "# # dx"),
            ("[^,]+", "a,bc,,d", "#,#,,#"),
            ("[]a]", "]ab", "##b"),
            ("[a\\-z]", "a-zb", "###b"),
            ("[\\d_]+", "1_2x", "#x"),
            (".", "a\nb", "#\n#"),
            ("\\S+", "one two", "# #"),
            ("x*", "axb", "#a##b#"),
            ("a{2,3}", "aaaaa a", "## a"),
            ("a{2}?", "aaa", "#a"),
            ("a{,2}", "a{,2}", "#"),
            ("{", "a{b", "a#b"),
            ("(a*)*b", "aab", "#"),
            ("", "ab", "#a#b#"),
            ("\\u00e9\\x41", "éA", "#"),
            ("[à-ü]+", "naïve", "na#ve"),
            ("colou?r", "color colour", "# #"),
            ("a(b|)c", "ac abc", "# #"),
        ])
    func find(pattern: String, text: String, expected: String) throws {
        #expect(try replaced(pattern, text) == expected)
    }

    @Test(
        "what cannot be matched in time, or is no pattern, is refused",
        arguments: [
            ("(", "')' is missing (at character 2)"),
            ("a)", "')' closes nothing (at character 2)"),
            ("[a", "']' is missing (at character 3)"),
            ("*a", "'*' repeats nothing (at character 2)"),
            ("[z-a]", "that range is empty (at character 5)"),
            ("a\\", "the pattern ends in a backslash (at character 3)"),
            ("(a)\\1", "references back cannot be matched in linear time (at character 6)"),
            (
                "(?=a)",
                "of groups that begin with '(?' only (?:...) and (?<name>...) can be matched in linear time (at character 3)"
            ),
            (
                "(?<!a)b",
                "of groups that begin with '(?' only (?:...) and (?<name>...) can be matched in linear time (at character 3)"
            ),
            ("a*+", "possessive repetition cannot be matched in linear time (at character 4)"),
            ("a{3,2}", "'{3,2}' is no range up to 1000 (at character 2)"),
            ("\\p{L}", "'\\p' is not understood (at character 3)"),
            ("((a{1000}){1000}){1000}", "it repeats too much: written out it has more than 5000 steps"),
            (String(repeating: "a", count: 1_001), "it has 1001 characters, at most 1000 may be"),
            (String(repeating: "(", count: 60), "more than 50 groups in each other (at character 51)"),
        ])
    func refused(pattern: String, reason: String) {
        #expect(throws: Pattern.Mistake(description: reason)) { try Pattern(pattern) }
    }

    /// A backtracking engine tries 2^40 ways.
    @Test(
        "what hangs others takes time in proportion to the text",
        arguments: ["(a+)+$", "(a|a)*c", "(a*)*b", "(.*)(.*)(.*)x"])
    func pathological(pattern: String) throws {
        let text = String(repeating: "a", count: 40) + "!"
        var steps = Pattern.stepLimit
        #expect(try Pattern(pattern).replacing(in: text, with: "#", steps: &steps) == text)
        #expect(Pattern.stepLimit - steps < 20_000)
    }

    @Test("nothing of nothing, however often, is written once")
    func nothing() throws {
        #expect(try Pattern("(((a{0}){1000}){1000}){1000}").program.count == 1)
    }

    @Test("a text that takes too many steps stays as it is, which is counted and said")
    func tooLong() throws {
        var steps = 1_000
        #expect(
            try Pattern("a.*b|a").replacing(in: String(repeating: "a", count: 2_000), with: "", steps: &steps) == nil)
        #expect(steps < 0)

        var experiment = Experiment(
            name: "x", path: "x", control: Subject(name: "C", arn: "c"),
            candidates: [Candidate(key: "k", subject: Subject(name: "K", arn: "k"))])
        experiment.normalisation = [.replace(FieldPath(.body), pattern: "a.*b|a", with: "x")]
        let examination = try Examination(experiment, version: 1)
        let long = Run(.success(Answer(status: 200, body: Array(repeating: UInt8(ascii: "a"), count: 20_000))))
        let observation = examination.observe(
            Examination.Performance(
                requestID: "r", time: 0, request: Request(method: "GET", path: "/x"), clientMicroseconds: nil,
                control: long), candidate: "k", .ran(long), day: "2026-11-25")
        #expect(observation.isUnreplaced)
        #expect(observation.outcome == .match)
        var tally = Tally()
        tally.add(observation)
        #expect(tally.unreplaced == 1)
        let explanation = Judge(Tolerances(), candidates: 1).behaviour(tally).explanation
        #expect(explanation.contains("In 1 answer a 'replace' step was given up"))
    }
}
