"""IP addresses and ranges of them, as patterns and events write them.

Invariant: an address is its version and its number; its notation never matters.
Source: aws/event-ruler, class CIDR.
"""

import ipaddress
import re

_V4 = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+")
_V6 = re.compile(r"[0-9a-fA-F:]*:[0-9a-fA-F:]*")
_BITS = {4: 32, 6: 128}


def ip_address(text: str) -> tuple[int, int] | None:
    """Return (4 or 6, the address as a number), or None where the text is no IP address.

    As in the service, leading zeros are decimal and an IPv4-mapped IPv6 address is its IPv4 self.
    """
    try:
        if _V4.fullmatch(text):
            plain = ".".join(part.lstrip("0") or "0" for part in text.split("."))
            return 4, int(ipaddress.IPv4Address(plain))
        if _V6.fullmatch(text):
            address = ipaddress.IPv6Address(text)
            mapped = address.ipv4_mapped
            return (6, int(address)) if mapped is None else (4, int(mapped))
    except ValueError:
        return None
    return None


def cidr_range(text: str) -> tuple[int, int, int]:
    """Return version, first and last address of "10.0.0.0/24".

    ValueError, in the service's words, where it is none. The service wants at least one free bit.
    """
    address_text, slash, mask_text = text.partition("/")
    if not slash or not mask_text or "/" in mask_text:
        raise ValueError("Malformed CIDR, one '/' required")
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", mask_text):
        raise ValueError("Malformed CIDR, mask bits must be an integer")
    mask = int(mask_text)
    if mask < 0:
        raise ValueError("Malformed CIDR, mask bits must not be negative")
    address = ip_address(address_text)
    if address is None:
        shaped = _V4.fullmatch(address_text) or _V6.fullmatch(address_text)
        raise ValueError(f"{'Invalid' if shaped else 'Nonstandard'} IP address: {address_text}")
    version, number = address
    bits = _BITS[version]
    if mask >= bits:
        raise ValueError(f"IPv{version} mask bits must be < {bits}")
    free = (1 << (bits - mask)) - 1
    return version, number & ~free, number | free
