import ArgumentParser

/// The memory sizes to measure: each as Lambda allows it, none twice, ascending.
struct MemorySizes: Equatable {
    /// In MB; Lambda takes any whole number of them (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html).
    static let allowed = 128...10_240
    /// From the smallest, in doublings, past one vCPU (1,769 MB) to where a third core becomes visible (3,008 MB).
    static let standard = MemorySizes(values: [128, 256, 512, 1_024, 1_769, 3_008])

    let values: [Int]

    private init(values: [Int]) {
        self.values = values
    }

    /// - Parameter text: sizes in MB with commas between them, `128,512`.
    init(parsing text: String) throws {
        let sizes = try text.split(separator: ",", omittingEmptySubsequences: false).map(MemorySizes.size)
        values = Set(sizes).sorted()
    }

    static func size(parsing text: some StringProtocol) throws -> Int {
        guard let size = Int(text), allowed.contains(size) else {
            throw ValidationError(
                "'\(text)' is not a memory size: Lambda has whole MB from \(allowed.lowerBound) to \(allowed.upperBound)."
            )
        }
        return size
    }
}

extension MemorySizes: CustomStringConvertible {
    var description: String { values.map(String.init).joined(separator: ",") }
}
