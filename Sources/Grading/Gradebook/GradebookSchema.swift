import GRDB

/// The tables, and how older gradebooks come to have them.
enum GradebookSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 courses, assignments, runs and results") { db in
            try db.execute(sql: assignments)
            try db.execute(sql: results)
            try db.execute(sql: corrections)
        }
        return migrator
    }

    private static let assignments = """
        CREATE TABLE course (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE assignment (
            id INTEGER PRIMARY KEY, courseId INTEGER NOT NULL REFERENCES course ON DELETE CASCADE, name TEXT NOT NULL,
            labHash TEXT NOT NULL, lateRule TEXT, UNIQUE (courseId, name));
        CREATE TABLE cell (
            id INTEGER PRIMARY KEY, assignmentId INTEGER NOT NULL REFERENCES assignment ON DELETE CASCADE,
            name TEXT NOT NULL, title TEXT NOT NULL, role TEXT NOT NULL, position INTEGER NOT NULL, points REAL NOT NULL,
            UNIQUE (assignmentId, name));
        CREATE TABLE run (
            id INTEGER PRIMARY KEY, assignmentId INTEGER NOT NULL REFERENCES assignment ON DELETE CASCADE,
            labHash TEXT NOT NULL, isRegrade INTEGER NOT NULL, isSandboxed INTEGER NOT NULL,
            startedAt REAL NOT NULL, finishedAt REAL);
        CREATE TABLE submission (
            id INTEGER PRIMARY KEY, assignmentId INTEGER NOT NULL REFERENCES assignment ON DELETE CASCADE,
            student TEXT NOT NULL, contentHash TEXT NOT NULL, path TEXT NOT NULL, submittedAt REAL,
            seenInRun INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            UNIQUE (assignmentId, student, contentHash));
        """

    private static let results = """
        CREATE TABLE result (
            id INTEGER PRIMARY KEY, submissionId INTEGER NOT NULL REFERENCES submission ON DELETE CASCADE,
            runId INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, status TEXT NOT NULL, notes TEXT NOT NULL,
            seconds REAL NOT NULL, gradedAt REAL NOT NULL, UNIQUE (submissionId, runId));
        CREATE TABLE solution (
            id INTEGER PRIMARY KEY, resultId INTEGER NOT NULL REFERENCES result ON DELETE CASCADE, position INTEGER NOT NULL,
            cell TEXT NOT NULL, name TEXT NOT NULL, ran INTEGER NOT NULL, message TEXT NOT NULL, output TEXT NOT NULL);
        CREATE TABLE "check" (
            id INTEGER PRIMARY KEY, resultId INTEGER NOT NULL REFERENCES result ON DELETE CASCADE, position INTEGER NOT NULL,
            cell TEXT NOT NULL, name TEXT NOT NULL, points REAL NOT NULL, maxPoints REAL NOT NULL, passed INTEGER NOT NULL,
            message TEXT NOT NULL, isHidden INTEGER NOT NULL, difference TEXT, hint TEXT, seconds REAL NOT NULL);
        CREATE INDEX solutionOfResult ON solution (resultId);
        CREATE INDEX checkOfResult ON "check" (resultId);
        """

    private static let corrections = """
        CREATE TABLE adjustment (
            id INTEGER PRIMARY KEY, assignmentId INTEGER NOT NULL REFERENCES assignment ON DELETE CASCADE,
            student TEXT NOT NULL, cell TEXT, points REAL NOT NULL, comment TEXT NOT NULL, madeAt REAL NOT NULL);
        CREATE TABLE submissionTime (
            id INTEGER PRIMARY KEY, assignmentId INTEGER NOT NULL REFERENCES assignment ON DELETE CASCADE,
            student TEXT NOT NULL, time REAL NOT NULL, UNIQUE (assignmentId, student));
        """
}
