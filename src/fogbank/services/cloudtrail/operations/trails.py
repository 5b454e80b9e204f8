"""Trails: made, changed, shown, started and stopped."""

from typing import Any

from fogbank.kernel import audit
from fogbank.kernel.call import Call
from fogbank.kernel.errors import NotImplementedHere, ServiceError
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.kernel.tags import set_tags
from fogbank.services.cloudtrail import delivery, errors, names, tagging
from fogbank.services.cloudtrail._shapes import (
    CreateTrailRequest,
    DeleteTrailRequest,
    DescribeTrailsRequest,
    GetTrailRequest,
    GetTrailStatusRequest,
    ListTrailsRequest,
    StartLoggingRequest,
    StopLoggingRequest,
    UpdateTrailRequest,
)
from fogbank.services.cloudtrail.records import Cursor, Digest, LogFile, Trail

Answer = dict[str, Any]
_PREFIX_MAX = 200
_ABSENT = {
    "SnsTopicName": "CreateTrail with SnsTopicName",
    "CloudWatchLogsLogGroupArn": "CreateTrail with CloudWatchLogsLogGroupArn",
    "CloudWatchLogsRoleArn": "CreateTrail with CloudWatchLogsRoleArn",
    "KmsKeyId": "CreateTrail with KmsKeyId",
    "RecursiveLogging": "CreateTrail with RecursiveLogging",
}
"""What needs services that are not here yet."""


@operation("CreateTrail", on=names.on_trail)
def create_trail(call: Call, req: CreateTrailRequest) -> Answer:
    """Make a trail; StartLogging sets it going.

    Errors: InvalidTrailNameException, MaximumNumberOfTrailsExceededException, TrailAlreadyExistsException,
    S3BucketDoesNotExistException, InsufficientS3BucketPolicyException, InvalidS3PrefixException,
    InvalidParameterCombinationException, NotOrganizationMasterAccountException, OrganizationsNotInUseException.
    Source: CloudTrail API Reference, CreateTrail.
    Differs: SNS topics, CloudWatch Logs, KMS keys and recursive logging are refused as not implemented.
    """
    name = req["Name"]
    names.check_name(name)
    limit = int(call.quota("trails-per-region", 5))
    mine = names.trails_of(call.tx, call.account)
    if len([trail for trail in mine if trail.region == call.region or trail.multi_region]) >= limit:
        raise errors.too_many(call.account, limit)
    if any(trail.name == name and (trail.region == call.region or trail.multi_region) for trail in mine):
        raise errors.exists(name, call.account)
    tags = tagging.checked(req.get("TagsList", ()))
    fresh = Trail(call.account, call.region, name, "", call.region)
    trail = _with_bucket(call, _changed(call, fresh, req))
    call.tx.put(trail)
    set_tags(call.tx, names.arn_of(trail, call.partition), tags)
    return _shown(call, trail)


def _changed(call: Call, trail: Trail, req: Any) -> Trail:
    """The trail as a request wants it."""
    for member, what in _ABSENT.items():
        if req.get(member):
            raise NotImplementedHere("cloudtrail", what)
    prefix = req.get("S3KeyPrefix", trail.prefix)
    if len(prefix) > _PREFIX_MAX:
        raise errors.bad_prefix()
    multi_region = req.get("IsMultiRegionTrail", trail.multi_region)
    global_events = req.get("IncludeGlobalServiceEvents", trail.global_events)
    if multi_region and not global_events:
        raise errors.global_needed()
    organization = trail.organization
    if "IsOrganizationTrail" in req:
        organization = _organization(call) if req["IsOrganizationTrail"] else ""
    return trail.replace(
        bucket=req.get("S3BucketName", trail.bucket),
        prefix=prefix,
        multi_region=multi_region,
        global_events=global_events,
        validated=req.get("EnableLogFileValidation", trail.validated),
        organization=organization,
    )


def _organization(call: Call) -> str:
    """The id of the organization that the account manages."""
    try:
        found = call.invoke("organizations", "DescribeOrganization", {})["Organization"]
    except ServiceError as error:
        if error.code == "AWSOrganizationsNotInUseException":
            raise errors.no_organization() from None
        raise
    if found["MasterAccountId"] != call.account:
        raise errors.not_managing()
    return str(found["Id"])


def _with_bucket(call: Call, trail: Trail) -> Trail:
    """Try to write into the bucket, as CloudTrail does; nothing of it is kept."""
    saved = call.tx.savepoint()
    for _ in range(2):
        at = delivery.folder(trail, trail.account, "CloudTrail", trail.region, call.clock.now())
        try:
            delivery.put(call, trail, f"{at.rpartition('/CloudTrail/')[0]}/", b"")
        except ServiceError as error:
            region = error.headers.get("x-amz-bucket-region")
            if region is not None and region != trail.bucket_region:
                trail = trail.replace(bucket_region=region)
                continue
            if error.code in ("NoSuchBucket", "InvalidBucketName"):
                raise errors.no_bucket(trail.bucket) from None
            raise errors.bucket_policy(trail.bucket) from None
        finally:
            call.tx.restore(saved)
        break
    return trail


def _shown(call: Call, trail: Trail) -> Answer:
    """A trail as CreateTrail and UpdateTrail answer it."""
    members: Answer = {
        "Name": trail.name,
        "S3BucketName": trail.bucket,
        "IncludeGlobalServiceEvents": trail.global_events,
        "IsMultiRegionTrail": trail.multi_region,
        "TrailARN": names.arn_of(trail, call.partition),
        "LogFileValidationEnabled": trail.validated,
        "IsOrganizationTrail": bool(trail.organization),
    }
    if trail.prefix:
        members["S3KeyPrefix"] = trail.prefix
    return members


def _described(call: Call, trail: Trail) -> Answer:
    return {
        **_shown(call, trail),
        "HomeRegion": trail.region,
        "HasCustomEventSelectors": bool(trail.selectors),
        "HasInsightSelectors": bool(trail.insights),
    }


@operation("UpdateTrail", on=names.on_trail)
def update_trail(call: Call, req: UpdateTrailRequest) -> Answer:
    """Change a trail's settings. Errors: TrailNotFoundException, InvalidHomeRegionException, as CreateTrail.

    Source: CloudTrail API Reference, UpdateTrail.
    """
    before = names.home_trail(call, req["Name"])
    trail = _with_bucket(call, _changed(call, before, req))
    call.tx.put(trail)
    if trail.logging and trail.validated and not before.validated:
        _owe_digest(call, trail)
    return _shown(call, trail)


@operation("DeleteTrail", on=names.on_trail)
def delete_trail(call: Call, req: DeleteTrailRequest) -> Answer:
    """Delete a trail; its files stay. Errors: TrailNotFoundException, InvalidHomeRegionException.

    Source: CloudTrail API Reference, DeleteTrail.
    """
    trail = names.home_trail(call, req["Name"])
    arn = names.arn_of(trail, call.partition)
    for table in (Cursor, Digest, LogFile):
        for row in list(call.tx.scan(table, arn)):
            call.tx.delete(row)
    audit.ask_for_data(call.tx, trail.account, arn, ())
    set_tags(call.tx, arn, {})
    call.tx.delete(trail)
    return {}


def _visible(call: Call) -> list[Trail]:
    return [
        trail for trail in names.trails_of(call.tx, call.account) if call.region == trail.region or trail.multi_region
    ]


@operation("DescribeTrails")
def describe_trails(call: Call, req: DescribeTrailsRequest) -> Answer:
    """Trails by name or ARN, or all of this region; with shadow trails those of other regions that cover this one.

    Errors: InvalidTrailNameException, CloudTrailARNInvalidException.
    Source: CloudTrail API Reference, DescribeTrails: a name that is not found is left out.
    """
    found = _visible(call)
    if wanted := req.get("trailNameList"):
        places = [names.place(call, name) for name in wanted]
        named = [trail for trail in names.trails_of(call.tx, call.account) if _place(trail) in places]
        found = named + [trail for trail in found if trail not in named and trail.name in wanted]
    elif not req.get("includeShadowTrails", True):
        found = [trail for trail in found if trail.region == call.region]
    return {"trailList": [_described(call, trail) for trail in found]}


def _place(trail: Trail) -> tuple[str, str, str]:
    return trail.account, trail.region, trail.name


@operation("GetTrail", on=names.on_trail)
def get_trail(call: Call, req: GetTrailRequest) -> Answer:
    """One trail. Errors: TrailNotFoundException, InvalidTrailNameException, CloudTrailARNInvalidException.

    Source: CloudTrail API Reference, GetTrail.
    """
    return {"Trail": _described(call, names.trail_at(call, req["Name"]))}


@operation("ListTrails")
def list_trails(call: Call, req: ListTrailsRequest) -> Page:
    """Every trail of the account, of all regions. Source: CloudTrail API Reference, ListTrails."""
    rows = [
        {"TrailARN": names.arn_of(trail, call.partition), "Name": trail.name, "HomeRegion": trail.region}
        for trail in names.trails_of(call.tx, call.account)
    ]
    return Page({"Trails": rows})


@operation("GetTrailStatus", on=names.on_trail)
def get_trail_status(call: Call, req: GetTrailStatusRequest) -> Answer:
    """Whether a trail logs, and how its last deliveries went. Errors: TrailNotFoundException.

    Source: CloudTrail API Reference, GetTrailStatus.
    """
    trail = names.trail_at(call, req["Name"])
    members = {
        "IsLogging": trail.logging,
        "LatestDeliveryError": trail.delivery_error or None,
        "LatestDeliveryTime": trail.delivered_at,
        "StartLoggingTime": trail.started_at,
        "StopLoggingTime": None if trail.logging else trail.stopped_at,
        "LatestDigestDeliveryTime": trail.digested_at,
        "LatestDigestDeliveryError": trail.digest_error or None,
    }
    return {name: value for name, value in members.items() if value is not None}


@operation("StartLogging", on=names.on_trail)
def start_logging(call: Call, req: StartLoggingRequest) -> Answer:
    """Deliver from now on. Errors: TrailNotFoundException, InvalidHomeRegionException.

    Source: CloudTrail API Reference, StartLogging.
    """
    trail = names.home_trail(call, req["Name"])
    if trail.logging:
        return {}
    now = call.clock.now()
    call.tx.put(trail.replace(logging=True, started_at=now))
    call.tx.at(now + delivery.DELIVERY_S, "cloudtrail.deliver", *_place(trail))
    if trail.validated:
        _owe_digest(call, trail)
    return {}


def _owe_digest(call: Call, trail: Trail) -> None:
    call.tx.at(call.clock.now() + delivery.DIGEST_S, "cloudtrail.digest", *_place(trail))


@operation("StopLogging", on=names.on_trail)
def stop_logging(call: Call, req: StopLoggingRequest) -> Answer:
    """Deliver no more than what happened up to now. Errors: TrailNotFoundException, InvalidHomeRegionException.

    Source: CloudTrail API Reference, StopLogging.
    """
    trail = names.home_trail(call, req["Name"])
    if trail.logging:
        call.tx.put(trail.replace(logging=False, stopped_at=call.clock.now()))
    return {}
