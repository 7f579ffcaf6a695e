"""E-mail addresses as the protocol spells them (docs/formats.md §1)."""

EMAIL_LENGTH = 254


def canonical(address: str) -> str:
    """The address with A–Z lowered and nothing else changed.

    Raises ValueError for anything but printable ASCII with one `@` inside: the browser mixes the address into its
    password hash, so both sides must spell it alike.
    """
    printable = all("!" <= character <= "~" for character in address)
    name, _, domain = address.partition("@")
    if not printable or not name or not domain or "@" in domain or len(address) > EMAIL_LENGTH:
        raise ValueError("expected an e-mail address in printable ASCII")
    return address.lower()
