import ExperimentStore
import Testing

@Suite struct ExperimentStoreTests {}
