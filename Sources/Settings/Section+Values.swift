extension Section {
    /// A text that must be one of a few.
    package func choice(_ key: String, _ allowed: [String]) throws(ConfigurationError) -> String? {
        guard let text = try text(key) else { return nil }
        guard allowed.contains(text) else {
            throw error(key, "must be one of \(allowed.joined(separator: ", ")), not '\(text)'")
        }
        return text
    }

    /// `true` or `false`.
    package func flag(_ key: String) throws(ConfigurationError) -> Bool? {
        guard let value = try value(key) else { return nil }
        guard case .scalar(let text) = value.content, let flag = Bool(text) else {
            throw error(key, "must be true or false, not \(value.kind)", at: value)
        }
        return flag
    }

    /// A list of texts; a text alone is a list of one. Empty if the key is missing.
    package func texts(_ key: String) throws(ConfigurationError) -> [String] {
        guard let value = try value(key) else { return [] }
        if case .scalar(let text) = value.content { return [text] }
        var texts: [String] = []
        for element in try list(key) {
            guard case .scalar(let text) = element.content else {
                throw error(key, "must be a list of texts, not of \(element.kind)", at: element)
            }
            texts.append(text)
        }
        return texts
    }

    /// A list of mappings. Empty if the key is missing.
    package func sections(_ key: String) throws(ConfigurationError) -> [Section] {
        var sections: [Section] = []
        for (index, element) in try list(key).enumerated() {
            sections.append(try subsection("\(key)[\(index)]", element))
        }
        return sections
    }

    /// A share as a fraction: `5%` and `0.05` are the same.
    package func share(_ key: String, in range: ClosedRange<Double>) throws(ConfigurationError) -> Double? {
        guard let value = try value(key) else { return nil }
        guard case .scalar(let text) = value.content, let share = Share.fraction(text) else {
            throw error(key, "must be a share such as 5% or 0.05, not \(value.kind)", at: value)
        }
        guard range.contains(share) else {
            let bounds = "\(Share.text(range.lowerBound)) to \(Share.text(range.upperBound))"
            let hint = text.hasSuffix("%") ? "" : "; without a '%' it is a fraction, as 0.05 for 5%"
            throw error(key, "must be from \(bounds), not \(text)\(hint)", at: value)
        }
        return share
    }

    /// A percentage from 0 to 100: `20` and `20%` are the same.
    package func percentage(_ key: String) throws(ConfigurationError) -> Double? {
        guard let value = try value(key) else { return nil }
        guard case .scalar(let text) = value.content,
            let percent = Double(text.hasSuffix("%") ? text.dropLast() : text[...])
        else {
            throw error(key, "must be a percentage such as 20 or 20%, not \(value.kind)", at: value)
        }
        guard (0...100).contains(percent) else { throw error(key, "must be from 0 to 100, not \(text)", at: value) }
        return percent
    }

    /// A number of bytes; `64k` is 64 x 1024, `6m` 6 x 1024 x 1024.
    package func bytes(_ key: String, in range: ClosedRange<Int>) throws(ConfigurationError) -> Int? {
        guard let value = try value(key) else { return nil }
        guard case .scalar(let text) = value.content, let bytes = ByteCount.parse(text) else {
            throw error(key, "must be a number of bytes such as 512 or 64k, not \(value.kind)", at: value)
        }
        guard range.contains(bytes) else {
            throw error(key, "must be from \(range.lowerBound) to \(range.upperBound) bytes, not \(text)", at: value)
        }
        return bytes
    }
}

private enum Share {
    /// The decimal point is moved in the text, so that `0.3%` is 0.003 to the last bit.
    static func fraction(_ text: String) -> Double? {
        text.hasSuffix("%") ? Double(text.dropLast() + "e-2") : Double(text)
    }

    static func text(_ fraction: Double) -> String {
        let percent = "\(fraction * 100)"
        return (percent.hasSuffix(".0") ? String(percent.dropLast(2)) : percent) + "%"
    }
}

/// `512`, `64k`, `6m`, `2g`
package enum ByteCount {
    /// - Returns: nil if the text is no such number, or one too large.
    package static func parse(_ text: String) -> Int? {
        let shift =
            switch text.last {
            case "k", "K": 10
            case "m", "M": 20
            case "g", "G": 30
            default: 0
            }
        guard let count = Int(shift == 0 ? text[...] : text.dropLast()), count >= 0, count <= Int.max >> shift else {
            return nil
        }
        return count << shift
    }
}
