"""Signs meter values the way meters do, with the `cryptography` package; prints them as JSON.

For each curve: a record of a begin and an end, and the public key as SubjectPublicKeyInfo (hex, base64, PEM), as a
bare point, and as OCPP carries it.
"""

import base64
import json

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

CURVES = {
    "secp256r1": ec.SECP256R1(),
    "secp384r1": ec.SECP384R1(),
    "secp521r1": ec.SECP521R1(),
    "secp256k1": ec.SECP256K1(),
    "brainpoolP256r1": ec.BrainpoolP256R1(),
}


def payload(page):
    # Blanks after colons and a padded value are what real meters write; they are part of what is signed.
    reading = {"TM": "2025-06-12T08:46:00,000+0200 S", "TX": "B", "RV": "     1520.430", "RI": "01-00:B2.08.00*FF",
               "RU": "kWh", "RT": "AC", "EF": "", "ST": "G"}
    end = {"TM": "2025-06-12T11:52:00,000+0200 S", "TX": "E", "RV": 1528.51}
    return json.dumps({"FV": "1.0", "GI": "Test gateway", "GS": "GW-7", "GV": "1.2", "PG": f"T{page}",
                       "MV": "Proef", "MM": "P1", "MS": "22090471", "MF": "3", "IS": True, "IL": "VERIFIED",
                       "IF": ["RFID_PLAIN"], "IT": "ISO14443", "ID": "04A1B2C3", "RD": [reading, end]})


def keys(key):
    public = key.public_key()
    info = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    point = public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    upper = info.hex().upper()
    oca = f"oca:base16:asn1:{info.hex()}"
    return {"hex": info.hex(), "spaced hex": " ".join(upper[i:i + 2] for i in range(0, len(upper), 2)),
            "base64": base64.b64encode(info).decode(), "pem": pem.decode(), "point": point[1:].hex(),
            "marked point": point.hex(), "oca": oca, "oca in base64": base64.b64encode(oca.encode()).decode()}


def vector(name, curve):
    key = ec.generate_private_key(curve)
    text = payload(42)
    der = key.sign(text.encode(), ec.ECDSA(hashes.SHA256()))
    size = (curve.key_size + 7) // 8
    raw = b"".join(number.to_bytes(size, "big") for number in decode_dss_signature(der))
    algorithm = f"ECDSA-{name}-SHA256"

    def record(signature, encoding):
        part = {"SA": algorithm, "SE": encoding, "SD": signature}
        return f"OCMF|{text}|{json.dumps(part)}"

    plain = record(der.hex().upper(), "hex")
    return {"curve": name, "keys": keys(key), "record": plain,
            "base64 signature": record(base64.b64encode(der).decode(), "base64"),
            "raw signature": record(raw.hex(), "hex"),
            "unnamed": f"OCMF|{text}|{json.dumps({'SD': der.hex()})}"}


print(json.dumps([vector(name, curve) for name, curve in CURVES.items()]))
