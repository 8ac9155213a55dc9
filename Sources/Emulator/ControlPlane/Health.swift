import Cloud
import JSON
import NIOHTTP1

/// GET `/_understudy/health`: that the emulator runs, and what it is busy with.
enum Health {
    static func answer(_ dataPlane: DataPlane) -> HTTPAnswer {
        let load = dataPlane.dispatcher.load
        return .json(
            .ok,
            [
                "status": "ok",
                "version": .string(Emulator.version),
                "functions": .number(String(dataPlane.cloud.functions.count)),
                "environments": .number(String(load.environments)),
                "invocations": .number(String(load.invocations)),
                "throttle": [
                    "cpu": .string(dataPlane.dispatcher.throttle.strategy.rawValue),
                    "cores": .number(String(dataPlane.dispatcher.throttle.usableCPUs)),
                ],
            ])
    }
}
