import GRDB

/// The tables, step by step as they came to be.
enum Schema {
    /// Of runs that began an environment, on the side with which candidates are compared: the twin where there is one.
    static let coldControl = "json_extract(coalesce(twin, control), '$.measures.initMicroseconds') IS NOT NULL"
    static let coldCandidate = "json_extract(candidate_run, '$.measures.initMicroseconds') IS NOT NULL"

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("experiments") { database in
            try database.execute(
                sql: """
                    CREATE TABLE version (
                      experiment TEXT NOT NULL, number INTEGER NOT NULL, meaning TEXT NOT NULL, definition TEXT NOT NULL,
                      started INTEGER NOT NULL, PRIMARY KEY (experiment, number));
                    CREATE TABLE evidence (
                      experiment TEXT NOT NULL, version INTEGER NOT NULL, candidate TEXT NOT NULL, totals TEXT NOT NULL,
                      PRIMARY KEY (experiment, version, candidate)) WITHOUT ROWID;
                    CREATE TABLE observation (
                      id INTEGER PRIMARY KEY, experiment TEXT NOT NULL, version INTEGER NOT NULL, candidate TEXT NOT NULL,
                      time INTEGER NOT NULL, request_id TEXT NOT NULL, outcome TEXT NOT NULL, client_us INTEGER,
                      request TEXT NOT NULL, request_body BLOB, control TEXT, control_body BLOB, twin TEXT,
                      candidate_run TEXT, candidate_body BLOB, differences TEXT, cohorts TEXT);
                    CREATE INDEX observation_of ON observation (experiment, version, candidate, outcome);
                    CREATE TABLE acceptance (
                      id INTEGER PRIMARY KEY, experiment TEXT NOT NULL, version INTEGER NOT NULL, candidate TEXT NOT NULL,
                      fields TEXT NOT NULL, reason TEXT NOT NULL, time INTEGER NOT NULL);
                    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("differences") { database in
            try database.execute(
                sql: """
                    CREATE TABLE difference (
                      experiment TEXT NOT NULL, version INTEGER NOT NULL, candidate TEXT NOT NULL, path TEXT NOT NULL,
                      field TEXT NOT NULL, PRIMARY KEY (experiment, version, candidate, path)) WITHOUT ROWID;
                    ALTER TABLE observation ADD COLUMN noise TEXT;
                    CREATE INDEX observation_latest ON observation (experiment, version, candidate);
                    CREATE INDEX observation_cold_control ON observation (experiment, version, candidate)
                      WHERE \(coldControl);
                    CREATE INDEX observation_cold_candidate ON observation (experiment, version, candidate)
                      WHERE \(coldCandidate);
                    """)
        }
        return migrator
    }
}
