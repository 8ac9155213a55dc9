public import AWSAPI
public import Cloud

/// The AWS endpoint: from a request to the operation that it means, and from its output to the answer.
public struct AWSEndpoint: Sendable {
    /// Whom an access key belongs to.
    public typealias AccountOfKey = @Sendable (_ accessKeyID: String) -> String?

    private let services: [Service]
    private let finder: OperationFinder
    private let signingNames: Set<String>
    private let defaults: Scope
    private let account: AccountOfKey
    private let verifier: SignatureVerifier?

    /// - Parameters:
    ///   - defaults: whom unsigned requests come from.
    ///   - account: knows keys besides those that are account ids themselves.
    ///   - verifier: nil to accept every signature.
    public init(
        _ directory: ServiceDirectory, defaults: Scope, verifier: SignatureVerifier? = nil,
        account: @escaping AccountOfKey = { _ in nil }
    ) {
        services = directory.services
        finder = OperationFinder(directory)
        signingNames = Set(directory.services.map(\.signingName))
        self.defaults = defaults
        self.account = account
        self.verifier = verifier
    }

    /// - Parameters:
    ///   - requestID: a UUID.
    ///   - time: in milliseconds since 1970.
    ///   - endpoint: the URL under which clients reach us whose `Host` is not one of this machine.
    public func answer(_ request: WireRequest, requestID: String, time: Int, endpoint: String) async -> WireAnswer {
        let credential = Credential(request)
        let host = HostName(request.host, services: signingNames)
        let found: OperationFinder.Found
        do {
            found = try finder.find(request, credential: credential, host: host)
        } catch {
            return error.wire.form.refusal(error.error, of: request, requestID: requestID)
        }
        let form = found.service.wire.form
        do throws(AWSError) {
            try verifier?.verify(request, for: found.service, now: time)
            let input = try form.input(try ChunkedBody.decoded(request), found)
            var call = Call(
                scope: scope(of: credential), requestID: requestID, time: time,
                endpoint: Self.endpoint(host, default: endpoint))
            call.accessKeyID = credential?.accessKeyID
            return form.answer(try await found.operation.run(input, call), found, requestID: requestID)
        } catch {
            return form.refusal(error, of: request, requestID: requestID)
        }
    }

    /// What a request gets whose signature is not true; nil for one that may pass.
    ///
    /// - Parameter service: botocore's name of the service that it is for.
    public func refusal(of request: WireRequest, of service: String, requestID: String, time: Int) -> WireAnswer? {
        let service = services.first { $0.name == service } ?? Service(service, wire: .restJSON, operations: [])
        do throws(AWSError) {
            try verifier?.verify(request, for: service, now: time)
            return nil
        } catch {
            return service.wire.form.refusal(error, of: request, requestID: requestID)
        }
    }

    /// An access key id of 12 digits is taken as the account.
    private func scope(of credential: Credential?) -> Scope {
        guard let credential else { return defaults }
        let key = credential.accessKeyID
        let isAccount = key.utf8.count == 12 && key.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return Scope(account: isAccount ? key : account(key) ?? defaults.account, region: credential.region)
    }

    private static func endpoint(_ host: HostName, default endpoint: String) -> String {
        // Behind amazonaws.com stands AWS, unless the client was told otherwise, which a URL in an answer cannot tell.
        host.base.isEmpty || host.base.contains("amazonaws.com") ? endpoint : "http://\(host.base)"
    }
}
