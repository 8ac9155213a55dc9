import Scientist
import Settings

/// `cohorts`: ways to cut the results.
enum CohortsSection {
    static func cohorts(of owner: Section) throws(ConfigurationError) -> [Cohort] {
        var cohorts: [Cohort] = []
        for section in try owner.sections("cohorts") {
            try section.check(KnownKeys(followed: ["by", "edges"], others: .refused))
            cohorts.append(try cohort(section))
        }
        return cohorts
    }

    private static func cohort(_ section: Section) throws(ConfigurationError) -> Cohort {
        guard let attribute = try section.attribute("by") else {
            throw section.error("by", "is missing: it says what groups have in common, as in 'by: request.bytes'")
        }
        let edges = try edges(section)
        switch attribute {
        case .bytes where edges.isEmpty:
            throw section.error("edges", "is missing: it says where sizes are cut, as in 'edges: [1k, 100k]'")
        case .method, .path:
            guard edges.isEmpty else { throw section.error("edges", "is for numbers: there is a group per value") }
        default: break
        }
        return Cohort(by: attribute, edges: edges)
    }

    /// Numbers, or sizes such as `1k`.
    private static func edges(_ section: Section) throws(ConfigurationError) -> [Double] {
        var edges: [Double] = []
        for text in try section.texts("edges") {
            guard let edge = Double(text) ?? ByteCount.parse(text).map(Double.init), edge.isFinite else {
                throw section.error("edges", "must be a list of numbers, such as [1k, 100k], not of '\(text)'")
            }
            guard edges.last.map({ $0 < edge }) ?? true else {
                throw section.error("edges", "must ascend: '\(text)' does not")
            }
            edges.append(edge)
        }
        return edges
    }
}
