import Testing

@testable import CloudFormation

@Suite struct S3AddressTests {
    @Test(
        "a template's URL is read as S3's, in every form, without asking anybody",
        arguments: [
            (
                "https://s3.amazonaws.com/b/serverless/x/1-2026-11-23T19%3A38%3A27Z/t.json", "b",
                "serverless/x/1-2026-11-23T19:38:27Z/t.json"
            ),
            ("https://s3.eu-west-1.amazonaws.com/b/k", "b", "k"), ("https://s3-eu-west-1.amazonaws.com/b/k", "b", "k"),
            ("https://b.s3.amazonaws.com/k/l", "b", "k/l"), ("https://b.c.s3.eu-west-1.amazonaws.com/k", "b.c", "k"),
            ("http://127.0.0.1:5602/b/k", "b", "k"), ("http://localhost:4566/b/k?versionId=1", "b", "k"),
            ("http://b.s3.localhost.localstack.cloud:4566/k", "b", "k"),
            ("http://s3.localhost.localstack.cloud:4566/b/k", "b", "k"),
            ("http://understudy.test:4566/b/k", "b", "k"), ("http://[::1]:4566/b/k", "b", "k"),
        ])
    func addresses(_ url: String, _ bucket: String, _ key: String) {
        let address = S3Address(url, endpoint: "http://understudy.test:4566")
        #expect(address?.bucket == bucket)
        #expect(address?.key == key)
    }

    @Test(
        "other URLs are none of S3's",
        arguments: [
            "https://example.com/b/k", "s3://b/k", "https://s3.amazonaws.com/b", "https://s3.amazonaws.com/",
            "file:///etc/passwd",
            "https://s3.amazonaws.com.evil.org/b/k", "http://127.0.0.1/b/%zz", "",
        ])
    func others(_ url: String) {
        #expect(S3Address(url, endpoint: "http://understudy.test:4566") == nil)
    }
}
