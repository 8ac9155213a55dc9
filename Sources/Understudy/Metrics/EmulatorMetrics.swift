import Emulator
import NIOCore

/// What functions do, for Prometheus.
enum EmulatorMetrics {
    static func families(_ snapshot: EmulatorSnapshot) -> [MetricFamily] {
        functions(snapshot.functions) + [sizes(snapshot), environments(snapshot), queues(snapshot)] + load(snapshot)
    }

    private static func functions(_ functions: [FunctionActivity.Snapshot]) -> [MetricFamily] {
        var invocations = MetricFamily(
            "understudy_function_invocations_total", .counter, "Invocations that ran to their end.")
        var errors = MetricFamily("understudy_function_errors_total", .counter, "Invocations that failed, by type.")
        var throttles = MetricFamily("understudy_function_throttles_total", .counter, "Calls that found no room.")
        var coldStarts = MetricFamily(
            "understudy_function_cold_starts_total", .counter, "Invocations that were the first of an environment.")
        var inits = MetricFamily("understudy_function_init_seconds_total", .counter, "Time spent in init.")
        var billed = MetricFamily("understudy_function_billed_seconds_total", .counter, "Billed duration.")
        var memory = MetricFamily(
            "understudy_function_max_memory_used_bytes", .gauge, "The most that an environment has held.")
        var durations = MetricFamily(
            "understudy_function_duration_seconds", .histogram, "Duration of invocations, without init.")
        var logged = MetricFamily("understudy_function_log_lines_total", .counter, "Lines of the function's log.")
        for function in functions {
            logged.add([("function", function.name)], Double(function.logLines))
            for (role, counts) in function.roles where role == .client || !counts.isEmpty {
                let labels = [("function", function.name), ("role", role.rawValue)]
                invocations.add(labels, Double(counts.invocations))
                for (type, count) in counts.errors.sorted(by: { $0.key < $1.key }) {
                    errors.add(labels + [("type", type)], Double(count))
                }
                throttles.add(labels, Double(counts.throttles))
                coldStarts.add(labels, Double(counts.coldStarts))
                inits.add(labels, counts.initTime.seconds)
                billed.add(labels, Double(counts.billedMilliseconds) / 1_000)
                memory.add(labels, Double(counts.maxMemoryUsedMB << 20))
                durations.add(
                    labels, buckets: counts.durations.cumulative.map { ($0.bound.seconds, $0.count) },
                    count: counts.durations.count, sum: counts.durations.sum.seconds)
            }
        }
        return [invocations, errors, throttles, coldStarts, inits, billed, memory, durations, logged]
    }

    private static func sizes(_ snapshot: EmulatorSnapshot) -> MetricFamily {
        var family = MetricFamily("understudy_function_memory_size_bytes", .gauge, "The memory size.")
        for size in snapshot.sizes { family.add([("function", size.function)], Double(size.memorySizeMB << 20)) }
        return family
    }

    private static func environments(_ snapshot: EmulatorSnapshot) -> MetricFamily {
        var family = MetricFamily("understudy_environments", .gauge, "Environments that are alive, by state.")
        for one in snapshot.environments {
            family.add(
                [("function", one.function), ("role", one.role.rawValue), ("state", one.state)], Double(one.count))
        }
        return family
    }

    private static func queues(_ snapshot: EmulatorSnapshot) -> MetricFamily {
        var family = MetricFamily(
            "understudy_experiment_queue_length", .gauge, "Requests that wait for a candidate to be called.")
        for queue in snapshot.queues {
            family.add([("experiment", queue.experiment), ("candidate", queue.candidate)], Double(queue.waiting))
        }
        return family
    }

    private static func load(_ snapshot: EmulatorSnapshot) -> [MetricFamily] {
        var running = MetricFamily("understudy_invocations_running", .gauge, "Invocations of clients under way.")
        var events = MetricFamily(
            "understudy_asynchronous_events", .gauge, "Asynchronous events under way or waiting.")
        var streams = MetricFamily("understudy_streams", .gauge, "Pages that watch, and logs that are followed.")
        running.add([], Double(snapshot.running))
        events.add([], Double(snapshot.asynchronousEvents))
        streams.add([], Double(snapshot.streams))
        return [running, events, streams]
    }
}

extension TimeAmount {
    var seconds: Double { Double(nanoseconds) / 1_000_000_000 }
}
