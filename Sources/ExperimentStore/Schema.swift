import GRDB

/// The tables, step by step as they came to be.
enum Schema {
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
        return migrator
    }
}
