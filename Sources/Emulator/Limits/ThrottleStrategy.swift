/// How the CPU of functions is limited.
package enum ThrottleStrategy: String, Sendable, CaseIterable {
    /// A quota of the kernel's, in control groups of version 2 (`cpu.max`).
    case cgroup2
    /// The same in control groups of version 1 (`cpu.cfs_quota_us`).
    case cgroup1
    /// Stop and continue signals by a token bucket; needs no privilege.
    case signal
    /// Functions use what they can get.
    case off
}

/// What the user asked for.
package enum ThrottleChoice: Equatable, Sendable {
    /// The best that the machine offers.
    case auto
    case only(ThrottleStrategy)

    /// `auto` or a strategy's name.
    package init?(_ text: String) {
        if text == "auto" {
            self = .auto
        } else if let strategy = ThrottleStrategy(rawValue: text) {
            self = .only(strategy)
        } else {
            return nil
        }
    }

    package static let names = ["auto"] + ThrottleStrategy.allCases.map(\.rawValue)
}
