import FunctionSupport
import LambdaRuntime
import SortEndpoint

Lambda.run(SortEndpoint(numbers: StableSort.sorted, strings: StableSort.sorted).handle)
