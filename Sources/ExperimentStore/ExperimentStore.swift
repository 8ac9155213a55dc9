import Foundation
import GRDB
public import Scientist

/// Where experiments keep what must outlive the emulator: one SQLite file.
///
/// One writer; what was committed survives a crash of the process and of the machine (WAL, synchronous=FULL). Running
/// totals are stored in the same transaction as the observations that they add up to, so both always agree.
public actor ExperimentStore {
    private let database: DatabaseQueue
    /// What was stored of each candidate since its observations were last held against their limits; missing for those
    /// that nobody has looked at since the store was opened.
    private var appended: [Candidate: Int] = [:]

    fileprivate struct Candidate: Hashable {
        var experiment: String
        var version: Int
        var key: String
    }

    /// After how many observations of a candidate too old and too many are looked for: a tenth of those that are kept, and
    /// no more than this.
    private static let pruneInterval = 5_000

    /// - Parameter path: of the file, which is made where there is none.
    /// - Throws: ``ExperimentStoreError`` for a file that cannot be opened or is none of ours.
    public init(path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.journalMode = .wal
        configuration.prepareDatabase { database in
            try database.execute(
                sql: "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = \(FileSize.journalLimitBytes)")
        }
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
            try Schema.migrator.migrate(database)
            // Where there is no room to write the file anew it works as it is.
            try? FileSize.makeShrinkable(database)
        } catch {
            throw ExperimentStoreError(path: path, cause: error)
        }
    }

    // MARK: Versions

    /// The version of an experiment, and when it began. What means the same as the newest one is that version; anything
    /// else begins another.
    ///
    /// - Parameters:
    ///   - functions: code and configuration of control and candidates, as text.
    ///   - now: milliseconds since 1970.
    public func version(
        of experiment: Experiment, functions: [String], at now: Int
    ) throws -> (number: Int, started: Int) {
        let meaning = Meaning.of(experiment, functions: functions)
        let definition = try Self.text(experiment)
        return try database.write { database in
            let newest = try Row.fetchOne(
                database, sql: "SELECT number, meaning, started FROM version WHERE experiment = ? ORDER BY number DESC",
                arguments: [experiment.name])
            if let newest, newest["meaning"] == meaning { return (newest["number"], newest["started"]) }
            let number = (newest?["number"] ?? 0) + 1
            try database.execute(
                sql: "INSERT INTO version (experiment, number, meaning, definition, started) VALUES (?, ?, ?, ?, ?)",
                arguments: [experiment.name, number, meaning, definition, now])
            return (number, now)
        }
    }

    /// All versions of an experiment, the newest first, with the time when each began.
    public func versions(of experiment: String) throws -> [(number: Int, started: Int)] {
        try database.read { database in
            try Row.fetchAll(
                database, sql: "SELECT number, started FROM version WHERE experiment = ? ORDER BY number DESC",
                arguments: [experiment]
            ).map { ($0["number"], $0["started"]) }
        }
    }

    /// What each version of an experiment was defined as, the newest first.
    ///
    /// - Parameter limit: most that are read.
    public func definitions(of experiment: String, limit: Int) throws -> [StoredVersion] {
        try database.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT number, started, definition FROM version WHERE experiment = ? ORDER BY number DESC LIMIT ?
                    """, arguments: [experiment, limit]
            ).map { row in
                let text: String = row["definition"]
                return StoredVersion(
                    number: row["number"], started: row["started"],
                    // One that another release wrote in its own way is only not shown.
                    definition: try? JSONDecoder().decode(Experiment.self, from: Data(text.utf8)))
            }
        }
    }

    // MARK: Observations and evidence

    /// Stores observations, and the totals that they add up to, in one transaction.
    public func append(_ observations: [Observation], evidence: [EvidenceSnapshot]) throws {
        let limits = Dictionary(evidence.map { ($0.experiment, $0.limits.bodyBytes) }) { first, _ in first }
        try database.write { database in
            for observation in observations {
                let limit = limits[observation.experiment] ?? StorageLimits().bodyBytes
                try ObservationRow.insert(observation, bodyLimit: limit, into: database)
            }
            for snapshot in evidence {
                try database.execute(
                    sql: "INSERT OR REPLACE INTO evidence (experiment, version, candidate, totals) VALUES (?, ?, ?, ?)",
                    arguments: [
                        snapshot.experiment, snapshot.version, snapshot.candidate, try Self.text(snapshot.evidence),
                    ])
                try Self.store(snapshot, into: database)
            }
        }
        for observation in observations { appended[Candidate(observation), default: Self.pruneInterval] += 1 }
        // The observations are stored: to report a failure would have them stored twice. What must go is looked for again
        // with the next ones.
        try? keepWithinLimits(evidence, now: observations.last?.time)
    }

    private func keepWithinLimits(_ evidence: [EvidenceSnapshot], now: Int?) throws {
        if let limit = evidence.map(\.limits.fileBytes).min() { try FileSize.keep(database, within: limit) }
        guard let now else { return }
        let due = evidence.filter {
            let interval = min(Self.pruneInterval, max(1, $0.limits.observations / 10))
            return appended[Candidate($0), default: 0] >= interval
        }
        guard !due.isEmpty else { return }
        for snapshot in due {
            try prune(snapshot, now: now)
            appended[Candidate(snapshot)] = 0
        }
        try FileSize.giveBack(database)
    }

    /// Takes away what is too old of all experiments, those that came to an end among them.
    ///
    /// - Parameters:
    ///   - days: how long observations are kept, by name of the experiment; the default for those without.
    ///   - now: milliseconds since 1970.
    public func sweep(days: [String: Int], now: Int) throws {
        try database.write { database in
            for name in try String.fetchAll(database, sql: "SELECT DISTINCT experiment FROM version") {
                try Self.removeOlder(than: days[name] ?? StorageLimits().days, of: name, now: now, database)
            }
        }
        try FileSize.giveBack(database)
    }

    private static func store(_ snapshot: EvidenceSnapshot, into database: Database) throws {
        for field in snapshot.differences {
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO difference (experiment, version, candidate, path, field)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    snapshot.experiment, snapshot.version, snapshot.candidate, field.path, try Self.text(field),
                ])
        }
    }

    /// By key of the candidate.
    public func differences(experiment: String, version: Int) throws -> [String: DifferenceTree] {
        let rows = try database.read { database in
            try Row.fetchAll(
                database, sql: "SELECT candidate, field FROM difference WHERE experiment = ? AND version = ?",
                arguments: [experiment, version])
        }
        let fields = try rows.map { row in
            let text: String = row["field"]
            let field = try JSONDecoder().decode(DifferenceTree.Field.self, from: Data(text.utf8))
            return (row["candidate"] as String, field)
        }
        return Dictionary(grouping: fields, by: \.0).mapValues { DifferenceTree($0.map(\.1)) }
    }

    /// By key of the candidate; empty for a version without observations.
    public func evidence(experiment: String, version: Int) throws -> [String: Evidence] {
        let rows = try database.read { database in
            try Row.fetchAll(
                database, sql: "SELECT candidate, totals FROM evidence WHERE experiment = ? AND version = ?",
                arguments: [experiment, version])
        }
        return try Dictionary(
            rows.map { row in
                let totals: String = row["totals"]
                return (row["candidate"], try JSONDecoder().decode(Evidence.self, from: Data(totals.utf8)))
            }
        ) { _, last in last }
    }

    /// The newest first.
    ///
    /// - Parameters:
    ///   - outcomes: empty for all.
    ///   - before: an id; only older observations.
    public func observations(
        experiment: String, version: Int, candidate: String? = nil, outcomes: [Outcome] = [], before: Int? = nil,
        limit: Int
    ) throws -> [StoredObservation] {
        try database.read { database in
            var request = "SELECT * FROM observation WHERE experiment = ? AND version = ?"
            var arguments: StatementArguments = [experiment, version]
            if let candidate {
                request += " AND candidate = ?"
                arguments += [candidate]
            }
            if !outcomes.isEmpty {
                request += " AND outcome IN (\(outcomes.map { _ in "?" }.joined(separator: ", ")))"
                arguments += StatementArguments(outcomes.map(\.rawValue))
            }
            if let before {
                request += " AND id < ?"
                arguments += [before]
            }
            request += " ORDER BY id DESC LIMIT ?"
            arguments += [limit]
            return try Row.fetchAll(database, sql: request, arguments: arguments).map(ObservationRow.observation)
        }
    }

    /// One observation of an experiment; nil if there is none, or no longer.
    public func observation(_ id: Int, experiment: String) throws -> StoredObservation? {
        try database.read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM observation WHERE id = ? AND experiment = ?", arguments: [id, experiment]
            ).map(ObservationRow.observation)
        }
    }

    // MARK: Reports

    /// The id of the newest observation of a candidate; nil for none.
    public func newest(experiment: String, version: Int, candidate: String) throws -> Int? {
        try database.read { database in
            try Int.fetchOne(
                database, sql: "SELECT max(id) FROM observation INDEXED BY observation_latest WHERE \(Self.own)",
                arguments: [experiment, version, candidate])
        }
    }

    /// What a ``FinalReport`` is made of: a candidate's latest observations.
    public func sample(
        experiment: String, version: Int, candidate: String
    ) throws -> (pairs: [FinalReport.Pair], coldStarts: FinalReport.ColdStarts) {
        let key: StatementArguments = [experiment, version, candidate]
        return try database.read { database in
            (
                try Self.pairs(key, database),
                FinalReport.ColdStarts(
                    control: try Self.inits("coalesce(twin, control)", Schema.coldControl, "control", key, database),
                    candidate: try Self.inits("candidate_run", Schema.coldCandidate, "candidate", key, database))
            )
        }
    }

    private static let own = "experiment = ? AND version = ? AND candidate = ?"

    /// The latest, in the order in which they were stored.
    private static func pairs(_ key: StatementArguments, _ database: Database) throws -> [FinalReport.Pair] {
        func microseconds(_ run: String) -> String {
            """
            CASE WHEN json_extract(\(run), '$.status') IS NOT NULL
              AND json_extract(\(run), '$.measures.initMicroseconds') IS NULL
            THEN json_extract(\(run), '$.measures.functionMicroseconds') END
            """
        }
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT time, outcome, \(microseconds("coalesce(twin, control)")) AS control,
                  \(microseconds("candidate_run")) AS candidate
                FROM observation INDEXED BY observation_latest
                WHERE \(own) AND outcome NOT IN ('dropped', 'not_run') ORDER BY id DESC LIMIT ?
                """, arguments: key + [FinalReport.pairLimit])
        return rows.reversed().compactMap { row in
            Outcome(rawValue: row["outcome"]).map {
                FinalReport.Pair(time: row["time"], outcome: $0, control: row["control"], candidate: row["candidate"])
            }
        }
    }

    private static func inits(
        _ run: String, _ isCold: String, _ side: String, _ key: StatementArguments, _ database: Database
    ) throws -> [Double] {
        try Double.fetchAll(
            database,
            sql: """
                SELECT json_extract(\(run), '$.measures.initMicroseconds') FROM observation INDEXED BY observation_cold_\(side)
                WHERE \(own) AND \(isCold) ORDER BY id DESC LIMIT ?
                """, arguments: key + [FinalReport.coldStartLimit])
    }

    // MARK: Limits

    /// Takes away what is too old or too much: the oldest first, what matched before what did not.
    func prune(_ snapshot: EvidenceSnapshot, now: Int) throws {
        let key: StatementArguments = [snapshot.experiment, snapshot.version, snapshot.candidate]
        let own = Self.own
        try database.write { database in
            try Self.removeOlder(than: snapshot.limits.days, of: snapshot.experiment, now: now, database)
            let count =
                try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM observation WHERE \(own)", arguments: key) ?? 0
            let surplus = count - snapshot.limits.observations
            guard surplus > 0 else { return }
            try database.execute(
                sql: """
                    DELETE FROM observation WHERE id IN (SELECT id FROM observation WHERE \(own)
                    ORDER BY outcome <> 'match', id LIMIT ?)
                    """, arguments: key + [surplus])
        }
    }

    private static func removeOlder(than days: Int, of experiment: String, now: Int, _ database: Database) throws {
        try database.execute(
            sql: "DELETE FROM observation WHERE experiment = ? AND time < ?",
            arguments: [experiment, now - days * 86_400_000])
    }

    // MARK: What people decide

    /// Stores a text under a name, such as what was switched while an experiment ran; nil takes it away.
    public func keep(_ text: String?, as name: String) throws {
        try database.write { database in
            if let text {
                try database.execute(
                    sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [name, text])
            } else {
                try database.execute(sql: "DELETE FROM setting WHERE name = ?", arguments: [name])
            }
        }
    }

    public func kept(_ name: String) throws -> String? {
        try database.read { database in
            try String.fetchOne(database, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
        }
    }

    /// Takes differences for the control's defect, in one version of an experiment.
    public func accept(_ acceptance: Acceptance, experiment: String, version: Int, candidate: String) throws {
        try database.write { database in
            try database.execute(
                sql: """
                    INSERT INTO acceptance (experiment, version, candidate, fields, reason, time)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    experiment, version, candidate, try Self.text(acceptance.fields), acceptance.reason,
                    acceptance.time,
                ])
        }
    }

    /// Forgets what was accepted of a candidate, in one version of an experiment.
    public func withdrawAcceptances(experiment: String, version: Int, candidate: String) throws {
        try database.write { database in
            try database.execute(
                sql: "DELETE FROM acceptance WHERE experiment = ? AND version = ? AND candidate = ?",
                arguments: [experiment, version, candidate])
        }
    }

    /// By key of the candidate, the oldest first.
    public func acceptances(experiment: String, version: Int) throws -> [String: [Acceptance]] {
        let rows = try database.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM acceptance WHERE experiment = ? AND version = ? ORDER BY id",
                arguments: [experiment, version])
        }
        var found: [String: [Acceptance]] = [:]
        for row in rows {
            let fields: String = row["fields"]
            let acceptance = Acceptance(
                fields: try JSONDecoder().decode([String].self, from: Data(fields.utf8)), reason: row["reason"],
                time: row["time"])
            found[row["candidate"], default: []].append(acceptance)
        }
        return found
    }

    /// With sorted keys, so that equal values give equal texts.
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

/// One version of an experiment as it was defined.
public struct StoredVersion: Sendable {
    public var number: Int
    /// Milliseconds since 1970.
    public var started: Int
    /// Nil for one that this release cannot read.
    public var definition: Experiment?
}

/// Differences that a person takes for the control's defect.
public struct Acceptance: Sendable, Equatable {
    /// See ``FieldPath/field``.
    public var fields: [String]
    public var reason: String
    /// Milliseconds since 1970.
    public var time: Int

    public init(fields: [String], reason: String, time: Int) {
        self.fields = fields
        self.reason = reason
        self.time = time
    }
}

/// The totals of one candidate, and what may be kept of its observations.
public struct EvidenceSnapshot: Sendable {
    public var experiment: String
    public var version: Int
    public var candidate: String
    public var evidence: Evidence
    public var limits: StorageLimits
    /// Fields that have changed.
    public var differences: [DifferenceTree.Field]

    public init(
        experiment: String, version: Int, candidate: String, evidence: Evidence, limits: StorageLimits,
        differences: [DifferenceTree.Field] = []
    ) {
        self.experiment = experiment
        self.version = version
        self.candidate = candidate
        self.evidence = evidence
        self.limits = limits
        self.differences = differences
    }
}

/// The file cannot be used.
public struct ExperimentStoreError: Error, CustomStringConvertible {
    public let path: String
    public let cause: any Error

    public var description: String {
        "The experiments' file \(path) cannot be used (\(cause)); move it away to begin anew, or name another folder with "
            + "--state."
    }
}

extension ExperimentStore.Candidate {
    fileprivate init(_ observation: Observation) {
        self.init(experiment: observation.experiment, version: observation.version, key: observation.candidate)
    }

    fileprivate init(_ snapshot: EvidenceSnapshot) {
        self.init(experiment: snapshot.experiment, version: snapshot.version, key: snapshot.candidate)
    }
}
