import FunctionSupport
import LambdaRuntime
import PBKDF2Endpoint

Lambda.run(PBKDF2Endpoint(deriveKey: PBKDF2.key).handle)
