import FizzBuzzEndpoint
import FunctionSupport
import LambdaRuntime

Lambda.run(FizzBuzzEndpoint(line: FizzBuzz.line).handle)
