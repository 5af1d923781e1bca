"""Audio that carries its own words: how the simulated voice reaches the simulated ear.

The ElevenLabs stand-in makes it, the Twilio stand-in plays it, and so a hotel hears what was really
synthesised, whatever stores and buckets the bytes passed on their way. A container is valid for any
player, holds a moment of silence, and its metadata says what it is and the text:

    MP3: an ID3v2.4 tag with the text in a TXXX frame (id3.org/id3v2.4.0-frames, 4.2.6), then one
         silent MPEG-1 layer III frame (128 kbit/s, 44.1 kHz, mono)
    WAV: PCM with the text as comment in a LIST INFO chunk (RIFF MCI, 1991, "INFO List Chunk")

Headerless audio (pcm, ulaw, alaw, opus in no container) has no room for words: not simulated.
"""

import struct

MARK = "simulated speech"
_SILENT_MP3_FRAME = b"\xff\xfb\x90\xc4" + bytes(413)  # 144 * 128000 / 44100 = 417 bytes


class NotSpokenAudioError(ValueError):
    """The bytes carry no words of a simulated voice."""


def mp3(text: str) -> bytes:
    """A short MP3 that carries `text`."""
    content = b"\x03" + MARK.encode() + b"\0" + text.encode()
    frame = b"TXXX" + _syncsafe(len(content)) + b"\0\0" + content
    return b"ID3\x04\0\0" + _syncsafe(len(frame)) + frame + _SILENT_MP3_FRAME


def wav(text: str, sample_rate: int) -> bytes:
    """A short WAV (16 bit, mono) that carries `text`."""
    silence = bytes(2 * (sample_rate // 10))
    form = struct.pack("<HHIIHH", 1, 1, sample_rate, 2 * sample_rate, 2, 16)
    comment = f"{MARK}\n{text}".encode() + b"\0"
    chunks = _chunk(b"fmt ", form) + _chunk(b"LIST", b"INFO" + _chunk(b"ICMT", comment))
    return _chunk(b"RIFF", b"WAVE" + chunks + _chunk(b"data", silence))


def spoken_text(audio: bytes) -> str:
    """The words that `audio` carries.

    Raises:
        NotSpokenAudioError: the bytes are not from this module.

    """
    try:
        if audio.startswith(b"ID3\x04"):
            length = _from_syncsafe(audio[14:18])
            mark, _, text = audio[21 : 20 + length].decode().partition("\0")
        else:
            start = audio.index(b"ICMT") + 8
            length = int.from_bytes(audio[start - 4 : start], "little")
            mark, _, text = audio[start : start + length - 1].decode().partition("\n")
    except (ValueError, IndexError):
        mark, text = "", ""
    if mark != MARK:
        raise NotSpokenAudioError("this audio carries no words: it is not from the simulated voice")
    return text


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def _syncsafe(number: int) -> bytes:
    """ID3's four bytes of seven bits (id3.org/id3v2.4.0-structure, 6.2)."""
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))


def _from_syncsafe(octets: bytes) -> int:
    return sum(octet << shift for octet, shift in zip(octets, (21, 14, 7, 0), strict=True))
