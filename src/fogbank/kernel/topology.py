"""Where things are: partitions, regions, Availability Zones, and which zones are down.

Source: AWS Regions and Availability Zones (AWS documentation, zone lists and zone ids); regions as in botocore's
endpoints.
"""

from collections.abc import Mapping
from typing import NamedTuple

# region: (zone letters that an account sees, prefix of the zone ids)
_AWS = {
    "af-south-1": ("abc", "afs1"),
    "ap-east-1": ("abc", "ape1"),
    "ap-east-2": ("abc", "ape2"),
    "ap-northeast-1": ("acd", "apne1"),
    "ap-northeast-2": ("abcd", "apne2"),
    "ap-northeast-3": ("abc", "apne3"),
    "ap-south-1": ("abc", "aps1"),
    "ap-south-2": ("abc", "aps2"),
    "ap-southeast-1": ("abc", "apse1"),
    "ap-southeast-2": ("abc", "apse2"),
    "ap-southeast-3": ("abc", "apse3"),
    "ap-southeast-4": ("abc", "apse4"),
    "ap-southeast-5": ("abc", "apse5"),
    "ap-southeast-6": ("abc", "apse6"),
    "ap-southeast-7": ("abc", "apse7"),
    "ca-central-1": ("abd", "cac1"),
    "ca-west-1": ("abc", "caw1"),
    "eu-central-1": ("abc", "euc1"),
    "eu-central-2": ("abc", "euc2"),
    "eu-north-1": ("abc", "eun1"),
    "eu-south-1": ("abc", "eus1"),
    "eu-south-2": ("abc", "eus2"),
    "eu-west-1": ("abc", "euw1"),
    "eu-west-2": ("abc", "euw2"),
    "eu-west-3": ("abc", "euw3"),
    "il-central-1": ("abc", "ilc1"),
    "me-central-1": ("abc", "mec1"),
    "me-south-1": ("abc", "mes1"),
    "mx-central-1": ("abc", "mxc1"),
    "sa-east-1": ("abc", "sae1"),
    "us-east-1": ("abcdef", "use1"),
    "us-east-2": ("abc", "use2"),
    "us-west-1": ("ac", "usw1"),
    "us-west-2": ("abcd", "usw2"),
}
_OTHERS = {
    "cn-north-1": ("aws-cn", "abcd", "cnn1"),
    "cn-northwest-1": ("aws-cn", "abc", "cnnw1"),
    "us-gov-east-1": ("aws-us-gov", "abc", "usge1"),
    "us-gov-west-1": ("aws-us-gov", "abc", "usgw1"),
    "us-iso-east-1": ("aws-iso", "abc", "usie1"),
    "us-iso-west-1": ("aws-iso", "abc", "usiw1"),
    "us-isob-east-1": ("aws-iso-b", "abc", "usibe1"),
    "us-isob-west-1": ("aws-iso-b", "abc", "usibw1"),
    "eu-isoe-west-1": ("aws-iso-e", "abc", "euiew1"),
    "us-isof-east-1": ("aws-iso-f", "abc", "usife1"),
    "us-isof-south-1": ("aws-iso-f", "abc", "usifs1"),
    "eusc-de-east-1": ("aws-eusc", "abc", "eusc1"),
}
_SUFFIX = {
    "aws": "amazonaws.com",
    "aws-cn": "amazonaws.com.cn",
    "aws-us-gov": "amazonaws.com",
    "aws-iso": "c2s.ic.gov",
    "aws-iso-b": "sc2s.sgov.gov",
    "aws-iso-e": "cloud.adc-e.uk",
    "aws-iso-f": "csp.hci.ic.gov",
    "aws-eusc": "amazonaws.eu",
}

# Where global services are, by partition. Source: botocore's endpoints.json, credentialScope of organizations, route53.
_GLOBAL = {
    "aws": "us-east-1",
    "aws-cn": "cn-northwest-1",
    "aws-us-gov": "us-gov-west-1",
    "aws-iso": "us-iso-east-1",
    "aws-iso-b": "us-isob-east-1",
    "aws-iso-e": "eu-isoe-west-1",
    "aws-iso-f": "us-isof-south-1",
    "aws-eusc": "eusc-de-east-1",
}


class Zone(NamedTuple):
    """An Availability Zone: us-east-1a, use1-az1."""

    name: str
    id: str
    region: str


class Region(NamedTuple):
    """A region, its partition and its zones."""

    name: str
    partition: str
    zones: tuple[Zone, ...]


def _region(name: str, partition: str, letters: str, prefix: str) -> Region:
    zones = tuple(Zone(f"{name}{letter}", f"{prefix}-az{n}", name) for n, letter in enumerate(letters, 1))
    return Region(name, partition, zones)


class Topology:
    """The map of one cloud."""

    def __init__(self) -> None:
        self.regions = {name: _region(name, "aws", *zones) for name, zones in _AWS.items()}
        self.regions.update({name: _region(name, *rest) for name, rest in _OTHERS.items()})
        self.down: set[str] = set()

    def partition(self, region: str) -> str:
        """aws, aws-cn, aws-us-gov, ...; aws for a region that does not exist."""
        known = self.regions.get(region)
        return known.partition if known else "aws"

    def dns_suffix(self, region: str) -> str:
        """amazonaws.com and its likes."""
        return _SUFFIX[self.partition(region)]

    def global_region(self, region: str, home: Mapping[str, str]) -> str:
        """Where IAM, Organizations and their likes are called, whatever region a client of the partition is in.

        `home`: the region of a service, by partition, where it is another one.
        """
        partition = self.partition(region)
        return home.get(partition) or _GLOBAL[partition]

    def zones_up(self, region: str) -> tuple[Zone, ...]:
        """The region's zones that are not down."""
        return tuple(zone for zone in self.regions[region].zones if zone.name not in self.down)
