public import AWSAPI

/// Identity and Access Management: roles and policies, kept and given back. What they allow is not enforced.
///
/// Roles and policies belong to an account, whatever the region. Source of shapes: botocore's service model of
/// 2010-05-08.
public enum IAM {
    public static func service(_ registry: IAMRegistry) -> Service {
        Service(
            "iam",
            wire: .query(version: "2010-05-08", namespace: "https://iam.amazonaws.com/doc/2010-05-08/"),
            operations: [
                CreateRole(registry: registry), GetRole(registry: registry), ListRoles(registry: registry),
                DeleteRole(registry: registry), UpdateRole(registry: registry),
                UpdateAssumeRolePolicy(registry: registry),
                TagRole(registry: registry), UntagRole(registry: registry), ListRoleTags(registry: registry),
                PutRolePolicy(registry: registry), GetRolePolicy(registry: registry),
                ListRolePolicies(registry: registry), DeleteRolePolicy(registry: registry),
                AttachRolePolicy(registry: registry), DetachRolePolicy(registry: registry),
                ListAttachedRolePolicies(registry: registry), ListInstanceProfilesForRole(registry: registry),
                CreatePolicy(registry: registry), GetPolicy(registry: registry), ListPolicies(registry: registry),
                DeletePolicy(registry: registry), CreatePolicyVersion(registry: registry),
                GetPolicyVersion(registry: registry), ListPolicyVersions(registry: registry),
                DeletePolicyVersion(registry: registry), SetDefaultPolicyVersion(registry: registry),
                ListEntitiesForPolicy(registry: registry),
            ])
    }
}
