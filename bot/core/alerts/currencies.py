"""Which units are money, and with how many decimals: the currencies of ISO 4217.

A number is read by them: where a currency has no decimals, a comma can only group.
"""

from __future__ import annotations

_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
    2: (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN "
        "BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS "
        "GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR "
        "LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD "
        "PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN "
        "SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG"
    ),
}
_BY_CODE = {code: places for places, codes in _DECIMALS.items() for code in codes.split()}
# The yen's sign is the yuan's as well, which is CN¥ wherever both can be meant. In neither country
# does a comma ever begin the decimals.
_WITHOUT = frozenset({"¥", "JP¥", "JPY¥", "円", "yen", "₩", "KR₩", "원", "won", "₫", "₲", "FCFA"})
SIGNS = "$¢£¤¥฿\u20a0-\u20c0"
"""Currency signs, for a character class."""


def decimals(unit: str) -> int | None:
    """How many decimals amounts in this unit have; None where it is no currency that is known.

    `unit` is a code of ISO 4217 in any case, or a sign with or without letters before it.
    """
    if unit in _WITHOUT or unit.casefold() in _WITHOUT:
        return 0
    if unit.upper() in _BY_CODE:
        return _BY_CODE[unit.upper()]
    return 2 if unit and (unit[-1] in "$¢£¤¥฿" or "\u20a0" <= unit[-1] <= "\u20c0") else None
