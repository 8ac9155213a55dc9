import Cloud
import Testing

@Suite struct FunctionLimitsTests {
    private func sample(_ change: (inout FunctionVersion) -> Void) -> FunctionVersion {
        var version = FunctionVersion(name: "f", code: .zip(path: "/f.zip"))
        change(&version)
        return version
    }

    private func message(_ version: FunctionVersion) -> String? {
        do throws(CloudError) {
            try FunctionLimits.validate(version)
            return nil
        } catch {
            return "\(error.code): \(error.message)"
        }
    }

    @Test("The limits themselves are allowed")
    func limits() {
        #expect(message(sample { $0.memorySizeMB = 128 }) == nil)
        #expect(message(sample { $0.memorySizeMB = 10_240 }) == nil)
        #expect(message(sample { $0.timeoutSeconds = 900 }) == nil)
        #expect(message(sample { $0.name = String(repeating: "n", count: 64) }) == nil)
        // {"KEY":"..."} is ten bytes longer than the value.
        #expect(message(sample { $0.environment = ["KEY": String(repeating: "v", count: 4086)] }) == nil)
    }

    @Test("Everything wrong is reported at once")
    func several() {
        let version = sample {
            $0.memorySizeMB = 64
            $0.timeoutSeconds = 0
        }
        #expect(
            message(version)
                == "ValidationException: 2 validation errors detected: Value '64' at 'memorySize' failed to satisfy "
                + "constraint: Member must have value greater than or equal to 128; Value '0' at 'timeout' failed to "
                + "satisfy constraint: Member must have value greater than or equal to 1")
    }

    @Test("A name of 65 characters is an invalid parameter value")
    func longName() {
        let name = String(repeating: "n", count: 65)
        #expect(
            message(sample { $0.name = name })
                == "InvalidParameterValueException: 1 validation error detected: Value '\(name)' at 'functionName' "
                + "failed to satisfy constraint: Member must have length less than or equal to 64")
    }

    @Test(
        "Malformed variable names are refused without being shown",
        arguments: ["", "A", "1A", "_A", "A-B", "A=B", "Ä1"])
    func variableNames(name: String) {
        #expect(
            message(sample { $0.environment = [name: "secret"] })
                == "ValidationException: 1 validation error detected: Value at 'environment.variables' failed to "
                + "satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression "
                + "pattern: [a-zA-Z]([a-zA-Z0-9_])+]")
    }

    @Test("Variables that Lambda sets itself are refused by name")
    func reserved() {
        let environment = ["AWS_REGION": "eu-west-1", "AWS_LAMBDA_RUNTIME_API": "x", "FINE": "1"]
        #expect(
            message(sample { $0.environment = environment })
                == "InvalidParameterValueException: Lambda was unable to configure your environment variables because "
                + "the environment variables you have provided contains reserved keys that are currently not supported "
                + "for modification. Reserved keys used in this request: AWS_LAMBDA_RUNTIME_API, AWS_REGION")
    }

    @Test("More than 4 KB of variables are refused")
    func environmentSize() {
        let value = String(repeating: "v", count: 4087)
        #expect(
            message(sample { $0.environment = ["KEY": value] })
                == "InvalidParameterValueException: Lambda was unable to configure your environment variables because "
                + "the environment variables you have provided exceeded the 4KB limit. String measured: "
                + #"{"KEY":"\#(value)"}"#)
    }
}
