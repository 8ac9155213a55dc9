import FunctionSupport
import LambdaRuntime
import RoundEndpoint

Lambda.run(RoundEndpoint(round: HalfUpByDoubling.round).handle)
