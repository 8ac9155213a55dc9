import FunctionSupport
import LambdaRuntime
import RoundEndpoint

Lambda.run(RoundEndpoint(round: HalfEven.round).handle)
