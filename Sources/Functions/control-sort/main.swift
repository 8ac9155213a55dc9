import FunctionSupport
import LambdaRuntime
import SortEndpoint

Lambda.run(SortEndpoint(numbers: InsertionSort.sorted, strings: InsertionSort.sorted).handle)
