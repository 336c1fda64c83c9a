"""A server's TLS certificate: made here where nobody gives it one, known by its fingerprint."""

import hashlib
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from studio_app.domain.errors import fail
from studio_app.support.paths import write_private

VALID_DAYS = 3650
"""Clients believe the fingerprint, not the date; a new certificate asks everybody to look."""


def make_certificate(cert: Path, key: Path, names: Iterable[str]) -> str:
    """Write a new key (0600) and a certificate for these host names and addresses.

    Returns the fingerprint. Existing files are replaced. Raises OSError.
    """
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "BoothDeck server")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=VALID_DAYS))
        .add_extension(x509.SubjectAlternativeName([_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(private, hashes.SHA256())
    )
    for folder in {key.parent, cert.parent}:
        folder.mkdir(parents=True, exist_ok=True)
    write_private(
        key,
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )
    cert.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return fingerprint(cert)


def fingerprint(cert: Path) -> str:
    """SHA-256 of the first certificate in a PEM file, in hex, as clients pin it."""
    loaded = x509.load_pem_x509_certificate(cert.read_bytes())
    return hashlib.sha256(loaded.public_bytes(serialization.Encoding.DER)).hexdigest()


def grouped(shown: str) -> str:
    """A fingerprint in fours, as people compare it."""
    return " ".join(shown[at : at + 4] for at in range(0, len(shown), 4))


def load_tls(cert: Path | None, key: Path | None) -> ssl.SSLContext:
    """What the server needs to speak TLS 1.2 or newer.

    Raises StudioError: tls_required when a path is missing, tls_unusable when a file is.
    """
    if cert is None or key is None:
        raise fail("tls_required")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(cert, key)
    except (OSError, ssl.SSLError) as error:
        raise fail("tls_unusable", cert=cert, key=key, detail=error) from error
    return context


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name.strip("[]")))
    except ValueError:
        return x509.DNSName(name)
