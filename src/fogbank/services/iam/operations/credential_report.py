"""The credential report: a table of all users of an account and the state of their credentials.

Source: IAM User Guide, Generate credential reports for your AWS account, for columns, values and the four hours. That
values are in lower case, instants end in +00:00, and no line break ends the last row, is observed in reports (prowler
reads them so).
"""

import csv
import io
from datetime import UTC, datetime
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.identity.keys import AccessKey
from fogbank.kernel.identity.uses import AccessKeyUse
from fogbank.kernel.operation import operation
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import credential_errors as errors
from fogbank.services.iam import owners, password_rules
from fogbank.services.iam.records import User
from fogbank.services.iam.records_account import CredentialReport
from fogbank.services.iam.records_credentials import LoginProfile, MfaDevice, PasswordPolicy, SigningCertificate

_KEY = ("active", "last_rotated", "last_used_date", "last_used_region", "last_used_service")
COLUMNS = (
    "user",
    "arn",
    "user_creation_time",
    "password_enabled",
    "password_last_used",
    "password_last_changed",
    "password_next_rotation",
    "mfa_active",
    *(f"access_key_1_{what}" for what in _KEY),
    *(f"access_key_2_{what}" for what in _KEY),
    "cert_1_active",
    "cert_1_last_rotated",
    "cert_2_active",
    "cert_2_last_rotated",
)
_NONE, _UNKNOWN, _NOT_FOR_ROOT = "N/A", "no_information", "not_supported"
_KEPT_S = 4 * 3600.0
# AWS takes some seconds.
_MADE_IN_S = 1.0


def _instant(at: float) -> str:
    return datetime.fromtimestamp(int(at), UTC).isoformat()


def _flag(on: bool) -> str:
    return "true" if on else "false"


def _password(call: Call, owner: owners.Owner) -> list[str]:
    """Enabled, last used, last changed, next rotation."""
    profile = call.tx.get(LoginProfile, call.account, owner.id)
    used = _instant(profile.used_at) if profile is not None and profile.used_at else _UNKNOWN
    if owner.user is None:
        return [_NOT_FOR_ROOT, used, _NOT_FOR_ROOT, _NOT_FOR_ROOT]
    if profile is None:
        return [_flag(False), _NONE, _NONE, _NONE]
    expires_at = password_rules.expires_at(call.tx.get(PasswordPolicy, call.account), profile)
    return [
        _flag(True),
        used,
        _instant(profile.changed_at),
        _instant(expires_at) if expires_at is not None else _NONE,
    ]


def _access_key(call: Call, key: AccessKey | None) -> list[str]:
    if key is None:
        return [_flag(False), *[_NONE] * 4]
    used = call.tx.get(AccessKeyUse, key.id)
    last = [_instant(used.at), used.region, used.service] if used is not None else [_NONE] * 3
    return [_flag(key.active), _instant(key.created_at), *last]


def _certificate(found: SigningCertificate | None) -> list[str]:
    return [_flag(False), _NONE] if found is None else [_flag(found.active), _instant(found.uploaded_at)]


def _row(call: Call, name: str, owner: owners.Owner) -> list[str]:
    tx = call.tx
    keys = [key for key in tx.scan(AccessKey, owner.arn, index="principal") if not key.token]
    keys.sort(key=lambda key: (key.created_at, key.id))
    certificates = sorted(tx.scan(SigningCertificate, call.account, owner.id), key=lambda one: one.uploaded_at)
    mfa = any(True for _ in tx.scan(MfaDevice, call.account, owner.id, index="owner", limit=1))
    row = [name, owner.arn, _instant(owner.created_at), *_password(call, owner), _flag(mfa)]
    for at in range(2):
        row += _access_key(call, keys[at] if at < len(keys) else None)
    for at in range(2):
        row += _certificate(certificates[at] if at < len(certificates) else None)
    return row


def _table(call: Call) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerow(_row(call, "<root_account>", owners.root(call)))
    writer.writerows(_row(call, user.name, owners.of_user(user)) for user in call.tx.scan(User, call.account))
    return text.getvalue().rstrip("\n")


@operation("GenerateCredentialReport")
def generate_credential_report(call: Call, req: dict[str, Any]) -> shapes.GenerateCredentialReportResponse:
    """Have a report made, unless there is one that is younger than four hours.

    Source: API Reference, GenerateCredentialReport; the description is in its example.
    """
    tx = call.tx
    known = tx.get(CredentialReport, call.account)
    if known is not None and tx.now < known.made_at + _KEPT_S:
        return {"State": "COMPLETE" if tx.now >= known.ready_at else "INPROGRESS"}
    tx.put(CredentialReport(call.account, _table(call), tx.now, tx.now + _MADE_IN_S))
    answer: shapes.GenerateCredentialReportResponse = {"State": "STARTED"}
    if known is None:
        answer["Description"] = "No report exists. Starting a new report generation task"
    return answer


@operation("GetCredentialReport")
def get_credential_report(call: Call, req: dict[str, Any]) -> shapes.GetCredentialReportResponse:
    """The report that was made last.

    Errors: ReportNotPresent, ReportInProgress, ReportExpired.
    Source: API Reference, GetCredentialReport.
    """
    known = call.tx.need(CredentialReport, call.account, missing=errors.no_report())
    if call.tx.now < known.ready_at:
        raise errors.report_in_progress()
    if call.tx.now >= known.made_at + _KEPT_S:
        raise errors.report_expired()
    return {"Content": known.content.encode(), "ReportFormat": "text/csv", "GeneratedTime": known.made_at}
