import GRDB

/// Holds the store's file to a size.
enum FileSize {
    /// Of the journal beside the file, once its content has gone into the file.
    static let journalLimitBytes = 16 << 20
    /// What is left of the limit when observations had to go, so that it is a while until some have to go again.
    private static let share = 0.9
    /// Removed at a time. Whoever waits for the store waits for no more than this; it is far more than comes in meanwhile, so
    /// that a file that is too large shrinks from one commit to the next.
    private static let batch = 2_000
    /// Pages given back at a time, of 4 kB each.
    private static let pagesAtATime = 4_096

    /// Lets the file give pages back. A file of an older version is written anew for it, once.
    static func makeShrinkable(_ database: DatabaseQueue) throws {
        try database.writeWithoutTransaction { database in
            guard try Int.fetchOne(database, sql: "PRAGMA auto_vacuum") != 2 else { return }
            try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL; VACUUM")
        }
    }

    /// Takes some of the oldest observations away where the file is larger than the limit: those that match first, since
    /// they say the least. Verdicts do not depend on any.
    static func keep(_ database: DatabaseQueue, within limit: Int) throws {
        guard try database.read({ try bytes($0) }) > limit else { return }
        try database.write { database in
            let goal = Int(Double(limit) * share)
            let surplus = try used(database) - goal
            guard surplus > 0 else { return }
            // As many as would be enough if all were of one size; there are no more than there are ids.
            let span = try Int.fetchOne(database, sql: "SELECT MAX(id) - MIN(id) + 1 FROM observation") ?? 0
            let enough = (Double(span) * Double(surplus) / Double(surplus + goal)).rounded(.up)
            let some = min(batch, max(1, Int(enough)))
            if try removeOldest(some, "outcome = 'match'", database) == 0 {
                _ = try removeOldest(some, "TRUE", database)
            }
        }
        try shrink(database)
    }

    /// Gives back what is free, if it is a lot.
    static func giveBack(_ database: DatabaseQueue) throws {
        let isRoomy = try database.read { database in
            let all = try bytes(database)
            return all - (try used(database)) > all / 4
        }
        if isRoomy { try shrink(database) }
    }

    private static func removeOldest(_ count: Int, _ condition: String, _ database: Database) throws -> Int {
        try database.execute(
            sql: """
                DELETE FROM observation WHERE id IN
                (SELECT id FROM observation NOT INDEXED WHERE \(condition) ORDER BY id LIMIT \(count))
                """)
        return database.changesCount
    }

    private static func shrink(_ database: DatabaseQueue) throws {
        try database.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA incremental_vacuum(\(pagesAtATime))")
            // Until then the pages are free in the journal only. Readers of other processes may hold it up; next time then.
            _ = try Row.fetchAll(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }

    private static func bytes(_ database: Database) throws -> Int {
        try number("page_count", database) * number("page_size", database)
    }

    private static func used(_ database: Database) throws -> Int {
        try (number("page_count", database) - number("freelist_count", database)) * number("page_size", database)
    }

    private static func number(_ pragma: String, _ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA \(pragma)") ?? 0
    }
}
