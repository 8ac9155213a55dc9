public import AWSAPI
import Foundation
import Synchronization

/// The temporary credentials that were given out, until they expire.
///
/// Many ask at a time, and briefly: every signed request wants to know whose key it carries.
public final class Sessions: Sendable {
    /// How many are kept; beyond that, those that expire first go.
    static let limit = 10_000
    private static let kind = "sts.session"

    private let records: any Records
    private let sessions: Mutex<[String: Session]>

    public init(records: any Records) throws(AWSError) {
        self.records = records
        var sessions: [String: Session] = [:]
        for record in try records.load(Self.kind) {
            do {
                sessions[record.key] = try JSONDecoder().decode(Session.self, from: Data(record.value))
            } catch {
                throw AWSError(
                    "InternalFailure", "The record of the session \(record.key) is damaged: \(error)", status: 500)
            }
        }
        self.sessions = Mutex(sessions)
    }

    /// The session of an access key, expired or not; nil for keys that are none of ours.
    public func session(_ accessKeyID: String) -> Session? { sessions.withLock { $0[accessKeyID] } }

    /// Keeps a session; it is on disk when this returns.
    func add(_ session: Session, now: Int) async throws(AWSError) {
        sessions.withLock { sessions in
            var changes: [RecordChange] = []
            for old in sessions.values where old.expires <= now { changes.append(Self.forget(old, &sessions)) }
            if sessions.count >= Self.limit, let first = sessions.values.min(by: { $0.expires < $1.expires }) {
                changes.append(Self.forget(first, &sessions))
            }
            sessions[session.accessKeyID] = session
            changes.append(.put(kind: Self.kind, key: session.accessKeyID, value: session.encoded))
            records.write(changes)
        }
        try await records.settle()
    }

    private static func forget(_ session: Session, _ sessions: inout [String: Session]) -> RecordChange {
        sessions[session.accessKeyID] = nil
        return .delete(kind: kind, key: session.accessKeyID)
    }
}

/// Temporary credentials, and whom they stand for.
public struct Session: Sendable, Codable, Equatable {
    public var accessKeyID: String
    public var secretAccessKey: String
    public var token: String
    public var account: String
    public var arn: String
    public var userID: String
    /// In milliseconds since 1970.
    public var expires: Int

    init(account: String, arn: String, userID: String, expires: Int) {
        accessKeyID = "ASIA" + Self.random(16, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        secretAccessKey = Self.random(40, of: Self.base64)
        token = "FwoGZXIvYXdzE" + Self.random(307, of: Self.base64)
        self.account = account
        self.arn = arn
        self.userID = userID
        self.expires = expires
    }

    private static let base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    private static func random(_ count: Int, of alphabet: String) -> String {
        let letters = Array(alphabet)
        return String((0..<count).map { _ in letters[Int.random(in: letters.indices)] })
    }

    fileprivate var encoded: [UInt8] {
        // Texts and a number always encode.
        (try? JSONEncoder().encode(self)).map { [UInt8]($0) } ?? []
    }
}
