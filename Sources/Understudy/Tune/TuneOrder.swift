import ArgumentParser
import JSON

/// What a run is to measure, as the JSON API takes it:
/// `{"sizes": [128, 512], "count": 10, "event": {...}, "calibrate": {"memorySizeMB": 1769, "milliseconds": 412}}`, all
/// of it optional.
struct TuneOrder {
    static let counts = 1...1_000
    static let sizeLimit = 20

    var sizes = MemorySizes.standard
    var count = 10
    /// Nil for the event that came with the function.
    var event: JSON?
    var reference: CalibrationReference?

    /// - Throws: ``LaboratoryError`` that says what is wrong with which member.
    init(_ json: JSON) throws {
        guard let members = json.objectValue else { throw LaboratoryError(.invalid, "The body must be a JSON object.") }
        for member in members {
            switch member.key {
            case "sizes": sizes = try Self.sizes(member.value)
            case "count": count = try Self.count(member.value)
            case "event": event = member.value
            case "calibrate": reference = member.value.isNull ? nil : try Self.reference(member.value)
            default:
                throw LaboratoryError(
                    .invalid, "'\(member.key)' is unknown; a run has sizes, count, event and calibrate.")
            }
        }
        if let reference, !sizes.values.contains(reference.memorySizeMB) {
            throw LaboratoryError(
                .invalid, "calibrate names \(reference.memorySizeMB) MB, which is not among the sizes \(sizes).")
        }
    }

    private static func sizes(_ json: JSON) throws -> MemorySizes {
        let numbers = json.arrayValue?.map { $0.intValue } ?? []
        guard (1...sizeLimit).contains(numbers.count), numbers.allSatisfy({ $0 != nil }) else {
            throw LaboratoryError(.invalid, "sizes must be a list of 1 to \(sizeLimit) memory sizes in MB.")
        }
        do {
            return try MemorySizes(parsing: numbers.compactMap { $0.map(String.init) }.joined(separator: ","))
        } catch let error as ValidationError {
            throw LaboratoryError(.invalid, error.message)
        }
    }

    private static func count(_ json: JSON) throws -> Int {
        guard let count = json.intValue, counts.contains(count) else {
            throw LaboratoryError(
                .invalid, "count must be a whole number from \(counts.lowerBound) to \(counts.upperBound).")
        }
        return count
    }

    private static func reference(_ json: JSON) throws -> CalibrationReference {
        guard let size = json["memorySizeMB"]?.intValue, let milliseconds = json["milliseconds"]?.doubleValue,
            let reference = try? CalibrationReference(parsing: "\(size)=\(milliseconds)")
        else {
            throw LaboratoryError(
                .invalid, "calibrate must be like {\"memorySizeMB\": 1769, \"milliseconds\": 412}, both above zero.")
        }
        return reference
    }
}
