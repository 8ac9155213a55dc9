package import Cloud
package import NIOCore

extension Emulator {
    /// One invocation of a function at a memory size that is only tried, in environments of its own.
    package struct Trial: Sendable {
        package var payload: ByteBuffer
        /// Whether the payload is the JSON of an error.
        package var isError: Bool
        /// The last of the invocation's log; ends in its REPORT line.
        package var log: ByteBuffer
    }

    fileprivate struct UnderWay: Sendable {
        let invocation: NIOLoopBound<Invocation?>
        let trial: EventLoopFuture<Trial>
    }

    /// The function that a name or an ARN means.
    ///
    /// - Throws: ``CloudError`` where there is none.
    package func functionVersion(_ name: String) async throws -> FunctionVersion {
        try await loop.submit { [dataPlane] in try dataPlane.value.resolve(name).version }.get()
    }

    /// Invokes a function at a memory size. Cancelling ends the environment that is at it.
    ///
    /// - Throws: ``CloudError`` where the function cannot be invoked; what it answers is no error here.
    package func tryOut(_ name: String, event: ByteBuffer, memorySizeMB: Int) async throws -> Trial {
        let underWay = try await loop.submit { [loop, dataPlane] in
            try dataPlane.value.tryOut(name, event: event, memorySizeMB: memorySizeMB, on: loop)
        }.get()
        return try await withTaskCancellationHandler {
            try await underWay.trial.get()
        } onCancel: {
            loop.execute { underWay.invocation.value?.abandon() }
        }
    }

    /// How functions are held to their share of the CPU, and how many CPUs there are to share.
    package var throttle: (strategy: ThrottleStrategy, usableCPUs: Int) {
        (controller.strategy, controller.usableCPUs)
    }
}

extension DataPlane {
    fileprivate func resolve(_ name: String) throws(CloudError) -> Resolved {
        let reference = try FunctionReference(parsing: name)
        return try cloud.function(reference, scope: defaults.completed(by: reference)) { Double.random(in: 0..<1) }
    }

    fileprivate func tryOut(
        _ name: String, event: ByteBuffer, memorySizeMB: Int, on loop: any EventLoop
    ) throws(CloudError) -> Emulator.UnderWay {
        let resolved = try resolve(name)
        guard event.readableBytes <= PayloadLimits.requestBytes else {
            throw CloudError(
                .requestEntityTooLarge, "The event is larger than \(PayloadLimits.requestBytes) bytes.")
        }
        let request = Invocation.Request(
            function: resolved.version, invokedARN: resolved.invokedARN, payload: event, wantsLogTail: true,
            trialMemorySizeMB: memorySizeMB)
        let promise = loop.makePromise(of: Emulator.Trial.self)
        let invocation = dispatcher.invoke(request) { result in
            promise.completeWith(Result { try Emulator.Trial(result) })
        }
        return Emulator.UnderWay(
            invocation: NIOLoopBound(invocation, eventLoop: loop), trial: promise.futureResult)
    }
}

extension Emulator.Trial {
    fileprivate init(_ result: Invocation.Result) throws(CloudError) {
        log = result.logTail ?? ByteBuffer()
        switch result.outcome {
        case .success(let payload): (self.payload, isError) = (payload, false)
        case .functionError(let payload): (self.payload, isError) = (payload, true)
        case .throttled(let throttle): throw .throttled(throttle)
        case .unavailable(let reason): throw CloudError(.service, reason)
        }
    }
}
