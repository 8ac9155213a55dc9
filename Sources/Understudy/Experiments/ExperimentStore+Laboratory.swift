import ExperimentStore
import Foundation
import Scientist

/// What the laboratory keeps under names.
extension ExperimentStore {
    func uploadedExperiments() throws -> [Experiment] {
        guard let text = try kept("uploaded") else { return [] }
        return try JSONDecoder().decode([Experiment].self, from: Data(text.utf8))
    }

    func keepUploaded(_ experiments: [Experiment]) throws {
        try keep(String(decoding: try JSONEncoder().encode(experiments), as: UTF8.self), as: "uploaded")
    }

    /// - Parameter definition: what holds where nothing was switched.
    func switches(of experiment: String, from definition: ExperimentSwitches) throws -> ExperimentSwitches {
        guard let text = try kept("switches of \(experiment)") else { return definition }
        var switches = try JSONDecoder().decode(ExperimentSwitches.self, from: Data(text.utf8))
        // A definition that says something else since prevails.
        if switches.defined != definition.sampling { switches.sampling = definition.sampling }
        switches.defined = definition.sampling
        return switches
    }

    func keep(_ switches: ExperimentSwitches, of experiment: String) throws {
        try keep(
            String(decoding: try JSONEncoder().encode(switches), as: UTF8.self), as: "switches of \(experiment)")
    }
}
