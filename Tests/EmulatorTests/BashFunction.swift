import Cloud
import Foundation

@testable import Emulator

/// A function as a bash script that speaks HTTP through /dev/tcp: real processes without anything to install.
struct BashFunction {
    let folder: String
    let version: FunctionVersion

    /// - Parameter script: runs after a prelude that defines `next` (sets ID, DEADLINE, ARN and EVENT),
    ///   `post PATH BODY` (sets STATUS and ANSWER), `respond BODY`, `serve COMMAND` (answers each event with what
    ///   the command prints), and `held` (logs "held", and returns after ``release()``).
    init(
        _ script: String, name: String = "bash", memorySizeMB: Int = 128, timeoutSeconds: Int = 5,
        environment: [String: String] = [:]
    ) throws {
        folder = try TemporaryFolder.make()
        let path = folder + "/bootstrap"
        try Data((Self.prelude + script + "\n").utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        version = FunctionVersion(
            name: name, memorySizeMB: memorySizeMB, timeoutSeconds: timeoutSeconds, environment: environment,
            code: .folder(path: folder))
    }

    /// Lets go of all that are, or will be, held.
    func release() throws {
        try Data().write(to: URL(filePath: folder + "/released"))
    }

    private static let prelude = #"""
        #!/bin/bash
        BASE=/2018-06-01/runtime
        PORT=${AWS_LAMBDA_RUNTIME_API##*:}
        answer() {
            local line length=0
            read -r _ STATUS _ <&3 || exit 99
            HEADERS=""
            while read -r line <&3; do
                line=${line%$'\r'}
                [ -z "$line" ] && break
                HEADERS+="$line"$'\n'
                case "${line,,}" in
                    content-length:*) length=${line#*: } ;;
                    lambda-runtime-aws-request-id:*) ID=${line#*: } ;;
                    lambda-runtime-deadline-ms:*) DEADLINE=${line#*: } ;;
                    lambda-runtime-invoked-function-arn:*) ARN=${line#*: } ;;
                esac
            done
            ANSWER=""
            [ "$length" -gt 0 ] && LC_ALL=C IFS= read -r -N "$length" ANSWER <&3
            exec 3<&-
        }
        call() {
            exec 3<>"/dev/tcp/127.0.0.1/$PORT" || exit 98
            printf '%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s' \
                "$1" "$2" "$4" "${#3}" "$3" >&3
            answer
        }
        next() { call GET "$BASE/invocation/next" "" ""; EVENT=$ANSWER; }
        post() { call POST "$BASE$1" "$2" "$3"; }
        respond() { post "/invocation/$ID/response" "$1"; }
        held() { echo held; until [ -e released ]; do sleep 0.02; done; }
        serve() { while true; do next; respond "$("$@")"; done; }

        """#
}

/// Folders for one test each, all below one that goes when the tests end.
enum TemporaryFolder {
    private static let root: String = {
        atexit { FileTree.remove(TemporaryFolder.path) }
        return path
    }()

    private static let path = FileManager.default.temporaryDirectory.path + "/understudy-tests-\(getpid())"

    static func make() throws -> String {
        let path = "\(root)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        return path
    }
}
