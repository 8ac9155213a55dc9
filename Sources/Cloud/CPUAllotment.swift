/// How much CPU a function has. On Lambda it follows from the memory size.
///
/// Sources: AWS Lambda Developer Guide, "Configure Lambda function memory" (1,769 MB are one CPU, in proportion);
/// the number of visible CPUs as measured by rwnx/lambda-cpuinfo.
public struct CPUAllotment: Sendable, Hashable {
    /// CPU seconds per second; 0.0724 for 128 MB, 5.79 for 10,240 MB.
    public let share: Double
    /// How many CPUs the function sees: the most that can work for it at the same time.
    public let visibleCPUs: Int

    /// What Lambda gives for a memory size.
    public init(memorySizeMB: Int) {
        share = Double(memorySizeMB) / Double(Self.megabytesPerCPU)
        visibleCPUs =
            switch memorySizeMB {
            case ...3_008: 2
            case ...5_307: 3
            case ...7_076: 4
            case ...8_845: 5
            default: 6
            }
    }

    /// A share chosen by hand, for experiments that change nothing but the CPU.
    public init(cpus: Double) {
        share = cpus
        visibleCPUs = max(2, Int(cpus.rounded(.up)))
    }

    /// The memory size that comes with one CPU.
    public static let megabytesPerCPU = 1_769
    /// What can be chosen by hand, in CPUs: from a little less than 128 MB's share to what 10,240 MB sees.
    public static let choosable = 0.05...6.0
}
