"""A certificate authority that vouches for every host of the world, on demand."""

import datetime as dt
import ipaddress
import ssl
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

EXPIRED, WRONG_HOST, SELF_SIGNED, UNKNOWN_AUTHORITY, OLD_PROTOCOL = (
    "expired-certificate",
    "wrong-host-certificate",
    "self-signed-certificate",
    "unknown-authority-certificate",
    "old-protocol",
)
_FLAWS = frozenset([EXPIRED, WRONG_HOST, SELF_SIGNED, UNKNOWN_AUTHORITY, OLD_PROTOCOL])
_DAY = dt.timedelta(days=1)


class Authority:
    """Issues certificates. All leaves share one key, so that a thousand hosts cost a second."""

    def __init__(self, directory: Path) -> None:
        ca = trustme.CA(key_type=trustme.KeyType.ECDSA)
        self.certificate_file = directory / "ca.pem"
        ca.cert_pem.write_to_path(self.certificate_file)
        self._issuer = x509.load_pem_x509_certificate(ca.cert_pem.bytes())
        key = serialization.load_pem_private_key(ca.private_key_pem.bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        self._issuer_key = key
        self._stranger_key = ec.generate_private_key(ec.SECP256R1())  # nobody trusts it
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._key_pem = self._key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        self._leaf_file = directory / "leaf.pem"
        self._contexts: dict[tuple[str, str], ssl.SSLContext] = {}

    def context(self, host: str, flaw: str = "") -> ssl.SSLContext:
        """The server side of TLS for a host, with a flawed certificate if asked for."""
        flaw = flaw if flaw in _FLAWS else ""
        context = self._contexts.get((host, flaw))
        if context is None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._leaf_file.write_bytes(self._issue(host or "localhost", flaw) + self._key_pem)
            context.load_cert_chain(self._leaf_file)
            context.set_alpn_protocols(["http/1.1"])
            context.num_tickets = 0
            if flaw == OLD_PROTOCOL:
                context.options |= ssl.OP_NO_TLSv1_2 | ssl.OP_NO_TLSv1_3
            self._contexts[host, flaw] = context
        return context

    def _issue(self, host: str, flaw: str) -> bytes:
        name = "another-host.invalid" if flaw == WRONG_HOST else host
        now = dt.datetime.now(dt.UTC)
        end = now - _DAY if flaw == EXPIRED else now + 90 * _DAY
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
        own = flaw == SELF_SIGNED
        stranger = flaw == UNKNOWN_AUTHORITY
        signer = self._key if own else self._stranger_key if stranger else self._issuer_key
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if own else self._issuer.subject)
            .public_key(self._key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - 60 * _DAY)
            .not_valid_after(end)
            .add_extension(x509.SubjectAlternativeName([_general_name(name)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
                critical=False,
            )
            .sign(signer, hashes.SHA256())
        )
        return certificate.public_bytes(serialization.Encoding.PEM)


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def server_name(hello: bytes) -> str | None:
    """The SNI of a ClientHello; "" if it names none, None while bytes are missing."""
    if len(hello) < 5 or len(hello) < 5 + int.from_bytes(hello[3:5], "big"):
        return "" if hello[:1] not in (b"", b"\x16") else None
    try:
        at = 5 + 4 + 2 + 32  # record, handshake, version, random
        at += 1 + hello[at]  # session id
        at += 2 + int.from_bytes(hello[at : at + 2], "big")  # cipher suites
        at += 1 + hello[at]  # compression methods
        end = at + 2 + int.from_bytes(hello[at : at + 2], "big")
        at += 2
        while at + 4 <= end:
            kind = int.from_bytes(hello[at : at + 2], "big")
            size = int.from_bytes(hello[at + 2 : at + 4], "big")
            if kind == 0:  # list length, name type, name length, name
                return hello[at + 9 : at + 4 + size].decode("ascii", "replace").lower()
            at += 4 + size
    except IndexError:
        pass
    return ""
