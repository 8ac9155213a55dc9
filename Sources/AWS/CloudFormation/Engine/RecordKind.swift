internal import AWSAPI
internal import Foundation

/// The kinds of records that the engine keeps; keys begin with account, region and the stack's UUID.
enum RecordKind {
    static let stack = "cloudformation.stack"
    static let resource = "cloudformation.resource"
    static let event = "cloudformation.event"
    static let changeSet = "cloudformation.changeset"

    static func encode(_ value: some Encodable) -> [UInt8] {
        // Records are made of texts, numbers and lists of them, which JSON can always hold.
        guard let data = try? JSONEncoder().encode(value) else { preconditionFailure("A record is not encodable.") }
        return Array(data)
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ record: StoredRecord, _ kind: String) throws(AWSError)
        -> Value
    {
        do {
            return try JSONDecoder().decode(type, from: Data(record.value))
        } catch {
            throw AWSError(
                "InternalFailure", "The record \(kind) \(record.key) cannot be read: \(error)", status: 500)
        }
    }
}
