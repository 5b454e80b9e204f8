"""Generated from the model accessanalyzer 2019-11-01 and manifest.toml. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Required, TypedDict

from fogbank.kernel.errors import ServiceError


class AccessDeniedException(ServiceError):
    code, status = "AccessDeniedException", 403


class ConflictException(ServiceError):
    code, status = "ConflictException", 409


class InternalServerException(ServiceError):
    code, status = "InternalServerException", 500


class InvalidParameterException(ServiceError):
    code, status = "InvalidParameterException", 400


class ResourceNotFoundException(ServiceError):
    code, status = "ResourceNotFoundException", 404


class ServiceQuotaExceededException(ServiceError):
    code, status = "ServiceQuotaExceededException", 402


class ThrottlingException(ServiceError):
    code, status = "ThrottlingException", 429


class UnprocessableEntityException(ServiceError):
    code, status = "UnprocessableEntityException", 422


class ValidationException(ServiceError):
    code, status = "ValidationException", 400


if TYPE_CHECKING:

    class Access(TypedDict, total=False):
        actions: list[str]
        resources: list[str]

    class AccessPreview(TypedDict, total=False):
        id: Required[str]
        analyzerArn: Required[str]
        configurations: Required[dict[str, Configuration]]
        createdAt: Required[float]
        status: Required[str]
        statusReason: AccessPreviewStatusReason

    class AccessPreviewFinding(TypedDict, total=False):
        id: Required[str]
        existingFindingId: str
        existingFindingStatus: str
        principal: dict[str, str]
        action: list[str]
        condition: dict[str, str]
        resource: str
        isPublic: bool
        resourceType: Required[str]
        createdAt: Required[float]
        changeType: Required[str]
        status: Required[str]
        resourceOwnerAccount: Required[str]
        error: str
        sources: list[FindingSource]
        resourceControlPolicyRestriction: str

    class AccessPreviewStatusReason(TypedDict, total=False):
        code: Required[str]

    class AccessPreviewSummary(TypedDict, total=False):
        id: Required[str]
        analyzerArn: Required[str]
        createdAt: Required[float]
        status: Required[str]
        statusReason: AccessPreviewStatusReason

    class AclGrantee(TypedDict, total=False):
        id: str
        uri: str

    class AnalysisRule(TypedDict, total=False):
        exclusions: list[AnalysisRuleCriteria]

    class AnalysisRuleCriteria(TypedDict, total=False):
        accountIds: list[str]
        resourceTags: list[dict[str, str]]

    class AnalyzedResource(TypedDict, total=False):
        resourceArn: Required[str]
        resourceType: Required[str]
        createdAt: Required[float]
        analyzedAt: Required[float]
        updatedAt: Required[float]
        isPublic: Required[bool]
        actions: list[str]
        sharedVia: list[str]
        status: str
        resourceOwnerAccount: Required[str]
        error: str

    class AnalyzedResourceSummary(TypedDict, total=False):
        resourceArn: Required[str]
        resourceOwnerAccount: Required[str]
        resourceType: Required[str]

    class AnalyzerConfiguration(TypedDict, total=False):
        unusedAccess: UnusedAccessConfiguration
        internalAccess: InternalAccessConfiguration

    class AnalyzerSummary(TypedDict, total=False):
        arn: Required[str]
        name: Required[str]
        type: Required[str]
        createdAt: Required[float]
        lastResourceAnalyzed: str
        lastResourceAnalyzedAt: float
        tags: dict[str, str]
        status: Required[str]
        statusReason: StatusReason
        configuration: AnalyzerConfiguration
        managedBy: str

    class ApplyArchiveRuleRequest(TypedDict, total=False):
        analyzerArn: Required[str]
        ruleName: Required[str]
        clientToken: str

    class ArchiveRuleSummary(TypedDict, total=False):
        ruleName: Required[str]
        filter: Required[dict[str, Criterion]]
        createdAt: Required[float]
        updatedAt: Required[float]

    class CancelPolicyGenerationRequest(TypedDict, total=False):
        jobId: Required[str]

    class CancelPolicyGenerationResponse(TypedDict, total=False):
        pass

    class CheckAccessNotGrantedRequest(TypedDict, total=False):
        policyDocument: Required[str]
        access: Required[list[Access]]
        policyType: Required[str]

    class CheckAccessNotGrantedResponse(TypedDict, total=False):
        result: str
        message: str
        reasons: list[ReasonSummary]

    class CheckNoNewAccessRequest(TypedDict, total=False):
        newPolicyDocument: Required[str]
        existingPolicyDocument: Required[str]
        policyType: Required[str]

    class CheckNoNewAccessResponse(TypedDict, total=False):
        result: str
        message: str
        reasons: list[ReasonSummary]

    class CheckNoPublicAccessRequest(TypedDict, total=False):
        policyDocument: Required[str]
        resourceType: Required[str]

    class CheckNoPublicAccessResponse(TypedDict, total=False):
        result: str
        message: str
        reasons: list[ReasonSummary]

    class CloudTrailDetails(TypedDict, total=False):
        trails: Required[list[Trail]]
        accessRole: Required[str]
        startTime: Required[float]
        endTime: float

    class CloudTrailProperties(TypedDict, total=False):
        trailProperties: Required[list[TrailProperties]]
        startTime: Required[float]
        endTime: Required[float]

    class Configuration(TypedDict, total=False):
        ebsSnapshot: EbsSnapshotConfiguration
        ecrRepository: EcrRepositoryConfiguration
        iamRole: IamRoleConfiguration
        efsFileSystem: EfsFileSystemConfiguration
        kmsKey: KmsKeyConfiguration
        rdsDbClusterSnapshot: RdsDbClusterSnapshotConfiguration
        rdsDbSnapshot: RdsDbSnapshotConfiguration
        secretsManagerSecret: SecretsManagerSecretConfiguration
        s3Bucket: S3BucketConfiguration
        snsTopic: SnsTopicConfiguration
        sqsQueue: SqsQueueConfiguration
        s3ExpressDirectoryBucket: S3ExpressDirectoryBucketConfiguration
        dynamodbStream: DynamodbStreamConfiguration
        dynamodbTable: DynamodbTableConfiguration

    class CreateAccessPreviewRequest(TypedDict, total=False):
        analyzerArn: Required[str]
        configurations: Required[dict[str, Configuration]]
        clientToken: str

    class CreateAccessPreviewResponse(TypedDict, total=False):
        id: Required[str]

    class CreateAnalyzerRequest(TypedDict, total=False):
        analyzerName: Required[str]
        type: Required[str]
        archiveRules: list[InlineArchiveRule]
        tags: dict[str, str]
        clientToken: str
        configuration: AnalyzerConfiguration

    class CreateAnalyzerResponse(TypedDict, total=False):
        arn: str

    class CreateArchiveRuleRequest(TypedDict, total=False):
        analyzerName: Required[str]
        ruleName: Required[str]
        filter: Required[dict[str, Criterion]]
        clientToken: str

    class CreateServiceLinkedAnalyzerRequest(TypedDict, total=False):
        type: Required[str]
        archiveRules: list[InlineArchiveRule]
        clientToken: str
        configuration: AnalyzerConfiguration

    class CreateServiceLinkedAnalyzerResponse(TypedDict, total=False):
        arn: str

    class Criterion(TypedDict, total=False):
        eq: list[str]
        neq: list[str]
        contains: list[str]
        exists: bool

    class DeleteAnalyzerRequest(TypedDict, total=False):
        analyzerName: Required[str]
        clientToken: str

    class DeleteArchiveRuleRequest(TypedDict, total=False):
        analyzerName: Required[str]
        ruleName: Required[str]
        clientToken: str

    class DeleteServiceLinkedAnalyzerRequest(TypedDict, total=False):
        analyzerName: Required[str]
        clientToken: str

    class DynamodbStreamConfiguration(TypedDict, total=False):
        streamPolicy: str

    class DynamodbTableConfiguration(TypedDict, total=False):
        tablePolicy: str

    class EbsSnapshotConfiguration(TypedDict, total=False):
        userIds: list[str]
        groups: list[str]
        kmsKeyId: str

    class EcrRepositoryConfiguration(TypedDict, total=False):
        repositoryPolicy: str

    class EfsFileSystemConfiguration(TypedDict, total=False):
        fileSystemPolicy: str

    class ExternalAccessDetails(TypedDict, total=False):
        action: list[str]
        condition: Required[dict[str, str]]
        isPublic: bool
        principal: dict[str, str]
        sources: list[FindingSource]
        resourceControlPolicyRestriction: str

    class ExternalAccessFindingsStatistics(TypedDict, total=False):
        resourceTypeStatistics: dict[str, ResourceTypeDetails]
        totalActiveFindings: int
        totalArchivedFindings: int
        totalResolvedFindings: int

    class Finding(TypedDict, total=False):
        id: Required[str]
        principal: dict[str, str]
        action: list[str]
        resource: str
        isPublic: bool
        resourceType: Required[str]
        condition: Required[dict[str, str]]
        createdAt: Required[float]
        analyzedAt: Required[float]
        updatedAt: Required[float]
        status: Required[str]
        resourceOwnerAccount: Required[str]
        error: str
        sources: list[FindingSource]
        resourceControlPolicyRestriction: str

    class FindingAggregationAccountDetails(TypedDict, total=False):
        account: str
        numberOfActiveFindings: int
        details: dict[str, int]

    class FindingDetails(TypedDict, total=False):
        internalAccessDetails: InternalAccessDetails
        externalAccessDetails: ExternalAccessDetails
        unusedPermissionDetails: UnusedPermissionDetails
        unusedIamUserAccessKeyDetails: UnusedIamUserAccessKeyDetails
        unusedIamRoleDetails: UnusedIamRoleDetails
        unusedIamUserPasswordDetails: UnusedIamUserPasswordDetails

    class FindingSource(TypedDict, total=False):
        type: Required[str]
        detail: FindingSourceDetail

    class FindingSourceDetail(TypedDict, total=False):
        accessPointArn: str
        accessPointAccount: str

    class FindingSummary(TypedDict, total=False):
        id: Required[str]
        principal: dict[str, str]
        action: list[str]
        resource: str
        isPublic: bool
        resourceType: Required[str]
        condition: Required[dict[str, str]]
        createdAt: Required[float]
        analyzedAt: Required[float]
        updatedAt: Required[float]
        status: Required[str]
        resourceOwnerAccount: Required[str]
        error: str
        sources: list[FindingSource]
        resourceControlPolicyRestriction: str

    class FindingSummaryV2(TypedDict, total=False):
        analyzedAt: Required[float]
        createdAt: Required[float]
        error: str
        id: Required[str]
        resource: str
        resourceType: Required[str]
        resourceOwnerAccount: Required[str]
        status: Required[str]
        updatedAt: Required[float]
        findingType: str

    class FindingsStatistics(TypedDict, total=False):
        externalAccessFindingsStatistics: ExternalAccessFindingsStatistics
        internalAccessFindingsStatistics: InternalAccessFindingsStatistics
        unusedAccessFindingsStatistics: UnusedAccessFindingsStatistics

    class GenerateFindingRecommendationRequest(TypedDict, total=False):
        analyzerArn: Required[str]
        id: Required[str]

    class GeneratedPolicy(TypedDict, total=False):
        policy: Required[str]

    class GeneratedPolicyProperties(TypedDict, total=False):
        isComplete: bool
        principalArn: Required[str]
        cloudTrailProperties: CloudTrailProperties

    class GeneratedPolicyResult(TypedDict, total=False):
        properties: Required[GeneratedPolicyProperties]
        generatedPolicies: list[GeneratedPolicy]

    class GetAccessPreviewRequest(TypedDict, total=False):
        accessPreviewId: Required[str]
        analyzerArn: Required[str]

    class GetAccessPreviewResponse(TypedDict, total=False):
        accessPreview: Required[AccessPreview]

    class GetAnalyzedResourceRequest(TypedDict, total=False):
        analyzerArn: Required[str]
        resourceArn: Required[str]

    class GetAnalyzedResourceResponse(TypedDict, total=False):
        resource: AnalyzedResource

    class GetAnalyzerRequest(TypedDict, total=False):
        analyzerName: Required[str]

    class GetAnalyzerResponse(TypedDict, total=False):
        analyzer: Required[AnalyzerSummary]

    class GetArchiveRuleRequest(TypedDict, total=False):
        analyzerName: Required[str]
        ruleName: Required[str]

    class GetArchiveRuleResponse(TypedDict, total=False):
        archiveRule: Required[ArchiveRuleSummary]

    class GetFindingRecommendationRequest(TypedDict, total=False):
        analyzerArn: Required[str]
        id: Required[str]
        maxResults: int
        nextToken: str

    class GetFindingRecommendationResponse(TypedDict, total=False):
        startedAt: Required[float]
        completedAt: float
        nextToken: str
        error: RecommendationError
        resourceArn: Required[str]
        recommendedSteps: list[RecommendedStep]
        recommendationType: Required[str]
        status: Required[str]

    class GetFindingRequest(TypedDict, total=False):
        analyzerArn: Required[str]
        id: Required[str]

    class GetFindingResponse(TypedDict, total=False):
        finding: Finding

    class GetFindingV2Request(TypedDict, total=False):
        analyzerArn: Required[str]
        id: Required[str]
        maxResults: int
        nextToken: str

    class GetFindingV2Response(TypedDict, total=False):
        analyzedAt: Required[float]
        createdAt: Required[float]
        error: str
        id: Required[str]
        nextToken: str
        resource: str
        resourceType: Required[str]
        resourceOwnerAccount: Required[str]
        status: Required[str]
        updatedAt: Required[float]
        findingDetails: Required[list[FindingDetails]]
        findingType: str

    class GetFindingsStatisticsRequest(TypedDict, total=False):
        analyzerArn: Required[str]

    class GetFindingsStatisticsResponse(TypedDict, total=False):
        findingsStatistics: list[FindingsStatistics]
        lastUpdatedAt: float

    class GetGeneratedPolicyRequest(TypedDict, total=False):
        jobId: Required[str]
        includeResourcePlaceholders: bool
        includeServiceLevelTemplate: bool

    class GetGeneratedPolicyResponse(TypedDict, total=False):
        jobDetails: Required[JobDetails]
        generatedPolicyResult: Required[GeneratedPolicyResult]

    class IamRoleConfiguration(TypedDict, total=False):
        trustPolicy: str

    class InlineArchiveRule(TypedDict, total=False):
        ruleName: Required[str]
        filter: Required[dict[str, Criterion]]

    class InternalAccessAnalysisRule(TypedDict, total=False):
        inclusions: list[InternalAccessAnalysisRuleCriteria]

    class InternalAccessAnalysisRuleCriteria(TypedDict, total=False):
        accountIds: list[str]
        resourceTypes: list[str]
        resourceArns: list[str]

    class InternalAccessConfiguration(TypedDict, total=False):
        analysisRule: InternalAccessAnalysisRule

    class InternalAccessDetails(TypedDict, total=False):
        action: list[str]
        condition: dict[str, str]
        principal: dict[str, str]
        principalOwnerAccount: str
        accessType: str
        principalType: str
        sources: list[FindingSource]
        resourceControlPolicyRestriction: str
        serviceControlPolicyRestriction: str

    class InternalAccessFindingsStatistics(TypedDict, total=False):
        resourceTypeStatistics: dict[str, InternalAccessResourceTypeDetails]
        totalActiveFindings: int
        totalArchivedFindings: int
        totalResolvedFindings: int

    class InternalAccessResourceTypeDetails(TypedDict, total=False):
        totalActiveFindings: int
        totalResolvedFindings: int
        totalArchivedFindings: int

    class InternetConfiguration(TypedDict, total=False):
        pass

    class JobDetails(TypedDict, total=False):
        jobId: Required[str]
        status: Required[str]
        startedOn: Required[float]
        completedOn: float
        jobError: JobError

    class JobError(TypedDict, total=False):
        code: Required[str]
        message: Required[str]

    class KmsGrantConfiguration(TypedDict, total=False):
        operations: Required[list[str]]
        granteePrincipal: Required[str]
        retiringPrincipal: str
        constraints: KmsGrantConstraints
        issuingAccount: Required[str]

    class KmsGrantConstraints(TypedDict, total=False):
        encryptionContextEquals: dict[str, str]
        encryptionContextSubset: dict[str, str]

    class KmsKeyConfiguration(TypedDict, total=False):
        keyPolicies: dict[str, str]
        grants: list[KmsGrantConfiguration]

    class ListAccessPreviewFindingsRequest(TypedDict, total=False):
        accessPreviewId: Required[str]
        analyzerArn: Required[str]
        filter: dict[str, Criterion]
        nextToken: str
        maxResults: int

    class ListAccessPreviewFindingsResponse(TypedDict, total=False):
        findings: Required[list[AccessPreviewFinding]]
        nextToken: str

    class ListAccessPreviewsRequest(TypedDict, total=False):
        analyzerArn: Required[str]
        nextToken: str
        maxResults: int

    class ListAccessPreviewsResponse(TypedDict, total=False):
        accessPreviews: Required[list[AccessPreviewSummary]]
        nextToken: str

    class ListAnalyzedResourcesRequest(TypedDict, total=False):
        analyzerArn: Required[str]
        resourceType: str
        nextToken: str
        maxResults: int

    class ListAnalyzedResourcesResponse(TypedDict, total=False):
        analyzedResources: Required[list[AnalyzedResourceSummary]]
        nextToken: str

    class ListAnalyzersRequest(TypedDict, total=False):
        nextToken: str
        maxResults: int
        type: str

    class ListAnalyzersResponse(TypedDict, total=False):
        analyzers: Required[list[AnalyzerSummary]]
        nextToken: str

    class ListArchiveRulesRequest(TypedDict, total=False):
        analyzerName: Required[str]
        nextToken: str
        maxResults: int

    class ListArchiveRulesResponse(TypedDict, total=False):
        archiveRules: Required[list[ArchiveRuleSummary]]
        nextToken: str

    class ListFindingsRequest(TypedDict, total=False):
        analyzerArn: Required[str]
        filter: dict[str, Criterion]
        sort: SortCriteria
        nextToken: str
        maxResults: int

    class ListFindingsResponse(TypedDict, total=False):
        findings: Required[list[FindingSummary]]
        nextToken: str

    class ListFindingsV2Request(TypedDict, total=False):
        analyzerArn: Required[str]
        filter: dict[str, Criterion]
        maxResults: int
        nextToken: str
        sort: SortCriteria

    class ListFindingsV2Response(TypedDict, total=False):
        findings: Required[list[FindingSummaryV2]]
        nextToken: str

    class ListPolicyGenerationsRequest(TypedDict, total=False):
        principalArn: str
        maxResults: int
        nextToken: str

    class ListPolicyGenerationsResponse(TypedDict, total=False):
        policyGenerations: Required[list[PolicyGeneration]]
        nextToken: str

    class ListTagsForResourceRequest(TypedDict, total=False):
        resourceArn: Required[str]

    class ListTagsForResourceResponse(TypedDict, total=False):
        tags: dict[str, str]

    class Location(TypedDict, total=False):
        path: Required[list[PathElement]]
        span: Required[Span]

    class NetworkOriginConfiguration(TypedDict, total=False):
        vpcConfiguration: VpcConfiguration
        internetConfiguration: InternetConfiguration

    class PathElement(TypedDict, total=False):
        index: int
        key: str
        substring: Substring
        value: str

    class PolicyGeneration(TypedDict, total=False):
        jobId: Required[str]
        principalArn: Required[str]
        status: Required[str]
        startedOn: Required[float]
        completedOn: float

    class PolicyGenerationDetails(TypedDict, total=False):
        principalArn: Required[str]

    class Position(TypedDict, total=False):
        line: Required[int]
        column: Required[int]
        offset: Required[int]

    class RdsDbClusterSnapshotAttributeValue(TypedDict, total=False):
        accountIds: list[str]

    class RdsDbClusterSnapshotConfiguration(TypedDict, total=False):
        attributes: dict[str, RdsDbClusterSnapshotAttributeValue]
        kmsKeyId: str

    class RdsDbSnapshotAttributeValue(TypedDict, total=False):
        accountIds: list[str]

    class RdsDbSnapshotConfiguration(TypedDict, total=False):
        attributes: dict[str, RdsDbSnapshotAttributeValue]
        kmsKeyId: str

    class ReasonSummary(TypedDict, total=False):
        description: str
        statementIndex: int
        statementId: str

    class RecommendationError(TypedDict, total=False):
        code: Required[str]
        message: Required[str]

    class RecommendedStep(TypedDict, total=False):
        unusedPermissionsRecommendedStep: UnusedPermissionsRecommendedStep

    class ResourceTypeDetails(TypedDict, total=False):
        totalActivePublic: int
        totalActiveCrossAccount: int
        totalActiveErrors: int

    class S3AccessPointConfiguration(TypedDict, total=False):
        accessPointPolicy: str
        publicAccessBlock: S3PublicAccessBlockConfiguration
        networkOrigin: NetworkOriginConfiguration

    class S3BucketAclGrantConfiguration(TypedDict, total=False):
        permission: Required[str]
        grantee: Required[AclGrantee]

    class S3BucketConfiguration(TypedDict, total=False):
        bucketPolicy: str
        bucketAclGrants: list[S3BucketAclGrantConfiguration]
        bucketPublicAccessBlock: S3PublicAccessBlockConfiguration
        accessPoints: dict[str, S3AccessPointConfiguration]

    class S3ExpressDirectoryAccessPointConfiguration(TypedDict, total=False):
        accessPointPolicy: str
        networkOrigin: NetworkOriginConfiguration

    class S3ExpressDirectoryBucketConfiguration(TypedDict, total=False):
        bucketPolicy: str
        accessPoints: dict[str, S3ExpressDirectoryAccessPointConfiguration]

    class S3PublicAccessBlockConfiguration(TypedDict, total=False):
        ignorePublicAcls: Required[bool]
        restrictPublicBuckets: Required[bool]

    class SecretsManagerSecretConfiguration(TypedDict, total=False):
        kmsKeyId: str
        secretPolicy: str

    class SnsTopicConfiguration(TypedDict, total=False):
        topicPolicy: str

    class SortCriteria(TypedDict, total=False):
        attributeName: str
        orderBy: str

    class Span(TypedDict, total=False):
        start: Required[Position]
        end: Required[Position]

    class SqsQueueConfiguration(TypedDict, total=False):
        queuePolicy: str

    class StartPolicyGenerationRequest(TypedDict, total=False):
        policyGenerationDetails: Required[PolicyGenerationDetails]
        cloudTrailDetails: CloudTrailDetails
        clientToken: str

    class StartPolicyGenerationResponse(TypedDict, total=False):
        jobId: Required[str]

    class StartResourceScanRequest(TypedDict, total=False):
        analyzerArn: Required[str]
        resourceArn: Required[str]
        resourceOwnerAccount: str

    class StatusReason(TypedDict, total=False):
        code: Required[str]

    class Substring(TypedDict, total=False):
        start: Required[int]
        length: Required[int]

    class TagResourceRequest(TypedDict, total=False):
        resourceArn: Required[str]
        tags: Required[dict[str, str]]

    class TagResourceResponse(TypedDict, total=False):
        pass

    class Trail(TypedDict, total=False):
        cloudTrailArn: Required[str]
        regions: list[str]
        allRegions: bool

    class TrailProperties(TypedDict, total=False):
        cloudTrailArn: Required[str]
        regions: list[str]
        allRegions: bool

    class UntagResourceRequest(TypedDict, total=False):
        resourceArn: Required[str]
        tagKeys: Required[list[str]]

    class UntagResourceResponse(TypedDict, total=False):
        pass

    class UnusedAccessConfiguration(TypedDict, total=False):
        unusedAccessAge: int
        analysisRule: AnalysisRule

    class UnusedAccessFindingsStatistics(TypedDict, total=False):
        unusedAccessTypeStatistics: list[UnusedAccessTypeStatistics]
        topAccounts: list[FindingAggregationAccountDetails]
        totalActiveFindings: int
        totalArchivedFindings: int
        totalResolvedFindings: int

    class UnusedAccessTypeStatistics(TypedDict, total=False):
        unusedAccessType: str
        total: int

    class UnusedAction(TypedDict, total=False):
        action: Required[str]
        lastAccessed: float

    class UnusedIamRoleDetails(TypedDict, total=False):
        lastAccessed: float

    class UnusedIamUserAccessKeyDetails(TypedDict, total=False):
        accessKeyId: Required[str]
        lastAccessed: float

    class UnusedIamUserPasswordDetails(TypedDict, total=False):
        lastAccessed: float

    class UnusedPermissionDetails(TypedDict, total=False):
        actions: list[UnusedAction]
        serviceNamespace: Required[str]
        lastAccessed: float

    class UnusedPermissionsRecommendedStep(TypedDict, total=False):
        policyUpdatedAt: float
        recommendedAction: Required[str]
        recommendedPolicy: str
        existingPolicyId: str

    class UpdateAnalyzerRequest(TypedDict, total=False):
        analyzerName: Required[str]
        configuration: AnalyzerConfiguration

    class UpdateAnalyzerResponse(TypedDict, total=False):
        configuration: AnalyzerConfiguration

    class UpdateArchiveRuleRequest(TypedDict, total=False):
        analyzerName: Required[str]
        ruleName: Required[str]
        filter: Required[dict[str, Criterion]]
        clientToken: str

    class UpdateFindingsRequest(TypedDict, total=False):
        analyzerArn: Required[str]
        status: Required[str]
        ids: list[str]
        resourceArn: str
        clientToken: str

    class ValidatePolicyFinding(TypedDict, total=False):
        findingDetails: Required[str]
        findingType: Required[str]
        issueCode: Required[str]
        learnMoreLink: Required[str]
        locations: Required[list[Location]]

    class ValidatePolicyRequest(TypedDict, total=False):
        locale: str
        maxResults: int
        nextToken: str
        policyDocument: Required[str]
        policyType: Required[str]
        validatePolicyResourceType: str

    class ValidatePolicyResponse(TypedDict, total=False):
        findings: Required[list[ValidatePolicyFinding]]
        nextToken: str

    class ValidationExceptionField(TypedDict, total=False):
        name: Required[str]
        message: Required[str]

    class VpcConfiguration(TypedDict, total=False):
        vpcId: Required[str]
else:

    def __getattr__(name: str) -> type:
        """Any structure: a plain dict. To make hundreds of typed dicts would be most of a first call's time."""
        if name.startswith("__"):
            raise AttributeError(name)
        return dict
