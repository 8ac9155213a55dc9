/// A refusal in AWS's words: the exception's name, its message and, for throttling, its reason.
///
/// How it looks on the wire (status, key of the message, presence of `Type`) follows from the code alone; see the
/// properties below. Source: botocore's lambda/2015-03-31 model and recorded answers.
public struct CloudError: Error, Sendable, Hashable {
    public var code: Code
    public var message: String
    /// `Reason` of a TooManyRequestsException, for instance `ReservedFunctionConcurrentInvocationLimitExceeded`.
    public var reason: String?

    public init(_ code: Code, _ message: String, reason: String? = nil) {
        self.code = code
        self.message = message
        self.reason = reason
    }

    /// The name of an exception, as `x-amzn-ErrorType` carries it.
    ///
    /// Open, since AWS adds names; one that is not listed is taken for a request that was wrong (400).
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        public var description: String { rawValue }

        public static let accessDenied = Code(rawValue: "AccessDeniedException")
        public static let badRequest = Code(rawValue: "BadRequestException")
        public static let codeStorageExceeded = Code(rawValue: "CodeStorageExceededException")
        public static let conflict = Code(rawValue: "ConflictException")
        public static let invalidParameterValue = Code(rawValue: "InvalidParameterValueException")
        public static let invalidRequestContent = Code(rawValue: "InvalidRequestContentException")
        public static let invalidRuntime = Code(rawValue: "InvalidRuntimeException")
        public static let invalidZipFile = Code(rawValue: "InvalidZipFileException")
        public static let notFound = Code(rawValue: "NotFoundException")
        public static let policyLengthExceeded = Code(rawValue: "PolicyLengthExceededException")
        public static let preconditionFailed = Code(rawValue: "PreconditionFailedException")
        public static let requestEntityTooLarge = Code(rawValue: "RequestEntityTooLargeException")
        public static let requestTooLarge = Code(rawValue: "RequestTooLargeException")
        public static let resourceConflict = Code(rawValue: "ResourceConflictException")
        public static let resourceInUse = Code(rawValue: "ResourceInUseException")
        public static let resourceNotFound = Code(rawValue: "ResourceNotFoundException")
        public static let resourceNotReady = Code(rawValue: "ResourceNotReadyException")
        public static let service = Code(rawValue: "ServiceException")
        public static let tooManyRequests = Code(rawValue: "TooManyRequestsException")
        public static let unknownOperation = Code(rawValue: "UnknownOperationException")
        public static let unsupportedMediaType = Code(rawValue: "UnsupportedMediaTypeException")
        public static let validation = Code(rawValue: "ValidationException")
    }
}

// MARK: On the wire

extension CloudError {
    /// The HTTP status that the model gives this exception.
    public var httpStatus: Int {
        switch code {
        case .accessDenied: 403
        case .notFound, .resourceNotFound, .unknownOperation: 404
        case .conflict, .resourceConflict: 409
        case .preconditionFailed: 412
        case .requestEntityTooLarge, .requestTooLarge: 413
        case .unsupportedMediaType: 415
        case .tooManyRequests: 429
        case .service: 500
        case .invalidRuntime, .invalidZipFile, .resourceNotReady: 502
        default: 400
        }
    }

    /// The key of the message in the body: `message` or `Message`, by the exception.
    ///
    /// SDKs accept either, but tools that read the body themselves do not.
    public var messageKey: String {
        switch code {
        case .codeStorageExceeded, .invalidParameterValue, .invalidRequestContent, .policyLengthExceeded,
            .preconditionFailed, .requestTooLarge, .resourceConflict, .resourceNotReady, .tooManyRequests,
            .unsupportedMediaType, .validation, .badRequest, .conflict, .notFound:
            "message"
        default:
            "Message"
        }
    }

    /// The body's `Type`: whose fault it is; nil for errors raised before the service's own code runs, which have none.
    public var type: FaultType? {
        switch code {
        case .validation, .accessDenied, .unknownOperation, .requestEntityTooLarge, .badRequest, .conflict, .notFound:
            nil
        default:
            httpStatus < 500 ? .user : .service
        }
    }

    public enum FaultType: String, Sendable {
        case user = "User"
        case service = "Service"
    }
}
