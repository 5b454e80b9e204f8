"""AWS services that work with Organizations, by service principal.

Source: Organizations User Guide, AWS services that you can use with AWS Organizations, and the page of each.
"""

_NAMES = """
access-analyzer account agentless.inspector2 application-signals.cloudwatch auditmanager aws-artifact-account-sync
backup bcm-data-exports billing-cost-management chatbot cloudtrail cloudwatch
compute-optimizer config config-multiaccountsetup controltower cost-optimization-hub.bcm deadline detective devops-guru
discovery ds ec2 fms guardduty health iam inspector2 internetmonitor ipam license-management.marketplace
license-manager license-manager.member-account license-manager-linux-subscriptions macie malware-protection.guardduty
member.org.stacksets.cloudformation mgn network-flow-monitor networkmanager notifications observabilityadmin
opsdatasync.ssm private-marketplace.marketplace procurement-insights.marketplace ram
reachabilityanalyzer.networkinsights reporting.trustedadvisor resiliencehub resource-explorer-2 securityhub securitylake
security-ir servicecatalog servicequotas sso ssm ssm-quicksetup stacksets.cloudformation
storage-lens.s3 tagpolicies.tag topology.networkflowmonitor user-subscriptions vpc-lattice wellarchitected
"""
SERVICES = frozenset(f"{name}.amazonaws.com" for name in _NAMES.split())

# How many members may administer a service, where it is more than one. Source: the page of each service: AWS Config,
# CloudFormation StackSets, CloudTrail.
DELEGATES_MAX = {
    "cloudtrail.amazonaws.com": 3,
    "config.amazonaws.com": 3,
    "config-multiaccountsetup.amazonaws.com": 3,
    "member.org.stacksets.cloudformation.amazonaws.com": 5,
}
