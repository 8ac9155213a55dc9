import Settings

/// `package` of the file or of a function.
enum PackageSection {
    /// An artifact, and where it was named.
    struct Artifact {
        var path: String
        var section: Section
    }

    static func artifact(of owner: Section) throws(ConfigurationError) -> Artifact? {
        guard let section = try owner.section("package") else { return nil }
        try section.check(
            KnownKeys(
                followed: ["artifact"],
                indifferent: [
                    "individually", "patterns", "include", "exclude", "excludeDevDependencies", "path", "disable",
                ]))
        guard let path = try section.text("artifact") else { return nil }
        guard !path.hasPrefix("s3://") else {
            throw section.error("artifact", "'\(path)' lies on S3: name a zip or a folder on this machine")
        }
        return Artifact(path: path, section: section)
    }
}
