"""Generated from the model cloudtrail 2013-11-01 and manifest.toml. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Required, TypedDict

from fogbank.kernel.errors import ServiceError


class AccessDeniedException(ServiceError):
    code, status = "AccessDeniedException", 400


class AccountHasOngoingImportException(ServiceError):
    code, status = "AccountHasOngoingImportException", 400


class AccountNotFoundException(ServiceError):
    code, status = "AccountNotFoundException", 400


class AccountNotRegisteredException(ServiceError):
    code, status = "AccountNotRegisteredException", 400


class AccountRegisteredException(ServiceError):
    code, status = "AccountRegisteredException", 400


class CannotDelegateManagementAccountException(ServiceError):
    code, status = "CannotDelegateManagementAccountException", 400


class ChannelARNInvalidException(ServiceError):
    code, status = "ChannelARNInvalidException", 400


class ChannelAlreadyExistsException(ServiceError):
    code, status = "ChannelAlreadyExistsException", 400


class ChannelExistsForEDSException(ServiceError):
    code, status = "ChannelExistsForEDSException", 400


class ChannelMaxLimitExceededException(ServiceError):
    code, status = "ChannelMaxLimitExceededException", 400


class ChannelNotFoundException(ServiceError):
    code, status = "ChannelNotFoundException", 400


class CloudTrailARNInvalidException(ServiceError):
    code, status = "CloudTrailARNInvalidException", 400


class CloudTrailAccessNotEnabledException(ServiceError):
    code, status = "CloudTrailAccessNotEnabledException", 400


class CloudTrailInvalidClientTokenIdException(ServiceError):
    code, status = "CloudTrailInvalidClientTokenIdException", 400


class CloudWatchLogsDeliveryUnavailableException(ServiceError):
    code, status = "CloudWatchLogsDeliveryUnavailableException", 400


class ConcurrentModificationException(ServiceError):
    code, status = "ConcurrentModificationException", 400


class ConflictException(ServiceError):
    code, status = "ConflictException", 400


class DelegatedAdminAccountLimitExceededException(ServiceError):
    code, status = "DelegatedAdminAccountLimitExceededException", 400


class EventDataStoreARNInvalidException(ServiceError):
    code, status = "EventDataStoreARNInvalidException", 400


class EventDataStoreAlreadyExistsException(ServiceError):
    code, status = "EventDataStoreAlreadyExistsException", 400


class EventDataStoreFederationEnabledException(ServiceError):
    code, status = "EventDataStoreFederationEnabledException", 400


class EventDataStoreHasOngoingImportException(ServiceError):
    code, status = "EventDataStoreHasOngoingImportException", 400


class EventDataStoreMaxLimitExceededException(ServiceError):
    code, status = "EventDataStoreMaxLimitExceededException", 400


class EventDataStoreNotFoundException(ServiceError):
    code, status = "EventDataStoreNotFoundException", 400


class EventDataStoreTerminationProtectedException(ServiceError):
    code, status = "EventDataStoreTerminationProtectedException", 400


class GenerateResponseException(ServiceError):
    code, status = "GenerateResponseException", 400


class ImportNotFoundException(ServiceError):
    code, status = "ImportNotFoundException", 400


class InactiveEventDataStoreException(ServiceError):
    code, status = "InactiveEventDataStoreException", 400


class InactiveQueryException(ServiceError):
    code, status = "InactiveQueryException", 400


class InsightNotEnabledException(ServiceError):
    code, status = "InsightNotEnabledException", 400


class InsufficientDependencyServiceAccessPermissionException(ServiceError):
    code, status = "InsufficientDependencyServiceAccessPermissionException", 400


class InsufficientEncryptionPolicyException(ServiceError):
    code, status = "InsufficientEncryptionPolicyException", 400


class InsufficientIAMAccessPermissionException(ServiceError):
    code, status = "InsufficientIAMAccessPermissionException", 400


class InsufficientS3BucketPolicyException(ServiceError):
    code, status = "InsufficientS3BucketPolicyException", 400


class InsufficientSnsTopicPolicyException(ServiceError):
    code, status = "InsufficientSnsTopicPolicyException", 400


class InvalidCloudWatchLogsLogGroupArnException(ServiceError):
    code, status = "InvalidCloudWatchLogsLogGroupArnException", 400


class InvalidCloudWatchLogsRoleArnException(ServiceError):
    code, status = "InvalidCloudWatchLogsRoleArnException", 400


class InvalidDateRangeException(ServiceError):
    code, status = "InvalidDateRangeException", 400


class InvalidEventCategoryException(ServiceError):
    code, status = "InvalidEventCategoryException", 400


class InvalidEventDataStoreCategoryException(ServiceError):
    code, status = "InvalidEventDataStoreCategoryException", 400


class InvalidEventDataStoreStatusException(ServiceError):
    code, status = "InvalidEventDataStoreStatusException", 400


class InvalidEventSelectorsException(ServiceError):
    code, status = "InvalidEventSelectorsException", 400


class InvalidHomeRegionException(ServiceError):
    code, status = "InvalidHomeRegionException", 400


class InvalidImportSourceException(ServiceError):
    code, status = "InvalidImportSourceException", 400


class InvalidInsightSelectorsException(ServiceError):
    code, status = "InvalidInsightSelectorsException", 400


class InvalidKmsKeyIdException(ServiceError):
    code, status = "InvalidKmsKeyIdException", 400


class InvalidLookupAttributesException(ServiceError):
    code, status = "InvalidLookupAttributesException", 400


class InvalidMaxResultsException(ServiceError):
    code, status = "InvalidMaxResultsException", 400


class InvalidNextTokenException(ServiceError):
    code, status = "InvalidNextTokenException", 400


class InvalidParameterCombinationException(ServiceError):
    code, status = "InvalidParameterCombinationException", 400


class InvalidParameterException(ServiceError):
    code, status = "InvalidParameterException", 400


class InvalidQueryStatementException(ServiceError):
    code, status = "InvalidQueryStatementException", 400


class InvalidQueryStatusException(ServiceError):
    code, status = "InvalidQueryStatusException", 400


class InvalidS3BucketNameException(ServiceError):
    code, status = "InvalidS3BucketNameException", 400


class InvalidS3PrefixException(ServiceError):
    code, status = "InvalidS3PrefixException", 400


class InvalidSnsTopicNameException(ServiceError):
    code, status = "InvalidSnsTopicNameException", 400


class InvalidSourceException(ServiceError):
    code, status = "InvalidSourceException", 400


class InvalidTagParameterException(ServiceError):
    code, status = "InvalidTagParameterException", 400


class InvalidTimeRangeException(ServiceError):
    code, status = "InvalidTimeRangeException", 400


class InvalidTokenException(ServiceError):
    code, status = "InvalidTokenException", 400


class InvalidTrailNameException(ServiceError):
    code, status = "InvalidTrailNameException", 400


class KmsException(ServiceError):
    code, status = "KmsException", 400


class KmsKeyDisabledException(ServiceError):
    code, status = "KmsKeyDisabledException", 400


class KmsKeyNotFoundException(ServiceError):
    code, status = "KmsKeyNotFoundException", 400


class MaxConcurrentQueriesException(ServiceError):
    code, status = "MaxConcurrentQueriesException", 400


class MaximumNumberOfTrailsExceededException(ServiceError):
    code, status = "MaximumNumberOfTrailsExceededException", 400


class NoManagementAccountSLRExistsException(ServiceError):
    code, status = "NoManagementAccountSLRExistsException", 400


class NotOrganizationManagementAccountException(ServiceError):
    code, status = "NotOrganizationManagementAccountException", 400


class NotOrganizationMasterAccountException(ServiceError):
    code, status = "NotOrganizationMasterAccountException", 400


class OperationNotPermittedException(ServiceError):
    code, status = "OperationNotPermittedException", 400


class OrganizationNotInAllFeaturesModeException(ServiceError):
    code, status = "OrganizationNotInAllFeaturesModeException", 400


class OrganizationsNotInUseException(ServiceError):
    code, status = "OrganizationsNotInUseException", 400


class QueryIdNotFoundException(ServiceError):
    code, status = "QueryIdNotFoundException", 400


class ResourceARNNotValidException(ServiceError):
    code, status = "ResourceARNNotValidException", 400


class ResourceNotFoundException(ServiceError):
    code, status = "ResourceNotFoundException", 400


class ResourcePolicyNotFoundException(ServiceError):
    code, status = "ResourcePolicyNotFoundException", 400


class ResourcePolicyNotValidException(ServiceError):
    code, status = "ResourcePolicyNotValidException", 400


class ResourceTypeNotSupportedException(ServiceError):
    code, status = "ResourceTypeNotSupportedException", 400


class S3BucketDoesNotExistException(ServiceError):
    code, status = "S3BucketDoesNotExistException", 400


class ServiceQuotaExceededException(ServiceError):
    code, status = "ServiceQuotaExceededException", 400


class TagsLimitExceededException(ServiceError):
    code, status = "TagsLimitExceededException", 400


class ThrottlingException(ServiceError):
    code, status = "ThrottlingException", 400


class TrailAlreadyExistsException(ServiceError):
    code, status = "TrailAlreadyExistsException", 400


class TrailNotFoundException(ServiceError):
    code, status = "TrailNotFoundException", 400


class TrailNotProvidedException(ServiceError):
    code, status = "TrailNotProvidedException", 400


class UnsupportedOperationException(ServiceError):
    code, status = "UnsupportedOperationException", 400


if TYPE_CHECKING:

    class AddTagsRequest(TypedDict, total=False):
        ResourceId: Required[str]
        TagsList: Required[list[Tag]]

    class AddTagsResponse(TypedDict, total=False):
        pass

    class AdvancedEventSelector(TypedDict, total=False):
        Name: str
        FieldSelectors: Required[list[AdvancedFieldSelector]]

    class AdvancedFieldSelector(TypedDict, total=False):
        Field: Required[str]
        Equals: list[str]
        StartsWith: list[str]
        EndsWith: list[str]
        NotEquals: list[str]
        NotStartsWith: list[str]
        NotEndsWith: list[str]

    class AggregationConfiguration(TypedDict, total=False):
        Templates: Required[list[str]]
        EventCategory: Required[str]

    class CancelQueryRequest(TypedDict, total=False):
        EventDataStore: str
        QueryId: Required[str]
        EventDataStoreOwnerAccountId: str

    class CancelQueryResponse(TypedDict, total=False):
        QueryId: Required[str]
        QueryStatus: Required[str]
        EventDataStoreOwnerAccountId: str

    class Channel(TypedDict, total=False):
        ChannelArn: str
        Name: str

    class ContextKeySelector(TypedDict, total=False):
        Type: Required[str]
        Equals: Required[list[str]]

    class CreateChannelRequest(TypedDict, total=False):
        Name: Required[str]
        Source: Required[str]
        Destinations: Required[list[Destination]]
        Tags: list[Tag]

    class CreateChannelResponse(TypedDict, total=False):
        ChannelArn: str
        Name: str
        Source: str
        Destinations: list[Destination]
        Tags: list[Tag]

    class CreateDashboardRequest(TypedDict, total=False):
        Name: Required[str]
        RefreshSchedule: RefreshSchedule
        TagsList: list[Tag]
        TerminationProtectionEnabled: bool
        Widgets: list[RequestWidget]

    class CreateDashboardResponse(TypedDict, total=False):
        DashboardArn: str
        Name: str
        Type: str
        Widgets: list[Widget]
        TagsList: list[Tag]
        RefreshSchedule: RefreshSchedule
        TerminationProtectionEnabled: bool

    class CreateEventDataStoreRequest(TypedDict, total=False):
        Name: Required[str]
        AdvancedEventSelectors: list[AdvancedEventSelector]
        MultiRegionEnabled: bool
        OrganizationEnabled: bool
        RetentionPeriod: int
        TerminationProtectionEnabled: bool
        TagsList: list[Tag]
        KmsKeyId: str
        StartIngestion: bool
        BillingMode: str

    class CreateEventDataStoreResponse(TypedDict, total=False):
        EventDataStoreArn: str
        Name: str
        Status: str
        AdvancedEventSelectors: list[AdvancedEventSelector]
        MultiRegionEnabled: bool
        OrganizationEnabled: bool
        RetentionPeriod: int
        TerminationProtectionEnabled: bool
        TagsList: list[Tag]
        CreatedTimestamp: float
        UpdatedTimestamp: float
        KmsKeyId: str
        BillingMode: str

    class CreateTrailRequest(TypedDict, total=False):
        Name: Required[str]
        S3BucketName: Required[str]
        S3KeyPrefix: str
        SnsTopicName: str
        IncludeGlobalServiceEvents: bool
        IsMultiRegionTrail: bool
        EnableLogFileValidation: bool
        CloudWatchLogsLogGroupArn: str
        CloudWatchLogsRoleArn: str
        KmsKeyId: str
        IsOrganizationTrail: bool
        TagsList: list[Tag]
        RecursiveLogging: bool

    class CreateTrailResponse(TypedDict, total=False):
        Name: str
        S3BucketName: str
        S3KeyPrefix: str
        SnsTopicName: str
        SnsTopicARN: str
        IncludeGlobalServiceEvents: bool
        IsMultiRegionTrail: bool
        TrailARN: str
        LogFileValidationEnabled: bool
        CloudWatchLogsLogGroupArn: str
        CloudWatchLogsRoleArn: str
        KmsKeyId: str
        IsOrganizationTrail: bool
        RecursiveLogging: bool

    class DashboardDetail(TypedDict, total=False):
        DashboardArn: str
        Type: str

    class DataResource(TypedDict, total=False):
        Type: str
        Values: list[str]

    class DeleteChannelRequest(TypedDict, total=False):
        Channel: Required[str]

    class DeleteChannelResponse(TypedDict, total=False):
        pass

    class DeleteDashboardRequest(TypedDict, total=False):
        DashboardId: Required[str]

    class DeleteDashboardResponse(TypedDict, total=False):
        pass

    class DeleteEventDataStoreRequest(TypedDict, total=False):
        EventDataStore: Required[str]

    class DeleteEventDataStoreResponse(TypedDict, total=False):
        pass

    class DeleteResourcePolicyRequest(TypedDict, total=False):
        ResourceArn: Required[str]

    class DeleteResourcePolicyResponse(TypedDict, total=False):
        pass

    class DeleteTrailRequest(TypedDict, total=False):
        Name: Required[str]

    class DeleteTrailResponse(TypedDict, total=False):
        pass

    class DeregisterOrganizationDelegatedAdminRequest(TypedDict, total=False):
        DelegatedAdminAccountId: Required[str]

    class DeregisterOrganizationDelegatedAdminResponse(TypedDict, total=False):
        pass

    class DescribeQueryRequest(TypedDict, total=False):
        EventDataStore: str
        QueryId: str
        QueryAlias: str
        RefreshId: str
        EventDataStoreOwnerAccountId: str

    class DescribeQueryResponse(TypedDict, total=False):
        QueryId: str
        QueryString: str
        QueryStatus: str
        QueryStatistics: QueryStatisticsForDescribeQuery
        ErrorMessage: str
        DeliveryS3Uri: str
        DeliveryStatus: str
        Prompt: str
        EventDataStoreOwnerAccountId: str

    class DescribeTrailsRequest(TypedDict, total=False):
        trailNameList: list[str]
        includeShadowTrails: bool

    class DescribeTrailsResponse(TypedDict, total=False):
        trailList: list[Trail]

    class Destination(TypedDict, total=False):
        Type: Required[str]
        Location: Required[str]

    class DisableFederationRequest(TypedDict, total=False):
        EventDataStore: Required[str]

    class DisableFederationResponse(TypedDict, total=False):
        EventDataStoreArn: str
        FederationStatus: str

    class EnableFederationRequest(TypedDict, total=False):
        EventDataStore: Required[str]
        FederationRoleArn: Required[str]

    class EnableFederationResponse(TypedDict, total=False):
        EventDataStoreArn: str
        FederationStatus: str
        FederationRoleArn: str

    class Event(TypedDict, total=False):
        EventId: str
        EventName: str
        ReadOnly: str
        AccessKeyId: str
        EventTime: float
        EventSource: str
        Username: str
        Resources: list[Resource]
        CloudTrailEvent: str

    class EventDataStore(TypedDict, total=False):
        EventDataStoreArn: str
        Name: str
        TerminationProtectionEnabled: bool
        Status: str
        AdvancedEventSelectors: list[AdvancedEventSelector]
        MultiRegionEnabled: bool
        OrganizationEnabled: bool
        RetentionPeriod: int
        CreatedTimestamp: float
        UpdatedTimestamp: float

    class EventSelector(TypedDict, total=False):
        ReadWriteType: str
        IncludeManagementEvents: bool
        DataResources: list[DataResource]
        ExcludeManagementEventSources: list[str]

    class GenerateQueryRequest(TypedDict, total=False):
        EventDataStores: Required[list[str]]
        Prompt: Required[str]

    class GenerateQueryResponse(TypedDict, total=False):
        QueryStatement: str
        QueryAlias: str
        EventDataStoreOwnerAccountId: str

    class GetChannelRequest(TypedDict, total=False):
        Channel: Required[str]

    class GetChannelResponse(TypedDict, total=False):
        ChannelArn: str
        Name: str
        Source: str
        SourceConfig: SourceConfig
        Destinations: list[Destination]
        IngestionStatus: IngestionStatus

    class GetDashboardRequest(TypedDict, total=False):
        DashboardId: Required[str]

    class GetDashboardResponse(TypedDict, total=False):
        DashboardArn: str
        Type: str
        Status: str
        Widgets: list[Widget]
        RefreshSchedule: RefreshSchedule
        CreatedTimestamp: float
        UpdatedTimestamp: float
        LastRefreshId: str
        LastRefreshFailureReason: str
        TerminationProtectionEnabled: bool

    class GetEventConfigurationRequest(TypedDict, total=False):
        TrailName: str
        EventDataStore: str

    class GetEventConfigurationResponse(TypedDict, total=False):
        TrailARN: str
        EventDataStoreArn: str
        MaxEventSize: str
        ContextKeySelectors: list[ContextKeySelector]
        AggregationConfigurations: list[AggregationConfiguration]

    class GetEventDataStoreRequest(TypedDict, total=False):
        EventDataStore: Required[str]

    class GetEventDataStoreResponse(TypedDict, total=False):
        EventDataStoreArn: str
        Name: str
        Status: str
        AdvancedEventSelectors: list[AdvancedEventSelector]
        MultiRegionEnabled: bool
        OrganizationEnabled: bool
        RetentionPeriod: int
        TerminationProtectionEnabled: bool
        CreatedTimestamp: float
        UpdatedTimestamp: float
        KmsKeyId: str
        BillingMode: str
        FederationStatus: str
        FederationRoleArn: str
        PartitionKeys: list[PartitionKey]

    class GetEventSelectorsRequest(TypedDict, total=False):
        TrailName: Required[str]

    class GetEventSelectorsResponse(TypedDict, total=False):
        TrailARN: str
        EventSelectors: list[EventSelector]
        AdvancedEventSelectors: list[AdvancedEventSelector]

    class GetImportRequest(TypedDict, total=False):
        ImportId: Required[str]

    class GetImportResponse(TypedDict, total=False):
        ImportId: str
        Destinations: list[str]
        ImportSource: ImportSource
        StartEventTime: float
        EndEventTime: float
        ImportStatus: str
        CreatedTimestamp: float
        UpdatedTimestamp: float
        ImportStatistics: ImportStatistics

    class GetInsightSelectorsRequest(TypedDict, total=False):
        TrailName: str
        EventDataStore: str

    class GetInsightSelectorsResponse(TypedDict, total=False):
        TrailARN: str
        InsightSelectors: list[InsightSelector]
        EventDataStoreArn: str
        InsightsDestination: str

    class GetQueryResultsRequest(TypedDict, total=False):
        EventDataStore: str
        QueryId: Required[str]
        NextToken: str
        MaxQueryResults: int
        EventDataStoreOwnerAccountId: str

    class GetQueryResultsResponse(TypedDict, total=False):
        QueryStatus: str
        QueryStatistics: QueryStatistics
        QueryResultRows: list[list[dict[str, str]]]
        NextToken: str
        ErrorMessage: str

    class GetResourcePolicyRequest(TypedDict, total=False):
        ResourceArn: Required[str]

    class GetResourcePolicyResponse(TypedDict, total=False):
        ResourceArn: str
        ResourcePolicy: str
        DelegatedAdminResourcePolicy: str

    class GetTrailRequest(TypedDict, total=False):
        Name: Required[str]

    class GetTrailResponse(TypedDict, total=False):
        Trail: Trail

    class GetTrailStatusRequest(TypedDict, total=False):
        Name: Required[str]

    class GetTrailStatusResponse(TypedDict, total=False):
        IsLogging: bool
        LatestDeliveryError: str
        LatestNotificationError: str
        LatestDeliveryTime: float
        LatestNotificationTime: float
        StartLoggingTime: float
        StopLoggingTime: float
        LatestCloudWatchLogsDeliveryError: str
        LatestCloudWatchLogsDeliveryTime: float
        LatestDigestDeliveryTime: float
        LatestDigestDeliveryError: str
        LatestDeliveryAttemptTime: str
        LatestNotificationAttemptTime: str
        LatestNotificationAttemptSucceeded: str
        LatestDeliveryAttemptSucceeded: str
        TimeLoggingStarted: str
        TimeLoggingStopped: str

    class ImportFailureListItem(TypedDict, total=False):
        Location: str
        Status: str
        ErrorType: str
        ErrorMessage: str
        LastUpdatedTime: float

    class ImportSource(TypedDict, total=False):
        S3: Required[S3ImportSource]

    class ImportStatistics(TypedDict, total=False):
        PrefixesFound: int
        PrefixesCompleted: int
        FilesCompleted: int
        EventsCompleted: int
        FailedEntries: int

    class ImportsListItem(TypedDict, total=False):
        ImportId: str
        ImportStatus: str
        Destinations: list[str]
        CreatedTimestamp: float
        UpdatedTimestamp: float

    class IngestionStatus(TypedDict, total=False):
        LatestIngestionSuccessTime: float
        LatestIngestionSuccessEventID: str
        LatestIngestionErrorCode: str
        LatestIngestionAttemptTime: float
        LatestIngestionAttemptEventID: str

    class InsightSelector(TypedDict, total=False):
        InsightType: str
        EventCategories: list[str]

    class ListChannelsRequest(TypedDict, total=False):
        MaxResults: int
        NextToken: str

    class ListChannelsResponse(TypedDict, total=False):
        Channels: list[Channel]
        NextToken: str

    class ListDashboardsRequest(TypedDict, total=False):
        NamePrefix: str
        Type: str
        NextToken: str
        MaxResults: int

    class ListDashboardsResponse(TypedDict, total=False):
        Dashboards: list[DashboardDetail]
        NextToken: str

    class ListEventDataStoresRequest(TypedDict, total=False):
        NextToken: str
        MaxResults: int

    class ListEventDataStoresResponse(TypedDict, total=False):
        EventDataStores: list[EventDataStore]
        NextToken: str

    class ListImportFailuresRequest(TypedDict, total=False):
        ImportId: Required[str]
        MaxResults: int
        NextToken: str

    class ListImportFailuresResponse(TypedDict, total=False):
        Failures: list[ImportFailureListItem]
        NextToken: str

    class ListImportsRequest(TypedDict, total=False):
        MaxResults: int
        Destination: str
        ImportStatus: str
        NextToken: str

    class ListImportsResponse(TypedDict, total=False):
        Imports: list[ImportsListItem]
        NextToken: str

    class ListInsightsDataRequest(TypedDict, total=False):
        InsightSource: Required[str]
        DataType: Required[str]
        Dimensions: dict[str, str]
        StartTime: float
        EndTime: float
        MaxResults: int
        NextToken: str

    class ListInsightsDataResponse(TypedDict, total=False):
        Events: list[Event]
        NextToken: str

    class ListInsightsMetricDataRequest(TypedDict, total=False):
        TrailName: str
        EventSource: Required[str]
        EventName: Required[str]
        InsightType: Required[str]
        ErrorCode: str
        StartTime: float
        EndTime: float
        Period: int
        DataType: str
        MaxResults: int
        NextToken: str

    class ListInsightsMetricDataResponse(TypedDict, total=False):
        TrailARN: str
        EventSource: str
        EventName: str
        InsightType: str
        ErrorCode: str
        Timestamps: list[float]
        Values: list[float]
        NextToken: str

    class ListPublicKeysRequest(TypedDict, total=False):
        StartTime: float
        EndTime: float
        NextToken: str

    class ListPublicKeysResponse(TypedDict, total=False):
        PublicKeyList: list[PublicKey]
        NextToken: str

    class ListQueriesRequest(TypedDict, total=False):
        EventDataStore: Required[str]
        NextToken: str
        MaxResults: int
        StartTime: float
        EndTime: float
        QueryStatus: str

    class ListQueriesResponse(TypedDict, total=False):
        Queries: list[Query]
        NextToken: str

    class ListTagsRequest(TypedDict, total=False):
        ResourceIdList: Required[list[str]]
        NextToken: str

    class ListTagsResponse(TypedDict, total=False):
        ResourceTagList: list[ResourceTag]
        NextToken: str

    class ListTrailsRequest(TypedDict, total=False):
        NextToken: str

    class ListTrailsResponse(TypedDict, total=False):
        Trails: list[TrailInfo]
        NextToken: str

    class LookupAttribute(TypedDict, total=False):
        AttributeKey: Required[str]
        AttributeValue: Required[str]

    class LookupEventsRequest(TypedDict, total=False):
        LookupAttributes: list[LookupAttribute]
        StartTime: float
        EndTime: float
        EventCategory: str
        MaxResults: int
        NextToken: str

    class LookupEventsResponse(TypedDict, total=False):
        Events: list[Event]
        NextToken: str

    class PartitionKey(TypedDict, total=False):
        Name: Required[str]
        Type: Required[str]

    class PublicKey(TypedDict, total=False):
        Value: bytes
        ValidityStartTime: float
        ValidityEndTime: float
        Fingerprint: str

    class PutEventConfigurationRequest(TypedDict, total=False):
        TrailName: str
        EventDataStore: str
        MaxEventSize: str
        ContextKeySelectors: list[ContextKeySelector]
        AggregationConfigurations: list[AggregationConfiguration]

    class PutEventConfigurationResponse(TypedDict, total=False):
        TrailARN: str
        EventDataStoreArn: str
        MaxEventSize: str
        ContextKeySelectors: list[ContextKeySelector]
        AggregationConfigurations: list[AggregationConfiguration]

    class PutEventSelectorsRequest(TypedDict, total=False):
        TrailName: Required[str]
        EventSelectors: list[EventSelector]
        AdvancedEventSelectors: list[AdvancedEventSelector]

    class PutEventSelectorsResponse(TypedDict, total=False):
        TrailARN: str
        EventSelectors: list[EventSelector]
        AdvancedEventSelectors: list[AdvancedEventSelector]

    class PutInsightSelectorsRequest(TypedDict, total=False):
        TrailName: str
        InsightSelectors: Required[list[InsightSelector]]
        EventDataStore: str
        InsightsDestination: str

    class PutInsightSelectorsResponse(TypedDict, total=False):
        TrailARN: str
        InsightSelectors: list[InsightSelector]
        EventDataStoreArn: str
        InsightsDestination: str

    class PutResourcePolicyRequest(TypedDict, total=False):
        ResourceArn: Required[str]
        ResourcePolicy: Required[str]

    class PutResourcePolicyResponse(TypedDict, total=False):
        ResourceArn: str
        ResourcePolicy: str
        DelegatedAdminResourcePolicy: str

    class Query(TypedDict, total=False):
        QueryId: str
        QueryStatus: str
        CreationTime: float

    class QueryStatistics(TypedDict, total=False):
        ResultsCount: int
        TotalResultsCount: int
        BytesScanned: int

    class QueryStatisticsForDescribeQuery(TypedDict, total=False):
        EventsMatched: int
        EventsScanned: int
        BytesScanned: int
        ExecutionTimeInMillis: int
        CreationTime: float

    class RefreshSchedule(TypedDict, total=False):
        Frequency: RefreshScheduleFrequency
        Status: str
        TimeOfDay: str

    class RefreshScheduleFrequency(TypedDict, total=False):
        Unit: str
        Value: int

    class RegisterOrganizationDelegatedAdminRequest(TypedDict, total=False):
        MemberAccountId: Required[str]

    class RegisterOrganizationDelegatedAdminResponse(TypedDict, total=False):
        pass

    class RemoveTagsRequest(TypedDict, total=False):
        ResourceId: Required[str]
        TagsList: Required[list[Tag]]

    class RemoveTagsResponse(TypedDict, total=False):
        pass

    class RequestWidget(TypedDict, total=False):
        QueryStatement: Required[str]
        QueryParameters: list[str]
        ViewProperties: Required[dict[str, str]]

    class Resource(TypedDict, total=False):
        ResourceType: str
        ResourceName: str

    class ResourceTag(TypedDict, total=False):
        ResourceId: str
        TagsList: list[Tag]

    class RestoreEventDataStoreRequest(TypedDict, total=False):
        EventDataStore: Required[str]

    class RestoreEventDataStoreResponse(TypedDict, total=False):
        EventDataStoreArn: str
        Name: str
        Status: str
        AdvancedEventSelectors: list[AdvancedEventSelector]
        MultiRegionEnabled: bool
        OrganizationEnabled: bool
        RetentionPeriod: int
        TerminationProtectionEnabled: bool
        CreatedTimestamp: float
        UpdatedTimestamp: float
        KmsKeyId: str
        BillingMode: str

    class S3ImportSource(TypedDict, total=False):
        S3LocationUri: Required[str]
        S3BucketRegion: Required[str]
        S3BucketAccessRoleArn: Required[str]

    class SearchSampleQueriesRequest(TypedDict, total=False):
        SearchPhrase: Required[str]
        MaxResults: int
        NextToken: str

    class SearchSampleQueriesResponse(TypedDict, total=False):
        SearchResults: list[SearchSampleQueriesSearchResult]
        NextToken: str

    class SearchSampleQueriesSearchResult(TypedDict, total=False):
        Name: str
        Description: str
        SQL: str
        Relevance: float

    class SourceConfig(TypedDict, total=False):
        ApplyToAllRegions: bool
        AdvancedEventSelectors: list[AdvancedEventSelector]

    class StartDashboardRefreshRequest(TypedDict, total=False):
        DashboardId: Required[str]
        QueryParameterValues: dict[str, str]

    class StartDashboardRefreshResponse(TypedDict, total=False):
        RefreshId: str

    class StartEventDataStoreIngestionRequest(TypedDict, total=False):
        EventDataStore: Required[str]

    class StartEventDataStoreIngestionResponse(TypedDict, total=False):
        pass

    class StartImportRequest(TypedDict, total=False):
        Destinations: list[str]
        ImportSource: ImportSource
        StartEventTime: float
        EndEventTime: float
        ImportId: str

    class StartImportResponse(TypedDict, total=False):
        ImportId: str
        Destinations: list[str]
        ImportSource: ImportSource
        StartEventTime: float
        EndEventTime: float
        ImportStatus: str
        CreatedTimestamp: float
        UpdatedTimestamp: float

    class StartLoggingRequest(TypedDict, total=False):
        Name: Required[str]

    class StartLoggingResponse(TypedDict, total=False):
        pass

    class StartQueryRequest(TypedDict, total=False):
        QueryStatement: str
        DeliveryS3Uri: str
        QueryAlias: str
        QueryParameters: list[str]
        EventDataStoreOwnerAccountId: str

    class StartQueryResponse(TypedDict, total=False):
        QueryId: str
        EventDataStoreOwnerAccountId: str

    class StopEventDataStoreIngestionRequest(TypedDict, total=False):
        EventDataStore: Required[str]

    class StopEventDataStoreIngestionResponse(TypedDict, total=False):
        pass

    class StopImportRequest(TypedDict, total=False):
        ImportId: Required[str]

    class StopImportResponse(TypedDict, total=False):
        ImportId: str
        ImportSource: ImportSource
        Destinations: list[str]
        ImportStatus: str
        CreatedTimestamp: float
        UpdatedTimestamp: float
        StartEventTime: float
        EndEventTime: float
        ImportStatistics: ImportStatistics

    class StopLoggingRequest(TypedDict, total=False):
        Name: Required[str]

    class StopLoggingResponse(TypedDict, total=False):
        pass

    class Tag(TypedDict, total=False):
        Key: Required[str]
        Value: str

    class Trail(TypedDict, total=False):
        Name: str
        S3BucketName: str
        S3KeyPrefix: str
        SnsTopicName: str
        SnsTopicARN: str
        IncludeGlobalServiceEvents: bool
        IsMultiRegionTrail: bool
        HomeRegion: str
        TrailARN: str
        LogFileValidationEnabled: bool
        CloudWatchLogsLogGroupArn: str
        CloudWatchLogsRoleArn: str
        KmsKeyId: str
        HasCustomEventSelectors: bool
        HasInsightSelectors: bool
        IsOrganizationTrail: bool
        RecursiveLogging: bool

    class TrailInfo(TypedDict, total=False):
        TrailARN: str
        Name: str
        HomeRegion: str

    class UpdateChannelRequest(TypedDict, total=False):
        Channel: Required[str]
        Destinations: list[Destination]
        Name: str

    class UpdateChannelResponse(TypedDict, total=False):
        ChannelArn: str
        Name: str
        Source: str
        Destinations: list[Destination]

    class UpdateDashboardRequest(TypedDict, total=False):
        DashboardId: Required[str]
        Widgets: list[RequestWidget]
        RefreshSchedule: RefreshSchedule
        TerminationProtectionEnabled: bool

    class UpdateDashboardResponse(TypedDict, total=False):
        DashboardArn: str
        Name: str
        Type: str
        Widgets: list[Widget]
        RefreshSchedule: RefreshSchedule
        TerminationProtectionEnabled: bool
        CreatedTimestamp: float
        UpdatedTimestamp: float

    class UpdateEventDataStoreRequest(TypedDict, total=False):
        EventDataStore: Required[str]
        Name: str
        AdvancedEventSelectors: list[AdvancedEventSelector]
        MultiRegionEnabled: bool
        OrganizationEnabled: bool
        RetentionPeriod: int
        TerminationProtectionEnabled: bool
        KmsKeyId: str
        BillingMode: str

    class UpdateEventDataStoreResponse(TypedDict, total=False):
        EventDataStoreArn: str
        Name: str
        Status: str
        AdvancedEventSelectors: list[AdvancedEventSelector]
        MultiRegionEnabled: bool
        OrganizationEnabled: bool
        RetentionPeriod: int
        TerminationProtectionEnabled: bool
        CreatedTimestamp: float
        UpdatedTimestamp: float
        KmsKeyId: str
        BillingMode: str
        FederationStatus: str
        FederationRoleArn: str

    class UpdateTrailRequest(TypedDict, total=False):
        Name: Required[str]
        S3BucketName: str
        S3KeyPrefix: str
        SnsTopicName: str
        IncludeGlobalServiceEvents: bool
        IsMultiRegionTrail: bool
        EnableLogFileValidation: bool
        CloudWatchLogsLogGroupArn: str
        CloudWatchLogsRoleArn: str
        KmsKeyId: str
        IsOrganizationTrail: bool
        RecursiveLogging: bool

    class UpdateTrailResponse(TypedDict, total=False):
        Name: str
        S3BucketName: str
        S3KeyPrefix: str
        SnsTopicName: str
        SnsTopicARN: str
        IncludeGlobalServiceEvents: bool
        IsMultiRegionTrail: bool
        TrailARN: str
        LogFileValidationEnabled: bool
        CloudWatchLogsLogGroupArn: str
        CloudWatchLogsRoleArn: str
        KmsKeyId: str
        IsOrganizationTrail: bool
        RecursiveLogging: bool

    class Widget(TypedDict, total=False):
        QueryAlias: str
        QueryStatement: str
        QueryParameters: list[str]
        ViewProperties: dict[str, str]
else:

    def __getattr__(name: str) -> type:
        """Any structure: a plain dict. To make hundreds of typed dicts would be most of a first call's time."""
        if name.startswith("__"):
            raise AttributeError(name)
        return dict
