package import NIOHTTP1

/// Which requests a door lets in: those that a program on this machine means for us, and no web page's.
///
/// A page of a foreign site can make a browser send requests to loopback addresses, directly or by DNS rebinding.
/// The `Host` name gives the second away, `Origin` and `Sec-Fetch-Site` the first (Fetch Metadata, W3C).
package struct DoorGuard: Sendable {
    /// Names given with `--allow-host`, lower case.
    private let allowedHosts: Set<String>

    package init(allowedHosts: [String] = []) {
        self.allowedHosts = Set(allowedHosts.map { $0.lowercased() })
    }

    /// Why a request is refused, in one sentence; nil when it may pass.
    package func refusal(host: String?, headers: HTTPHeaders) -> String? {
        if let host, !allows(host: host) {
            return "The Host '\(host)' is not one that Understudy answers to; start it with --allow-host "
                + "\(Self.name(of: host)) if it should be."
        }
        // A native client sends neither header, so the common case ends here.
        if headers.first(name: "sec-fetch-site") == "cross-site" {
            return "The request comes from a web page of another site (Sec-Fetch-Site: cross-site)."
        }
        if let origin = headers.first(name: "origin"), !allows(origin: origin) {
            return "The request comes from a web page of another site (Origin: \(origin))."
        }
        return nil
    }

    func allows(host: String) -> Bool {
        let name = Self.name(of: host)
        return isLocal(name) || name == "amazonaws.com" || name.hasSuffix(".amazonaws.com") || name.hasSuffix(".on.aws")
    }

    /// Stricter than ``allows(host:)``: anybody can host a page under amazonaws.com.
    private func allows(origin: String) -> Bool {
        guard let scheme = origin.ranges(of: "://").first else { return false }
        return isLocal(Self.name(of: String(origin[scheme.upperBound...])))
    }

    private func isLocal(_ name: String) -> Bool {
        name == "localhost" || name.hasSuffix(".localhost")
            || name == "localhost.localstack.cloud" || name.hasSuffix(".localhost.localstack.cloud")
            || name == "::1" || Self.isLoopbackIPv4(name) || allowedHosts.contains(name)
    }

    /// `localhost:4566` and `[::1]:4566` without port and brackets, in lower case.
    private static func name(of host: String) -> String {
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
            return host[host.index(after: host.startIndex)..<end].lowercased()
        }
        return host.prefix { $0 != ":" }.lowercased()
    }

    /// 127.0.0.0/8 in dotted form.
    private static func isLoopbackIPv4(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
