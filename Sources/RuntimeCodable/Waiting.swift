private import Dispatch
private import Synchronization

/// Runs an asynchronous body to its end while the calling thread waits.
///
/// Must not be called on a thread of the concurrency pool or on the main thread: the body may need either. The task is
/// unstructured because its parent is a thread, not a task; it cannot outlive this call.
package func waiting<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
    let box = Box<Value>()
    Task {
        let result: Result<Value, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        box.result.withLock { $0 = result }
        box.done.signal()
    }
    box.done.wait()
    guard let result = box.result.withLock({ $0 }) else {
        preconditionFailure("The task signals only after it has put its result in place")
    }
    return try result.get()
}

private final class Box<Value: Sendable>: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
    let done = DispatchSemaphore(value: 0)
}
