/// What textbook methods say, line by line.
struct FinalView {
    let requests: String
    let lines: [Line]

    struct Line {
        let title: String
        let text: String
        let method: String
    }

    /// Nil before the first request.
    init?(_ model: FinalFigures) {
        guard model.requests > 0 else { return nil }
        requests = Numbers.count(model.requests, "request")
        lines =
            [model.mismatches.map(Self.answers), Self.failures(model.failures)].compactMap { $0 }
            + model.fields.prefix(Self.fieldLimit).map(Self.field)
            + (model.speed.map(Self.speed) ?? []) + [model.coldStarts.map(Self.coldStarts)].compactMap { $0 }
    }

    private static let fieldLimit = 8

    private static func answers(_ share: FinalFigures.Share) -> Line {
        let (low, high) = (share.interval.lowerBound * 100, share.interval.upperBound * 100)
        return Line(
            title: "Answers that differ",
            text: "\(Numbers.count(share.hits)) of \(Numbers.count(share.count)): \(Numbers.short(low)) to "
                + "\(Numbers.short(high)) %",
            method: "Wilson’s interval")
    }

    private static func failures(_ failures: FinalFigures.Failures) -> Line? {
        guard failures.controlOnly + failures.candidateOnly > 0 else { return nil }
        return Line(
            title: "Failures",
            text: "only the candidate failed on \(Numbers.count(failures.candidateOnly)), only the control on "
                + "\(Numbers.count(failures.controlOnly)); \(chance(failures.chance))",
            method: "McNemar’s exact test")
    }

    private static func field(_ field: String, _ chance: Double) -> Line {
        Line(
            title: FieldName.text(field), text: "differs, \(Self.chance(chance))",
            method: "McNemar’s exact test against the control’s twin")
    }

    private static func speed(_ speed: FinalFigures.Speed) -> [Line] {
        let chance = speed.chance.map { "; \(Self.chance($0))" } ?? ""
        let ratio = Line(
            title: "Time",
            text: "\(Numbers.ratio(speed.ratio)) from \(Numbers.count(speed.pairs, "pair")) of warm runs\(chance)",
            method: "Hodges-Lehmann estimate, Wilcoxon’s signed-rank test")
        return [ratio]
            + speed.percentiles.compactMap { percentile in
                guard let value = percentile.value, let interval = percentile.interval else { return nil }
                return Line(
                    title: "Time, \(percentile.name)",
                    text: "\(difference(value)) ms: \(difference(interval.lowerBound)) to "
                        + difference(interval.upperBound),
                    method: "bootstrap of pairs")
            }
    }

    private static func coldStarts(_ coldStarts: FinalFigures.ColdStarts) -> Line {
        Line(
            title: "Cold starts",
            text: "\(difference(coldStarts.shift)) ms, \(Numbers.count(coldStarts.candidate)) against "
                + "\(Numbers.count(coldStarts.control)); \(chance(coldStarts.chance))",
            method: "Mann-Whitney U test")
    }

    private static func chance(_ chance: Double) -> String {
        chance < 0.001 ? "p < 0.001" : "p = \(Numbers.short(chance))"
    }

    /// `+0.25`, `−1.2`
    private static func difference(_ microseconds: Double) -> String {
        let text = Numbers.milliseconds(abs(microseconds))
        return microseconds < 0 ? "−" + text : microseconds > 0 ? "+" + text : text
    }
}
