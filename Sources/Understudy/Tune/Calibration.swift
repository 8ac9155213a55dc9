import ArgumentParser

/// What a real Lambda needed for the same event: with it, times of this machine become estimates of AWS's.
struct CalibrationReference: Equatable {
    var memorySizeMB: Int
    /// The Duration of its REPORT line.
    var milliseconds: Double

    /// - Parameter text: `1769=412` or `1769=412.25`.
    init(parsing text: String) throws {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let milliseconds = Double(parts[1]), milliseconds.isFinite, milliseconds > 0 else {
            throw ValidationError("'\(text)' is not SIZE=MILLISECONDS, such as 1769=412.")
        }
        memorySizeMB = try MemorySizes.size(parsing: parts[0])
        self.milliseconds = milliseconds
    }
}

/// Scales times of this machine to AWS's by one factor: CPU shares grow alike on both, so one point fixes all sizes.
struct Calibration: Equatable {
    var reference: CalibrationReference
    /// The median here at the size of the reference; more than 0.
    var ownMilliseconds: Double

    var factor: Double { reference.milliseconds / ownMilliseconds }
}
