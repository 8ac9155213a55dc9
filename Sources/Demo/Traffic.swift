/// Traffic as a service would see it: mostly ordinary, now and then an edge, and some of it wrong.
package enum Traffic {
    /// The same `seed` gives the same samples in the same order.
    package static func samples(seed: UInt64) -> [Sample] {
        var generator = SeededGenerator(seed: seed)
        var samples = edges
        samples += (0..<400).map { _ in round(&generator) }
        samples += (0..<400).map { _ in sort(&generator) }
        samples += (0..<80).map { _ in fizzbuzz(&generator) }
        samples += (0..<340).map { _ in pbkdf2(&generator) }
        return samples.shuffled(using: &generator)
    }

    /// How often traffic may go on where the Scientist cannot tell yet: a busy machine blurs times.
    package static let furtherRounds = 4

    /// As many requests again for those endpoints of which it cannot tell yet whether a candidate is faster, as it is.
    ///
    /// - Parameter round: from 1; each round has other samples.
    package static func further(_ findings: [String: [String: Finding]], seed: UInt64, round: Int) -> [Sample] {
        let open = Candidate.all.filter { findings[$0.experiment]?[$0.key]?.isTooEarly(for: $0) == true }
        let endpoints = Set(open.map(\.endpoint))
        return samples(seed: seed + UInt64(round)).filter { endpoints.contains($0.endpoint) }
    }

    /// What the story needs in any case, and what each endpoint must refuse.
    static let edges: [Sample] = [
        .round(hundredths: 6250), .round(hundredths: -50), .round(hundredths: -150), .round(hundredths: 0),
        .sort([]), .sort([1]), .sort([10, 9]), .sort([3, 3]), .sort([1, 2, 3]),
        .fizzbuzz(from: 1, to: 14), .fizzbuzz(from: 15, to: 15), .fizzbuzz(from: 1, to: 100),
        .bad(.round, query: "?number=many", body: nil), .bad(.round, query: "", body: nil),
        .bad(.sort, query: "", body: #"{"not":"a list"}"#), .bad(.sort, query: "", body: "["),
        .bad(.fizzbuzz, query: "?from=0", body: nil), .bad(.fizzbuzz, query: "?from=one", body: nil),
        .bad(.pbkdf2, query: "", body: #"{"salt":"only"}"#),
    ]

    /// Prices: one in eight ends in a half.
    private static func round(_ generator: inout SeededGenerator) -> Sample {
        let whole = Int.random(in: -1_000...1_000, using: &generator) * 100
        if Int.random(in: 0..<8, using: &generator) == 0 { return .round(hundredths: whole + 50) }
        return .round(hundredths: whole + Int.random(in: 0..<100, using: &generator))
    }

    /// Lists of up to 60 numbers. Half of them keep to three digits without repetition: those sort alike in any way.
    private static func sort(_ generator: inout SeededGenerator) -> Sample {
        let count = Int.random(in: 0...60, using: &generator)
        if Bool.random(using: &generator) {
            return .sort(Array((100...999).shuffled(using: &generator).prefix(count)))
        }
        return .sort((0..<count).map { _ in Int.random(in: -200...2_000, using: &generator) })
    }

    private static func fizzbuzz(_ generator: inout SeededGenerator) -> Sample {
        let from = Int.random(in: 1...1_000, using: &generator)
        return .fizzbuzz(from: from, to: from + Int.random(in: -1...30, using: &generator))
    }

    private static func pbkdf2(_ generator: inout SeededGenerator) -> Sample {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        let text = String((0..<12).map { _ in letters.randomElement(using: &generator) ?? "a" })
        // Some 3 ms of CPU: more than 128 MB bring in a period of 20 ms, on faster machines as well and however
        // slowly requests come.
        return .pbkdf2(password: text, salt: "demo-\(text.prefix(4))", iterations: 2_500)
    }
}
