import Foundation
import JSON

extension LambdaPrices {
    /// Prices of another region, another tier or another day:
    /// `{"asOf": "2026-11-01", "region": "af-south-1", "x86PerGBSecond": 0.0000221, "armPerGBSecond": 0.0000176800,
    /// "perMillionRequests": 0.28}`. The three numbers are needed, for a mixture of two lists would be neither.
    init(file path: String) throws {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw CommandFailure("Cannot read the prices from \(path): \(error.localizedDescription)")
        }
        do {
            try self.init(JSON(parsing: [UInt8](bytes)), source: path)
        } catch let error as JSON.ParseError {
            throw CommandFailure("\(path) is not JSON: \(error.message) (byte \(error.offset))")
        }
    }

    /// - Parameter source: names the prices where they do not name themselves.
    init(_ json: JSON, source: String) throws {
        let known = ["asOf", "region", "x86PerGBSecond", "armPerGBSecond", "perMillionRequests"]
        guard let members = json.objectValue else { throw CommandFailure("\(source) holds no JSON object.") }
        if let stranger = members.first(where: { !known.contains($0.key) }) {
            throw CommandFailure("\(source) has '\(stranger.key)', which is none of \(known.joined(separator: ", ")).")
        }
        func dollars(_ key: String) throws -> Double {
            guard let price = json[key]?.doubleValue, price.isFinite, price >= 0 else {
                throw CommandFailure("\(source) needs '\(key)', a number of dollars.")
            }
            return price
        }
        asOf = json["asOf"]?.stringValue ?? "an unnamed day"
        region = json["region"]?.stringValue ?? source
        x86PerGBSecond = try dollars("x86PerGBSecond")
        armPerGBSecond = try dollars("armPerGBSecond")
        perMillionRequests = try dollars("perMillionRequests")
    }
}
