import JSON

/// What the emulator says about the function to measure.
struct TunedFunction: Equatable {
    var name: String
    var architecture: Architecture
    /// An event that came with the function; nil when none did.
    var sampleEvent: JSON?

    /// - Parameter json: the answer of `GET /_understudy/api/functions/NAME`.
    init(_ json: JSON) throws {
        guard let name = json["name"]?.stringValue, let architecture = json["architecture"]?.stringValue else {
            throw CommandFailure("The emulator's description of the function lacks its name or architecture.")
        }
        guard let architecture = Architecture(rawValue: architecture) else {
            throw CommandFailure("The function's architecture, '\(architecture)', has no price that is known here.")
        }
        self.name = name
        self.architecture = architecture
        // Not `nil` alone, which could also mean JSON's null.
        sampleEvent = json["sampleEvent"].flatMap { $0.isNull ? JSON?.none : $0 }
    }
}
