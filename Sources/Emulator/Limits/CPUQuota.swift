package import Cloud

/// The CPU time that an environment may use in each period of 20 ms.
///
/// Lambda throttles in periods of 20 ms, without credit for unused ones (measured by pwrdrvr/lambda-throttling, 2025):
/// a job of 4.2 ms at 128 MB takes about 60 ms, in three steps. The kernel's default of 100 ms gives other steps.
package struct CPUQuota: Equatable, Sendable {
    package static let periodMicroseconds = 20_000
    /// The kernel refuses less.
    private static let leastMicroseconds = 1_000

    package let microseconds: Int

    /// nil when the function may use all that the machine has: then nothing is to be limited.
    package init?(_ allotment: CPUAllotment, usableCPUs: Int) {
        guard allotment.share < Double(usableCPUs) else { return nil }
        let exact = (Double(Self.periodMicroseconds) * allotment.share).rounded()
        microseconds = max(Self.leastMicroseconds, Int(exact))
    }

    var nanoseconds: Int64 { Int64(microseconds) * 1_000 }
    static var periodNanoseconds: Int64 { Int64(periodMicroseconds) * 1_000 }
}
