import JSON

/// How the emulator gives environments the share of the CPU that goes with their memory.
struct Throttle: Equatable {
    /// `cgroup1`, `cgroup2`, `signal` or `off`.
    var cpu: String
    /// The machine's cores; nil when the emulator does not say.
    var cores: Int?

    init(cpu: String, cores: Int?) {
        self.cpu = cpu
        self.cores = cores
    }

    /// - Parameter health: the answer of `GET /_understudy/health`.
    init(health: JSON) {
        // An emulator that does not speak of a throttle has none.
        cpu = health["throttle"]?["cpu"]?.stringValue ?? "off"
        cores = health["throttle"]?["cores"]?.intValue
    }

    var isOff: Bool { cpu == "off" }

    var warning: String? {
        guard isOff else { return nil }
        return "This emulator does not limit the CPU: every size runs at full speed, so sizes cannot differ. "
            + "Start it without `--throttle off`."
    }

    /// Lambda gives one vCPU at 1,769 MB, and as much more or less as the memory
    /// (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html).
    static let megabytesPerVCPU = 1_769

    /// Of the sizes those whose share on AWS is more than all of this machine.
    func tooLarge(_ sizes: [Int]) -> [Int] {
        guard let cores else { return [] }
        return sizes.filter { $0 > cores * Throttle.megabytesPerVCPU }
    }
}
