import AWSAPI
import JSON

// S3's refusals. Source: S3 API reference, "Error responses"; texts as S3 sends them.
extension AWSError {
    static func noSuchBucket(_ name: String) -> AWSError {
        s3("NoSuchBucket", "The specified bucket does not exist", 404, ["BucketName": name])
    }

    static func noSuchKey(_ key: ObjectKey) -> AWSError {
        s3("NoSuchKey", "The specified key does not exist.", 404, ["Key": key.text])
    }

    static func noSuchVersion(_ key: ObjectKey, _ version: String) -> AWSError {
        s3(
            "NoSuchVersion", "The specified version does not exist.", 404, ["Key": key.text, "VersionId": version])
    }

    static func noSuchUpload(_ id: String) -> AWSError {
        s3(
            "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or "
                + "completed.", 404, ["UploadId": id])
    }

    static func bucketNotEmpty(_ name: String) -> AWSError {
        s3("BucketNotEmpty", "The bucket you tried to delete is not empty", 409, ["BucketName": name])
    }

    static func bucketAlreadyOwnedByYou(_ name: String) -> AWSError {
        s3(
            "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.", 409,
            ["BucketName": name])
    }

    static func bucketAlreadyExists(_ name: String) -> AWSError {
        s3(
            "BucketAlreadyExists",
            "The requested bucket name is not available. The bucket namespace is shared by all users of the system. "
                + "Please select a different name and try again.", 409, ["BucketName": name])
    }

    static func invalidBucketName(_ name: String) -> AWSError {
        s3("InvalidBucketName", "The specified bucket is not valid.", 400, ["BucketName": name])
    }

    static let accessDenied = s3("AccessDenied", "Access Denied", 403)

    static let malformedXML = s3(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema", 400)

    static func invalidArgument(_ message: String, _ name: String, _ value: String) -> AWSError {
        s3("InvalidArgument", message, 400, ["ArgumentName": name, "ArgumentValue": value])
    }

    static func invalidRequest(_ message: String) -> AWSError { s3("InvalidRequest", message, 400) }

    static func keyTooLong(_ bytes: Int) -> AWSError {
        s3(
            "KeyTooLongError", "Your key is too long", 400,
            ["Size": String(bytes), "MaxSizeAllowed": String(ObjectKey.limitBytes)])
    }

    static func metadataTooLarge(_ bytes: Int) -> AWSError {
        s3(
            "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", 400,
            ["Size": String(bytes), "MaxSizeAllowed": String(S3Limits.metadataBytes)])
    }

    static func preconditionFailed(_ condition: String) -> AWSError {
        s3(
            "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412,
            ["Condition": condition])
    }

    static func invalidRange(_ text: String, size: Int) -> AWSError {
        s3(
            "InvalidRange", "The requested range is not satisfiable", 416,
            ["RangeRequested": text, "ActualObjectSize": String(size)])
    }

    static func badDigest(_ what: String) -> AWSError {
        s3("BadDigest", "The \(what) you specified did not match the calculated checksum.", 400)
    }

    static let badMD5 = s3("BadDigest", "The Content-MD5 you specified did not match what we received.", 400)
    static let invalidMD5 = s3("InvalidDigest", "The Content-MD5 you specified was invalid.", 400)

    static let invalidPart = s3(
        "InvalidPart",
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified "
            + "entity tag may not match the part's entity tag.", 400)

    static let invalidPartOrder = s3(
        "InvalidPartOrder",
        "The list of parts was not in ascending order. Parts must be ordered by part number.", 400)

    static func entityTooSmall(_ size: Int, part: Int) -> AWSError {
        s3(
            "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400,
            [
                "ProposedSize": String(size), "MinSizeAllowed": String(S3Limits.partBytes), "PartNumber": String(part),
            ])
    }

    static func entityTooLarge(_ size: Int) -> AWSError {
        s3(
            "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400,
            ["ProposedSize": String(size), "MaxSizeAllowed": String(S3Limits.objectBytes)])
    }

    static func s3(
        _ code: String, _ message: String, _ status: Int, _ details: KeyValuePairs<String, String> = [:]
    ) -> AWSError {
        AWSError(
            code, message, status: status, members: details.map { JSON.Member($0, .string($1)) }, messageKey: "Message")
    }
}
