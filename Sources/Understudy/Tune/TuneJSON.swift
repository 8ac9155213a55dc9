import JSON

/// What `understudy tune --json` prints: everything that was measured and concluded, nothing rounded.
struct TuneJSON {
    let result: TuneResult

    var json: JSON {
        [
            "function": .string(result.function.name),
            "architecture": .string(result.function.architecture.rawValue),
            "count": count(result.count),
            "event": content(result.event),
            "firstAnswer": content(result.firstAnswer),
            "cpusStayedAwake": .bool(result.cpusStayedAwake),
            "throttle": [
                "cpu": .string(result.throttle.cpu), "cores": result.throttle.cores.map(count) ?? .null,
            ],
            "prices": prices,
            "calibration": calibration,
            "sizes": .array(result.sizes.map(size)),
            "recommendations": recommendations,
            "notes": .array(
                ([result.throttle.warning].compactMap(\.self) + TuneNotes(result: result).all).map(JSON.string)),
        ]
    }

    /// As JSON if it is that, else as text.
    private func content(_ bytes: [UInt8]) -> JSON {
        (try? JSON(parsing: bytes)) ?? .string(String(decoding: bytes, as: UTF8.self))
    }

    private var prices: JSON {
        [
            "asOf": .string(result.prices.asOf), "region": .string(result.prices.region),
            "x86PerGBSecond": figure(result.prices.x86PerGBSecond),
            "armPerGBSecond": figure(result.prices.armPerGBSecond),
            "perMillionRequests": figure(result.prices.perMillionRequests),
        ]
    }

    private var calibration: JSON {
        guard let calibration = result.calibration else { return .null }
        return [
            "memorySizeMB": count(calibration.reference.memorySizeMB),
            "awsMilliseconds": figure(calibration.reference.milliseconds),
            "ownMilliseconds": figure(calibration.ownMilliseconds), "factor": figure(calibration.factor),
        ]
    }

    private func size(_ size: SizeProgress) -> JSON {
        let measurement = size.measurement
        func summary(_ summaries: [SizeSummary]?) -> JSON {
            summaries?.first { $0.memorySizeMB == measurement.memorySizeMB }.map(statistics) ?? .null
        }
        return [
            "memorySizeMB": count(measurement.memorySizeMB),
            "measured": summary(result.measured),
            "estimated": summary(result.estimated),
            "maxMemoryUsedMB": measurement.maxMemoryUsedMB.map(count) ?? .null,
            "coldInitMilliseconds": measurement.medianInitMilliseconds.map(figure) ?? .null,
            "coldFirstMilliseconds": measurement.medianFirstMilliseconds.map(figure) ?? .null,
            "timeouts": count(measurement.timeouts),
            "errors": count(measurement.failed.count - measurement.timeouts),
            "givenUp": .bool(size.isGivenUp),
            "samples": .array(measurement.samples.map(sample)),
        ]
    }

    private func statistics(_ summary: SizeSummary) -> JSON {
        [
            "medianMilliseconds": figure(summary.medianMilliseconds),
            "interval": summary.interval.map { interval in
                [
                    "lowerMilliseconds": figure(interval.lower), "upperMilliseconds": figure(interval.upper),
                    "coverage": figure(interval.coverage),
                ]
            } ?? .null,
            "medianBilledMilliseconds": figure(summary.medianBilledMilliseconds),
            "dollarsPerMillion": ["x86_64": figure(summary.x86PerMillion), "arm64": figure(summary.armPerMillion)],
        ]
    }

    private func sample(_ sample: SizeMeasurement.Sample) -> JSON {
        [
            "round": count(sample.round),
            "cold": .bool(sample.isCold),
            "durationMilliseconds": figure(sample.report.durationMilliseconds),
            "billedMilliseconds": count(sample.report.billedMilliseconds),
            "initMilliseconds": sample.report.initMilliseconds.map(figure) ?? .null,
            "maxMemoryUsedMB": count(sample.report.maxMemoryUsedMB),
            "timedOut": .bool(sample.isTimeout),
            "error": sample.failure.map { ["type": .string($0.type), "message": .string($0.message)] } ?? .null,
        ]
    }

    private var recommendations: JSON {
        guard case .given(let recommendations) = result.advice else { return .null }
        return .object(
            recommendations.map { one in
                .init(
                    one.goal.rawValue,
                    ["memorySizeMB": count(one.memorySizeMB), "reason": .string(one.reason)])
            })
    }

    private func count(_ value: Int) -> JSON { .number(String(value)) }

    /// Swift's shortest text that reads back as the same number; all of ours are finite.
    private func figure(_ value: Double) -> JSON { .number("\(value)") }
}
