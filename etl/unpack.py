"""A file as it comes, unpacked: plain, gzip or zip, known by its first bytes; never more than allowed."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path, PurePosixPath

from mineaction.errors import NotAsDescribed

BLOCK = 1 << 20
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
READABLE_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What a zip is unpacked from; others are not read a bounded piece at a time."""
_UNPACK = "Unpack it by hand, look at it, and give the file with --from"


def unpacked(blocks: Iterator[bytes], folder: Path, where: str, most: int) -> Iterator[bytes]:
    """The bytes of the one table in a file. A zip lies in ``folder`` meanwhile, as it is read from its end.

    Raises NotAsDescribed for what is broken, holds no single table, or unpacks to more than ``most`` bytes.
    """
    start = b""
    for block in blocks:
        start += block
        if len(start) >= 4:
            break
    whole = chain((start,), blocks)
    if start.startswith(GZIP):
        return bounded(inflated(whole, where), most, where)
    if start.startswith((ZIP, EMPTY_ZIP)):
        return bounded(_from_zip(whole, folder, where, most), most, where)
    return whole


def bounded(pieces: Iterator[bytes], most: int, where: str) -> Iterator[bytes]:
    """What was unpacked, as long as it is no more than ``most`` bytes. Raises NotAsDescribed."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise NotAsDescribed(
                where, f"it unpacks to more than the {most / 1e6:,.0f} MB its card allows",
                "If the publisher's file has grown, raise live.most_unpacked_megabytes on the card",
            )  # fmt: skip
        yield piece


def inflated(blocks: Iterator[bytes], where: str) -> Iterator[bytes]:
    """What gzip or zlib packed, a bounded piece at a time. Raises NotAsDescribed where it is broken."""
    inflate = zlib.decompressobj(GZIP_OR_ZLIB)
    try:
        for block in blocks:
            while block:
                if inflate.eof:
                    # Several packed parts may follow each other; padding after the last is passed over.
                    if not block.strip(b"\0"):
                        break
                    inflate = zlib.decompressobj(GZIP_OR_ZLIB)
                yield inflate.decompress(block, BLOCK)
                block = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
    except zlib.error as error:
        raise NotAsDescribed(where, f"its packing is broken ({error})", "Fetch it again") from error
    if not inflate.eof:
        raise NotAsDescribed(where, "its packing ends too early: a part is missing", "Fetch it again")


def _from_zip(blocks: Iterator[bytes], folder: Path, where: str, most: int) -> Iterator[bytes]:
    with tempfile.TemporaryFile(dir=folder) as spool:
        for block in blocks:
            spool.write(block)
        try:
            with zipfile.ZipFile(spool) as archive:
                member = _only_table(archive, where, most)
                with archive.open(member) as stream:
                    while piece := stream.read(BLOCK):
                        yield piece
        except NotAsDescribed:
            raise
        except Exception as error:
            # On bytes that are no sound zip, zipfile raises what it runs into: OSError and IndexError too.
            raise NotAsDescribed(where, f"the zip is broken ({error})", _UNPACK) from error


def _only_table(archive: zipfile.ZipFile, where: str, most: int) -> zipfile.ZipInfo:
    """The one CSV of a zip. Names that lead out of it are refused, though nothing is written by name."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in member.filename:
            raise NotAsDescribed(where, f"the zip names a path outside itself, {member.filename!r}", _UNPACK)
        if member.flag_bits & 1:
            raise NotAsDescribed(where, f"{member.filename} in the zip is locked with a password", _UNPACK)
    tables = [member for member in members if member.filename.lower().endswith((".csv", ".txt"))]
    if len(tables) != 1:
        named = ", ".join(member.filename for member in members[:5]) or "nothing"
        raise NotAsDescribed(where, f"the zip should hold one CSV and holds {named}", _UNPACK)
    if tables[0].compress_type not in READABLE_PACKINGS:
        raise NotAsDescribed(where, f"{tables[0].filename} in the zip is packed in a rare way", _UNPACK)
    if tables[0].file_size > most:
        raise NotAsDescribed(
            where, f"{tables[0].filename} in the zip says it is {tables[0].file_size / 1e6:,.0f} MB, "
            f"more than the {most / 1e6:,.0f} MB its card allows",
            "If the publisher's file has grown, raise live.most_unpacked_megabytes on the card",
        )  # fmt: skip
    return tables[0]
