import Testing

@testable import S3

@Suite struct CRCTests {
    /// The check values of the CRC catalogue (reveng.sourceforge.io/crc-catalogue): of `123456789`.
    @Test("check values are those of the catalogue")
    func catalogue() {
        let text = Array("123456789".utf8)
        #expect(CRCs.crc32.value(text) == 0xCBF4_3926)
        #expect(CRCs.crc32C.value(text) == 0xE306_9283)
        #expect(CRCs.crc64NVME.value(text) == 0xAE8B_1486_0A79_9888)
    }

    @Test("bytes in pieces come to the same", arguments: 0..<20)
    func pieces(_ split: Int) {
        let bytes = Array("a text of more than sixteen bytes".utf8)
        let first = CRCs.crc32.value(Array(bytes[..<split]))
        #expect(CRCs.crc32.update(first, Array(bytes[split...])) == CRCs.crc32.value(bytes))
    }
}
