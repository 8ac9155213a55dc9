public import AWSAPI
public import Cloud
import Foundation

/// The owner of the ``Cloud``: carries out commands one after the other, keeps what they leave on disk, and shows each
/// new state to the emulator.
///
/// Functions, with all that belongs to them, and layers are kept. APIs are not: API Gateway keeps its own definitions,
/// and puts what it makes of them back (`putAPI`) when it starts.
public actor ControlPlane {
    /// The present state.
    public private(set) var cloud: Cloud

    private let records: any Records
    private let code: any Blobs
    private let publish: @Sendable (Cloud) -> Void
    private var stored: StoredFunctions
    /// Zips that are about to be used, and by how many.
    private var pinned: [String: Int] = [:]
    /// Whether a function from a file may be there whose code nobody has looked at.
    private var hasUnidentifiedCode = true

    /// Takes up what an earlier run left.
    ///
    /// - Parameters:
    ///   - code: where zips lie.
    ///   - publish: makes a state the one that requests see; called with one state after the other, in order, and must
    ///     not wait.
    /// - Throws: InternalFailure when the records cannot be read.
    public init(
        records: any Records, code: any Blobs, publish: @escaping @Sendable (Cloud) -> Void
    ) throws(AWSError) {
        self.records = records
        self.code = code
        self.publish = publish
        (cloud, stored) = try StoredFunctions.load(from: records, code: code)
    }

    /// Puts what a configuration file says in the place of what it said before. A function that was changed through the API
    /// stays as it is.
    ///
    /// - Returns: the names of those functions.
    /// - Throws: what is wrong with the file's resources.
    @discardableResult
    public func take(functions: [FunctionVersion], apis: [API], time: Int) async throws -> [String] {
        let changed = functions.filter { cloud.function(named: $0.name, in: $0.scope)?.origin == .api }
        let names = Set(changed.map(\.unqualifiedARN))
        let own = functions.filter { !names.contains($0.unqualifiedARN) }.map { Self.stamped($0, time: time) }
        try await apply(.replaceFileResources(functions: own, apis: apis))
        return changed.map(\.name).sorted()
    }

    private static func stamped(_ version: FunctionVersion, time: Int) -> FunctionVersion {
        var version = version
        if version.stamp.revisionID.isEmpty { version.stamp = .now(time) }
        return version
    }

    /// Carries out commands together, or none of them. They are on disk when this returns, and every request that is
    /// answered later sees them.
    ///
    /// - Returns: the state that they left.
    /// - Throws: what AWS would answer; InternalFailure when the disk refuses.
    @discardableResult
    public func apply(_ commands: Command...) async throws(AWSError) -> Cloud {
        try await apply(commands)
    }

    @discardableResult
    public func apply(_ commands: [Command]) async throws(AWSError) -> Cloud {
        let before = cloud
        var next = cloud
        do throws(CloudError) {
            for command in commands { try next.apply(command) }
        } catch {
            throw AWSError(error)
        }
        cloud = next
        records.write(stored.changes(by: commands, from: before, to: next))
        publish(next)
        if commands.contains(where: \.mayBringUnidentifiedCode) { hasUnidentifiedCode = true }
        try await records.settle()
        await removeUnusedCode(commands, before: before)
        return next
    }

    // MARK: Code

    /// Stores a zip and does something with it, as a rule a command that makes a function use it. A zip that nobody uses
    /// afterwards is removed again.
    ///
    /// - Parameters:
    ///   - name: the zip's, where the caller knows it already.
    ///   - body: gets the absolute path of the zip.
    public func storing<Value: Sendable>(
        _ zip: [UInt8], named name: CodeName? = nil, _ body: @Sendable (_ path: String) async throws(AWSError) -> Value
    ) async throws(AWSError) -> Value {
        let name = name ?? CodeName.of(zip)
        pinned[name.hex, default: 0] += 1
        let result: Result<Value, AWSError>
        do throws(AWSError) {
            let stored = try await code.put(zip)
            result = .success(try await body(code.path(of: stored)))
        } catch {
            result = .failure(error)
        }
        pinned[name.hex, default: 1] -= 1
        if pinned[name.hex] == 0 { pinned[name.hex] = nil }
        await removeIfUnused(name.base64)
        return try result.get()
    }

    /// Where the zip with this SHA-256 (base64) lies, if it is ours; nil for what is no SHA-256.
    public nonisolated func codePath(of codeSHA256: String) -> String? {
        CodeName(base64: codeSHA256).map { code.path(of: $0.hex) }
    }

    /// Commands may have left zips that nothing refers to any more.
    private func removeUnusedCode(_ commands: [Command], before: Cloud) async {
        for command in commands where command.mayDropCode {
            for hash in before.codeHashes(of: command) { await removeIfUnused(hash) }
        }
    }

    private func removeIfUnused(_ codeSHA256: String) async {
        guard let name = CodeName(base64: codeSHA256)?.hex, pinned[name] == nil, !cloud.usesCode(codeSHA256) else {
            return
        }
        await code.remove(name)
    }

    /// The present state, once it is known of every function what its code is. For functions of a configuration file that
    /// is found out when somebody asks for the first time.
    public func identified() async throws(AWSError) -> Cloud {
        guard hasUnidentifiedCode else { return cloud }
        var changes: [Command] = []
        for function in cloud.functions where function.latest.details.codeSHA256.isEmpty {
            guard let (hash, size) = CodeName.ofFile(function.latest.code) else { continue }
            let change = FunctionChange.identifyCode(
                codeIdentity: function.latest.codeIdentity, codeSHA256: hash, codeSizeBytes: size)
            changes.append(.change(FunctionReference(name: function.name), scope: function.scope, change))
        }
        hasUnidentifiedCode = false
        do throws(CloudError) {
            for change in changes { try cloud.apply(change) }
        } catch {
            throw AWSError(error)
        }
        return cloud
    }
}

extension Stamp {
    /// A new state's name.
    public static func now(_ time: Int) -> Stamp {
        Stamp(time: time, revisionID: UUID().uuidString.lowercased())
    }
}

extension Command {
    fileprivate var mayDropCode: Bool {
        switch self {
        case .deleteFunction, .deleteLayerVersion, .change(_, scope: _, .replaceCode, _): true
        default: false
        }
    }

    fileprivate var mayBringUnidentifiedCode: Bool {
        switch self {
        case .replaceFileResources, .putFunction: true
        default: false
        }
    }
}

extension Cloud {
    /// The zips, by their SHA-256 in base64, of the function or layer that a command is about.
    fileprivate func codeHashes(of command: Command) -> Set<String> {
        if let (name, scope) = command.function, let function = function(named: name, in: scope) {
            return Set(([function.latest] + function.versions).map(\.details.codeSHA256))
        }
        if let (name, scope) = command.layer, let layer = layer(named: name, in: scope) {
            return Set(layer.versions.map(\.codeSHA256))
        }
        return []
    }
}
