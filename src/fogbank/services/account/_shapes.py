"""Generated from the model account 2021-02-01 and manifest.toml. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Required, TypedDict

from fogbank.kernel.errors import ServiceError


class AccessDeniedException(ServiceError):
    code, status = "AccessDeniedException", 403


class ConflictException(ServiceError):
    code, status = "ConflictException", 409


class InternalServerException(ServiceError):
    code, status = "InternalServerException", 500


class ResourceNotFoundException(ServiceError):
    code, status = "ResourceNotFoundException", 404


class ResourceUnavailableException(ServiceError):
    code, status = "ResourceUnavailableException", 424


class TooManyRequestsException(ServiceError):
    code, status = "TooManyRequestsException", 429


class ValidationException(ServiceError):
    code, status = "ValidationException", 400


if TYPE_CHECKING:

    class AcceptPrimaryEmailUpdateRequest(TypedDict, total=False):
        AccountId: Required[str]
        PrimaryEmail: Required[str]
        Otp: Required[str]

    class AcceptPrimaryEmailUpdateResponse(TypedDict, total=False):
        Status: str

    class AlternateContact(TypedDict, total=False):
        Name: str
        Title: str
        EmailAddress: str
        PhoneNumber: str
        AlternateContactType: str

    class ContactInformation(TypedDict, total=False):
        FullName: Required[str]
        AddressLine1: Required[str]
        AddressLine2: str
        AddressLine3: str
        City: Required[str]
        StateOrRegion: str
        DistrictOrCounty: str
        PostalCode: Required[str]
        CountryCode: Required[str]
        PhoneNumber: Required[str]
        CompanyName: str
        WebsiteUrl: str

    class DeleteAlternateContactRequest(TypedDict, total=False):
        AlternateContactType: Required[str]
        AccountId: str

    class DisableRegionRequest(TypedDict, total=False):
        AccountId: str
        RegionName: Required[str]

    class EnableRegionRequest(TypedDict, total=False):
        AccountId: str
        RegionName: Required[str]

    class GetAccountInformationRequest(TypedDict, total=False):
        AccountId: str

    class GetAccountInformationResponse(TypedDict, total=False):
        AccountId: str
        AccountName: str
        AccountCreatedDate: float
        AccountState: str

    class GetAlternateContactRequest(TypedDict, total=False):
        AlternateContactType: Required[str]
        AccountId: str

    class GetAlternateContactResponse(TypedDict, total=False):
        AlternateContact: AlternateContact

    class GetContactInformationRequest(TypedDict, total=False):
        AccountId: str

    class GetContactInformationResponse(TypedDict, total=False):
        ContactInformation: ContactInformation
        VerificationStatus: str

    class GetGovCloudAccountInformationRequest(TypedDict, total=False):
        StandardAccountId: str

    class GetGovCloudAccountInformationResponse(TypedDict, total=False):
        GovCloudAccountId: Required[str]
        AccountState: Required[str]

    class GetPrimaryEmailRequest(TypedDict, total=False):
        AccountId: Required[str]

    class GetPrimaryEmailResponse(TypedDict, total=False):
        PrimaryEmail: str

    class GetPrimaryEmailUpdateStatusRequest(TypedDict, total=False):
        AccountId: str

    class GetPrimaryEmailUpdateStatusResponse(TypedDict, total=False):
        Status: Required[str]
        UpdatedAt: float

    class GetRegionOptStatusRequest(TypedDict, total=False):
        AccountId: str
        RegionName: Required[str]

    class GetRegionOptStatusResponse(TypedDict, total=False):
        RegionName: str
        RegionOptStatus: str

    class ListRegionsRequest(TypedDict, total=False):
        AccountId: str
        MaxResults: int
        NextToken: str
        RegionOptStatusContains: list[str]

    class ListRegionsResponse(TypedDict, total=False):
        NextToken: str
        Regions: list[Region]

    class PutAccountNameRequest(TypedDict, total=False):
        AccountName: Required[str]
        AccountId: str

    class PutAlternateContactRequest(TypedDict, total=False):
        Name: Required[str]
        Title: Required[str]
        EmailAddress: Required[str]
        PhoneNumber: Required[str]
        AlternateContactType: Required[str]
        AccountId: str

    class PutContactInformationRequest(TypedDict, total=False):
        ContactInformation: Required[ContactInformation]
        AccountId: str

    class Region(TypedDict, total=False):
        RegionName: str
        RegionOptStatus: str

    class SendPhoneNumberVerificationRequest(TypedDict, total=False):
        AccountId: str

    class SendPhoneNumberVerificationResponse(TypedDict, total=False):
        Status: str

    class StartPrimaryEmailUpdateRequest(TypedDict, total=False):
        AccountId: Required[str]
        PrimaryEmail: Required[str]

    class StartPrimaryEmailUpdateResponse(TypedDict, total=False):
        Status: str

    class ValidationExceptionField(TypedDict, total=False):
        name: Required[str]
        message: Required[str]

    class VerifyPhoneNumberRequest(TypedDict, total=False):
        AccountId: str
        Otp: Required[str]

    class VerifyPhoneNumberResponse(TypedDict, total=False):
        Status: str
else:

    def __getattr__(name: str) -> type:
        """Any structure: a plain dict. To make hundreds of typed dicts would be most of a first call's time."""
        if name.startswith("__"):
            raise AttributeError(name)
        return dict
