"""A loopback TLS server for many names: one CA, a certificate of its own for each host.

Run as a program it serves until its standard input is closed, and prints its port first.
"""

import argparse
import asyncio
import datetime as dt
import ssl
import sys
from functools import partial
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

START = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
END = dt.datetime(2049, 12, 31, tzinfo=dt.UTC)

Signer = tuple[x509.Name, ec.EllipticCurvePrivateKey]


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    subject: str, key: ec.EllipticCurvePrivateKey, issuer: Signer, *, ca: bool
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )
    builder = x509.CertificateBuilder(
        issuer[0], _name(subject), key.public_key(), x509.random_serial_number(), START, END
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    builder = builder.add_extension(usage, critical=True)
    if not ca:
        names = x509.SubjectAlternativeName([x509.DNSName(subject)])
        builder = builder.add_extension(names, critical=False)
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer[1].public_key())
        builder = builder.add_extension(authority, critical=False)
    return builder.sign(issuer[1], hashes.SHA256())


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def write_certificates(folder: Path, hosts: list[str]) -> Path:
    """Write `<host>.pem` for each host and give back the path of the CA's certificate."""
    root = ec.generate_private_key(ec.SECP256R1())
    signer = (_name("Benchmark CA"), root)
    authority = _certificate("Benchmark CA", root, signer, ca=True)
    bundle = folder / "ca.pem"
    bundle.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    for host in hosts:
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = _certificate(host, key, signer, ca=False)
        (folder / f"{host}.pem").write_bytes(
            _pem(key) + leaf.public_bytes(serialization.Encoding.PEM)
        )
    return bundle


class Page(asyncio.Protocol):
    """Answers every request with an empty page; paths that start with `/gone` with 404."""

    def __init__(self, seen: dict[str, int]) -> None:
        self.seen = seen
        self.rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.seen["connections"] += 1

    def data_received(self, data: bytes) -> None:
        *heads, self.rest = (self.rest + data).split(b"\r\n\r\n")
        for head in heads:
            status = b"404 Not Found" if b" /gone" in head.split(b"\r\n", 1)[0] else b"200 OK"
            self.seen["requests"] += 1
            self.transport.write(
                b"HTTP/1.1 " + status + b"\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"
            )


def _certificate_for(
    folder: Path,
    ready: dict[str, ssl.SSLContext],
    sock: ssl.SSLObject,
    name: str,
    _: ssl.SSLContext,
) -> None:
    if name not in ready:
        ready[name] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        ready[name].load_cert_chain(folder / f"{name}.pem")
    sock.context = ready[name]


async def _report(seen: dict[str, int]) -> None:
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(seen["connections"], seen["requests"], flush=True)
        seen.update(connections=0, requests=0)


async def serve(folder: Path) -> None:
    """Serve on a free port; each line on standard input asks for the counts since the last."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = partial(_certificate_for, folder, {})
    seen = {"connections": 0, "requests": 0}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Page(seen), "127.0.0.1", 0, ssl=context, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await _report(seen)
    server.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    asyncio.run(serve(parser.parse_args().folder))
