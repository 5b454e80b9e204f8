"""Passwords of users for the console, and the account's password policy."""

from typing import Any

from fogbank.kernel.accounts import account_of
from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target, operation
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import credential_errors as errors
from fogbank.services.iam import owners, password_rules
from fogbank.services.iam.records_credentials import LoginProfile, Password, PasswordPolicy

# Source: API Reference, PasswordReusePrevention: 1 to 24.
_REMEMBERED_MAX = 24
# Member of the request and the answer: field of the record.
_POLICY = {
    "MinimumPasswordLength": "length_min",
    "RequireSymbols": "symbols",
    "RequireNumbers": "numbers",
    "RequireUppercaseCharacters": "uppercase",
    "RequireLowercaseCharacters": "lowercase",
    "AllowUsersToChangePassword": "users_may_change",
    "MaxPasswordAge": "age_days_max",
    "PasswordReusePrevention": "remembered",
    "HardExpiry": "hard_expiry",
}
# Those that an answer leaves out where they are not set.
_UNSET = ("MaxPasswordAge", "PasswordReusePrevention", "HardExpiry")


def policy_of(call: Call) -> PasswordPolicy | None:
    """The account's own policy; None where AWS's default holds."""
    return call.tx.get(PasswordPolicy, call.account)


def _on_self(call: Call, req: dict[str, Any]) -> Target:
    """The user who calls. A password policy may allow all users to change their own password.

    Source: API Reference, UpdateAccountPasswordPolicy, AllowUsersToChangePassword.
    """
    policy = policy_of(call)
    granted = "the account's password policy" if policy is not None and policy.users_may_change else ""
    return Target(call.principal.issuer, call.account, granted=granted)


def _on_policy(call: Call, req: dict[str, Any]) -> Target:
    """The password policy, which users may read who may change their password."""
    return Target("*", call.account, granted=_on_self(call, req).granted)


def _profile(call: Call, owner: owners.Owner) -> LoginProfile:
    return call.tx.need(LoginProfile, call.account, owner.id, missing=errors.no_profile(owner.name))


def _new(call: Call, text: str) -> Password:
    """A new password, held to the policy; raises PasswordPolicyViolation."""
    account = account_of(call.tx, call.account)
    how = password_rules.violation(policy_of(call), text, account.name, account.email)
    if how:
        raise errors.breaks_policy(how)
    return password_rules.hashed(text, call.ids.secret(password_rules.SALT_BYTES))


def _changed(call: Call, profile: LoginProfile, text: str) -> LoginProfile:
    """The profile with a new password; the one before it is remembered."""
    password = _new(call, text)
    if password_rules.reused(policy_of(call), text, profile):
        raise errors.password_reused()
    previous = (profile.password, *profile.previous)[:_REMEMBERED_MAX]
    return profile.replace(password=password, previous=previous, changed_at=call.tx.now)


def _shown(owner: owners.Owner, profile: LoginProfile) -> shapes.LoginProfile:
    shown: shapes.LoginProfile = {
        "UserName": owner.name,
        "CreateDate": profile.created_at,
        "PasswordResetRequired": profile.reset_required,
    }
    if profile.session_s:
        shown["MaxSigninSessionDuration"] = profile.session_s
    return shown


@operation("CreateLoginProfile", on=owners.on_owner)
def create_login_profile(call: Call, req: shapes.CreateLoginProfileRequest) -> shapes.CreateLoginProfileResponse:
    """Give a user a password.

    Errors: NoSuchEntity, EntityAlreadyExists, PasswordPolicyViolation.
    Source: API Reference, CreateLoginProfile.
    """
    owner = owners.of_request(call, req)
    if call.tx.get(LoginProfile, call.account, owner.id) is not None:
        raise errors.profile_exists(owner.name)
    if "Password" not in req:
        raise errors.no_password()
    profile = LoginProfile(
        call.account,
        owner.id,
        _new(call, req["Password"]),
        call.tx.now,
        call.tx.now,
        req.get("PasswordResetRequired", False),
        req.get("MaxSigninSessionDuration", 0),
    )
    call.tx.insert(profile)
    return {"LoginProfile": _shown(owner, profile)}


@operation("GetLoginProfile", on=owners.on_owner)
def get_login_profile(call: Call, req: shapes.GetLoginProfileRequest) -> shapes.GetLoginProfileResponse:
    """Tell when a user's password was made.

    Errors: NoSuchEntity.
    Source: API Reference, GetLoginProfile.
    """
    owner = owners.of_request(call, req)
    return {"LoginProfile": _shown(owner, _profile(call, owner))}


@operation("UpdateLoginProfile", on=owners.on_owner)
def update_login_profile(call: Call, req: shapes.UpdateLoginProfileRequest) -> None:
    """Give a user another password, or say how long sessions last and whether the password must be changed.

    Errors: NoSuchEntity, InvalidInput, PasswordPolicyViolation.
    Source: API Reference, UpdateLoginProfile.
    Differs: AWS does not say whether a password may come again by this way; here it may not.
    """
    owner = owners.of_request(call, req)
    profile = _profile(call, owner)
    if req.get("ResetMaxSigninSessionDuration") and "MaxSigninSessionDuration" in req:
        raise errors.session_twice()
    if "Password" in req:
        profile = _changed(call, profile, req["Password"])
    unset = 0 if req.get("ResetMaxSigninSessionDuration") else profile.session_s
    call.tx.put(
        profile.replace(
            reset_required=req.get("PasswordResetRequired", profile.reset_required),
            session_s=req.get("MaxSigninSessionDuration", unset),
        )
    )


@operation("DeleteLoginProfile", on=owners.on_owner)
def delete_login_profile(call: Call, req: shapes.DeleteLoginProfileRequest) -> None:
    """Take a user's password away.

    Errors: NoSuchEntity.
    Source: API Reference, DeleteLoginProfile.
    """
    call.tx.delete(_profile(call, owners.of_request(call, req)))


@operation("ChangePassword", on=_on_self)
def change_password(call: Call, req: shapes.ChangePasswordRequest) -> None:
    """Change the password of the user who calls.

    Errors: InvalidUserType, NoSuchEntity, AccessDenied, PasswordPolicyViolation.
    Source: API Reference, ChangePassword.
    """
    if call.principal.kind != "user":
        raise errors.not_a_user()
    profile = _profile(call, owners.caller(call))
    if not password_rules.matches(req["OldPassword"], profile.password):
        raise errors.wrong_old_password()
    call.tx.put(_changed(call, profile, req["NewPassword"]).replace(reset_required=False))


@operation("UpdateAccountPasswordPolicy")
def update_account_password_policy(call: Call, req: shapes.UpdateAccountPasswordPolicyRequest) -> None:
    """Set the account's password policy; whatever is not said goes back to its default.

    Source: API Reference, UpdateAccountPasswordPolicy.
    """
    asked: Any = req
    said = {field: asked[member] for member, field in _POLICY.items() if member in asked}
    call.tx.put(PasswordPolicy(call.account, **said))


@operation("GetAccountPasswordPolicy", on=_on_policy)
def get_account_password_policy(call: Call, req: dict[str, Any]) -> shapes.GetAccountPasswordPolicyResponse:
    """The account's own password policy.

    Errors: NoSuchEntity.
    Source: API Reference, GetAccountPasswordPolicy.
    """
    policy = call.tx.need(PasswordPolicy, call.account, missing=errors.no_password_policy(call.account))
    values = {member: getattr(policy, field) for member, field in _POLICY.items()}
    shown: Any = {member: value for member, value in values.items() if value or member not in _UNSET}
    shown["ExpirePasswords"] = policy.age_days_max > 0
    return {"PasswordPolicy": shown}


@operation("DeleteAccountPasswordPolicy")
def delete_account_password_policy(call: Call, req: dict[str, Any]) -> None:
    """Go back to AWS's default policy.

    Errors: NoSuchEntity.
    Source: API Reference, DeleteAccountPasswordPolicy.
    """
    call.tx.delete(call.tx.need(PasswordPolicy, call.account, missing=errors.no_password_policy(call.account)))
