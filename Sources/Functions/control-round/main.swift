import FunctionSupport
import LambdaRuntime
import RoundEndpoint

Lambda.run(RoundEndpoint(round: HalfUp.round).handle)
