"""From the text of a QR code to the JWS that was packed in it: docs/format.md, section 2."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from jws import Fault, Jws, encode, parse_compact, write_json

T = TypeVar("T")

TYP = "evisa+jwt"
NUMBER_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WHITE_SPACE = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
BYTES_OF_TAIL = {0: 0, 3: 1, 5: 2, 8: 3, 10: 4, 13: 5, 15: 6}


def read_qr(text: str) -> Jws:
    """Raises `qr/...` for what is no e-visa's code, `credential/...` for a JWS of another form."""
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > 2048:
        raise Fault("qr/too-long")
    scanned = text.strip(WHITE_SPACE)
    if scanned == "":
        raise Fault("qr/unreadable")
    if re.match(r"eyJ[^.]*\.", text.lstrip(WHITE_SPACE + "\0")):
        return _credential(text)
    digits = re.search(r"[0-9]*\Z", scanned)[0]  # type: ignore[index]
    prefix = scanned[: len(scanned) - len(digits)]
    try:
        jws = unpack(bytes_of(digits))
    except ValueError:
        is_ours = re.fullmatch(r".{2}1\D", prefix) or re.fullmatch(r"https?://[^\s#]+/q#", prefix, re.IGNORECASE)
        is_bare = prefix == "" and len(digits) >= 100
        meant = (digits and is_ours) or is_bare or scanned[:4].upper() == "EV1:"
        raise Fault("qr/malformed" if meant else "qr/not-an-evisa") from None
    rest = scanned.upper().replace(f"EV1:{digits}", " ").replace(digits, " ")
    if re.search(r"EV1:|[0-9]{100}", rest):
        raise Fault("qr/malformed")
    return _credential(jws)


def _credential(jws: str) -> Jws:
    try:
        return parse_compact(jws, TYP)
    except Fault as fault:
        raise Fault(f"credential/{fault.code}") from None


def bytes_of(digits: str) -> bytes:
    """17 digits are 7 bytes, fewer at the end; raises a ValueError for what no bytes are written as."""
    tail = BYTES_OF_TAIL.get(len(digits) % 17)
    if tail is None:
        raise ValueError("no such number of digits")
    groups = [digits[at : at + 17] for at in range(0, len(digits), 17)]
    try:
        return b"".join(int(one).to_bytes(7 if len(one) == 17 else tail, "big") for one in groups)
    except OverflowError:
        raise ValueError("a group larger than its bytes") from None


class Bits:
    """Bit fields, most significant bit first."""

    def __init__(self, data: bytes) -> None:
        self.left = len(data) * 8
        self.value = int.from_bytes(data, "big")

    def take(self, width: int) -> int:
        self.left -= width
        if self.left < 0:
            raise ValueError("too short")
        return self.value >> self.left & (1 << width) - 1


Read = Callable[[Bits], Any]


def constant(value: str) -> Read:
    return lambda bits: value


def unsigned(width: int) -> Read:
    return lambda bits: bits.take(width)


def one_of(width: int, values: Sequence[Any]) -> Read:
    return lambda bits: _at(values, bits.take(width))


def letters(count: int, alphabet: str = LETTERS) -> Read:
    return lambda bits: "".join(_at(alphabet, bits.take(5)) for _ in range(count))


def text(width: int, alphabet: str, longest: int) -> Read:
    def read(bits: Bits) -> str:
        value = ""
        while code := bits.take(width):
            value += _at(alphabet, code - 1)
            if len(value) > longest:
                raise ValueError("too long")
        return value

    return read


def day(bits: Bits) -> str:
    return (date(2000, 1, 1) + timedelta(days=bits.take(16))).isoformat()


def number(bits: Bits) -> str:
    eleven: str = letters(11, NUMBER_ALPHABET)(bits)
    return eleven + check_character(eleven)


def check_character(eleven: str) -> str:
    """ISO/IEC 7064, MOD 31,30."""
    product = 30
    for character in eleven:
        total = (product + NUMBER_ALPHABET.index(character)) % 30 or 30
        product = total * 2 % 31
    return NUMBER_ALPHABET[(31 - product) % 30]


def category(bits: Bits) -> str:
    letter, count, part = _at(LETTERS, bits.take(5)), bits.take(7), bits.take(4)
    if not 1 <= count <= 99 or part > 9:
        raise ValueError("no such category")
    return f"{letter}{count}-{part}" if part else f"{letter}{count}"


def birth_date(bits: Bits) -> str:
    year, month, day_of_month = bits.take(8) + 1900, bits.take(4), bits.take(5)
    if month == 0 and day_of_month == 0:
        return str(year)
    # Raises a ValueError where there is no such day, month 0 among them.
    whole = date(year, month, day_of_month or 1).isoformat()
    return whole if day_of_month else whole[:7]


def _at(values: Sequence[T], index: int) -> T:
    if index >= len(values):
        raise ValueError("out of range")
    return values[index]


FIELDS: tuple[tuple[str, Read], ...] = (
    ("iss", constant("KAZ")),
    ("jti", number),
    ("iat", unsigned(32)),
    ("category", category),
    ("entries", one_of(2, (1, 2, "multiple"))),
    ("valid_from", day),
    ("valid_until", day),
    ("stay_days", unsigned(10)),
    ("enter_by", constant("international-airport")),
    ("holder.surname", text(5, LETTERS + " ", 80)),
    ("holder.given_names", text(5, LETTERS + " ", 80)),
    ("holder.sex", one_of(2, "FMX")),
    ("holder.birth_date", birth_date),
    ("holder.nationality", letters(3)),
    ("passport.number", text(6, LETTERS + "0123456789", 22)),
    ("passport.issuer", letters(3)),
    ("passport.expires", day),
    ("status.status_list.idx", unsigned(17)),
    ("status.status_list.uri", lambda bits: f"urn:evisa:KAZ:status:{bits.take(16)}"),
)


def unpack(data: bytes) -> str:
    """The compact JWS, to the letter; raises a ValueError for what nobody packed."""
    bits = Bits(data)
    if bits.take(8) != 1:
        raise ValueError("another layout")
    kid = encode(bits.take(64).to_bytes(8, "big"))
    claims: dict[str, Any] = {}
    for path, read in FIELDS:
        *parents, name = path.split(".")
        place = claims
        for parent in parents:
            place = place.setdefault(parent, {})
        place[name] = read(bits)
    if bits.take(bits.left % 8) != 0:
        raise ValueError("a bit of the padding")
    signature = bits.take(512).to_bytes(64, "big")
    if bits.left != 0:
        raise ValueError("something left over")
    header = {"alg": "ES256", "kid": kid, "typ": TYP}
    parts = (write_json(header).encode(), write_json(claims).encode(), signature)
    return ".".join(map(encode, parts))
