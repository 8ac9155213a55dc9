extension API {
    /// A deployment of an API under a name.
    public struct Stage: Sendable, Hashable {
        /// `$default` of an HTTP API has no segment in its URLs.
        public var name: String
        /// What events call the deployment.
        public var deploymentID: String
        public var routes: [Route]
        /// `stageVariables`; what routes say by them is already filled in.
        public var variables: [String: String]
        /// REST only: requests of these content types reach the function as base64, and answers may be binary.
        public var binaryMediaTypes: [String]
        /// HTTP APIs only: the gateway answers preflights, and sets the headers, by itself.
        public var cors: CORS?

        public init(
            name: String, deploymentID: String = "", routes: [Route] = [], variables: [String: String] = [:],
            binaryMediaTypes: [String] = [], cors: CORS? = nil
        ) {
            self.name = name
            self.deploymentID = deploymentID
            self.routes = routes
            self.variables = variables
            self.binaryMediaTypes = binaryMediaTypes
            self.cors = cors
        }
    }
}
