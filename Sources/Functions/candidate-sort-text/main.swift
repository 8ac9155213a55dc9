import FunctionSupport
import LambdaRuntime
import SortEndpoint

Lambda.run(SortEndpoint(numbers: TextSort.sorted, strings: TextSort.sorted).handle)
