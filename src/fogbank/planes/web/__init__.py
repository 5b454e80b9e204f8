"""The world outside behind the port `Web`: bounded HTTP requests to addresses that a user of the cloud named.

Nothing here knows what is fetched or why, and nothing is fetched but what a handler or job asks for.
"""

from fogbank.planes.web.client import HttpClient

__all__ = ["HttpClient"]
