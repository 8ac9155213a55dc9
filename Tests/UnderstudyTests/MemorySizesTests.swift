import Testing

@testable import Understudy

@Suite struct MemorySizesTests {
    @Test(
        "sizes are sorted, and none comes twice",
        arguments: [
            ("512", [512]), ("1024,128,512", [128, 512, 1_024]), ("256,256,128,256", [128, 256]),
            ("128,10240", [128, 10_240]), ("1769,1768", [1_768, 1_769]),
        ])
    func parsing(text: String, sizes: [Int]) throws {
        #expect(try MemorySizes(parsing: text).values == sizes)
    }

    @Test(
        "what Lambda does not have is refused by its name",
        arguments: [
            ("127", "127"), ("10241", "10241"), ("128,,256", ""), ("", ""), ("128;256", "128;256"), ("1e3", "1e3"),
            ("128,512MB", "512MB"), ("512.0", "512.0"), ("-512", "-512"),
        ])
    func refusal(text: String, named: String) {
        let error = #expect(throws: (any Error).self) { try MemorySizes(parsing: text) }
        #expect(error.map { "\($0)" } == "'\(named)' is not a memory size: Lambda has whole MB from 128 to 10240.")
    }

    @Test("the standard sizes are shown as they can be typed")
    func standard() throws {
        #expect(MemorySizes.standard.description == "128,256,512,1024,1769,3008")
        #expect(try MemorySizes(parsing: MemorySizes.standard.description) == .standard)
    }
}
