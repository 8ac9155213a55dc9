package import NIOCore
import NIOHTTP1
import NIOPosix

/// A listening port: every connection gets an ``HTTPDoor`` of its own.
package struct Listener: Sendable {
    private let channel: any Channel

    /// The port in use; of interest where 0 was asked for.
    package var port: Int { channel.localAddress?.port ?? 0 }

    /// Listens on one address. The door's service runs on `loop`, as does everything of its connections.
    ///
    /// - Throws: ``ListenError`` naming the program that holds the port, where it is in use.
    package static func open(
        host: String, port: Int, on loop: any EventLoop, policy: HTTPDoor.Policy,
        service: @escaping @Sendable (HTTPRequest, Reply) -> Void
    ) -> EventLoopFuture<Listener> {
        bootstrap(on: loop, policy: policy, service: service)
            .bind(host: host, port: port)
            .map { Listener(channel: $0) }
            .flatMapErrorThrowing { throw ListenError(host: host, port: port, cause: $0) }
    }

    /// Serves a socket that listens already; it is the listener's from then on.
    static func adopt(
        _ socket: CInt, on loop: any EventLoop, policy: HTTPDoor.Policy,
        service: @escaping @Sendable (HTTPRequest, Reply) -> Void
    ) -> EventLoopFuture<Listener> {
        bootstrap(on: loop, policy: policy, service: service)
            .withBoundSocket(socket)
            .map { Listener(channel: $0) }
    }

    private static func bootstrap(
        on loop: any EventLoop, policy: HTTPDoor.Policy, service: @escaping @Sendable (HTTPRequest, Reply) -> Void
    ) -> ServerBootstrap {
        ServerBootstrap(group: loop)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.maxMessagesPerRead, value: 4)
            .childChannelOption(.allowRemoteHalfClosure, value: false)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    // The door itself keeps the order of requests and writes whole answers. NIO's handlers for that
                    // would cost system calls in each request, and several passes through the pipeline.
                    let decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes))
                    try channel.pipeline.syncOperations.addHandlers([
                        decoder, HTTPDoor(policy: policy, service: service),
                    ])
                }
            }
    }

    package func close() -> EventLoopFuture<Void> {
        channel.close(mode: .all).recover { _ in }  // it may be closed already, which is what is wanted
    }
}

/// A port that could not be opened, in a sentence that says who holds it.
package struct ListenError: Error, CustomStringConvertible {
    package let host: String
    package let port: Int
    package let cause: any Error

    package var description: String {
        guard let failure = cause as? IOError, failure.errnoCode == EADDRINUSE else {
            return "Cannot listen on \(host):\(port): \(cause)."
        }
        let holder = PortHolder.program(listeningOn: port).map { "by \($0)" } ?? "by another program"
        return "Port \(port) is in use \(holder)."
    }
}
