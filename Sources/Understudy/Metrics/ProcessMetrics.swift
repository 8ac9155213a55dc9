import Emulator
import Glibc

/// The emulator itself, under the names that Prometheus' client libraries use
/// (https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics).
enum ProcessMetrics {
    static var families: [MetricFamily] {
        var info = MetricFamily("understudy_info", .gauge, "1, with the version.")
        var cpu = MetricFamily("process_cpu_seconds_total", .counter, "CPU time of the emulator, without functions.")
        var memory = MetricFamily("process_resident_memory_bytes", .gauge, "Resident memory of the emulator.")
        info.add([("version", Emulator.version)], 1)
        var usage = rusage()
        if getrusage(RUSAGE_SELF.rawValue, &usage) == 0 {
            cpu.add([], seconds(usage.ru_utime) + seconds(usage.ru_stime))
        }
        if let bytes = residentBytes { memory.add([], Double(bytes)) }
        return [info, cpu, memory]
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }

    /// The second field of proc_pid_statm(5), in pages.
    private static var residentBytes: Int? {
        guard let text = SmallFile.read("/proc/self/statm"), let pages = text.split(separator: " ").dropFirst().first
        else { return nil }
        return Int(pages).map { $0 * sysconf(Int32(_SC_PAGESIZE)) }
    }
}
