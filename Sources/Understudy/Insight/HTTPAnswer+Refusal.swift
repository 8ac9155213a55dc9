import Cloud
import Emulator
import NIOHTTP1
import Settings

extension HTTPAnswer {
    /// Why something is not done, as our own JSON API says it: `{"message": ...}`.
    static func refusal(_ error: any Error) -> HTTPAnswer {
        switch error {
        case let error as LaboratoryError: .message(HTTPResponseStatus(error.kind), error.description)
        case let error as CloudError: .message(HTTPResponseStatus(statusCode: error.httpStatus), error.message)
        case let error as ConfigurationError: .message(.badRequest, error.description)
        default: .message(.internalServerError, "\(error)")
        }
    }
}
