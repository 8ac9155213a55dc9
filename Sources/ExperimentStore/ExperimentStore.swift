import GRDB
import Scientist

/// Where observations are kept: one SQLite file.
public actor ExperimentStore {
    public init() {}
}
