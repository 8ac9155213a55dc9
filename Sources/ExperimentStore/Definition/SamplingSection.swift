import Scientist
import Settings

/// `sample`: a percentage, or one with more to it.
enum SamplingSection {
    static func sampling(
        of owner: Section, _ candidates: CandidatesSection
    ) throws(ConfigurationError) -> Sampling {
        var sampling = Sampling()
        sampling.percentByCandidate = candidates.samples
        guard let value = try owner.value("sample") else { return sampling }
        guard case .mapping = value.content else {
            sampling.percent = try owner.percentage("sample") ?? sampling.percent
            return sampling
        }
        let section = try owner.subsection("sample", value)
        try section.check(KnownKeys(followed: ["percent", "sticky", "candidates"], others: .refused))
        sampling.percent = try section.percentage("percent") ?? sampling.percent
        sampling.sticky = try sticky(section)
        try addShares(of: section, candidates, to: &sampling)
        return sampling
    }

    private static func sticky(_ section: Section) throws(ConfigurationError) -> RequestAttribute? {
        guard let attribute = try section.attribute("sticky") else { return nil }
        switch attribute {
        case .header, .query, .path, .body: return attribute
        case .method, .bytes:
            throw section.error("sticky", "must be header:NAME, query:NAME, path or body:PATH: something of a client's")
        }
    }

    private static func addShares(
        of section: Section, _ candidates: CandidatesSection, to sampling: inout Sampling
    ) throws(ConfigurationError) {
        guard let shares = try section.section("candidates") else { return }
        let keys = candidates.candidates.map(\.key)
        for key in shares.uniqueKeys {
            guard keys.contains(key) else {
                let meant = NearestKey.of(key, among: keys).map { "; did you mean '\($0)'?" } ?? ""
                throw shares.error(key, "is none of the candidates\(meant)")
            }
            guard candidates.samples[key] == nil else {
                throw shares.error(key, "is said twice: the candidate itself has a sample, too")
            }
            sampling.percentByCandidate[key] = try shares.percentage(key)
        }
    }
}
