"""Which countries the shipped outlines have a shape for, and which shapes are too small to see.

The outlines are ``mineaction/ui/static/topojson/un/world_110m.json``, made for maps of the whole world. A
country without a shape, or with one of less than 3 square degrees, needs a mark of its own. Where the file
has several shapes under one code, Plotly fills the first; its size counts.
"""

from __future__ import annotations

WITH_SHAPE = frozenset(
    """
AFG AGO ALA ALB ARE ARG ARM ATA ATF AUS AUT AZE BDI BEL BEN BFA BGD BGR BHS BIH BLR BLZ BOL BRA BRN
BTN BWA CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU
EGY ERI ESH ESP EST ETH FIN FJI FLK FRA GAB GBR GEO GHA GIN GLP GMB GNB GNQ GRC GRL GTM GUF GUM GUY
HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KOR KWT LAO LBN LBR LBY
LKA LSO LTU LUX LVA MAR MDA MDG MEX MKD MLI MMR MNE MNG MOZ MRT MTQ MUS MWI MYS NAM NCL NER NGA NIC
NLD NOR NPL NZL OMN PAK PAN PER PHL PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN
SGS SJM SLB SLE SLV SOM SRB SSD STP SUR SVK SVN SWE SWZ SYR TCD TGO THA TJK TKM TLS TTO TUN TUR TWN
TZA UGA UKR URY USA UZB VEN VNM VUT WSM XAC XAP XBT XHT XIT XJK YEM ZAF ZMB ZWE
""".split()
)
"""ISO codes of three letters, and the file's own codes (X..) for areas that stand for themselves."""

TOO_SMALL = frozenset(
    """
ALA ALB ARM ATF BDI BEL BHS BLZ BRN COM CPV CYP DJI DMA FJI FLK GLP GMB GNB GNQ GUM HTI ISR JAM KWT
LBN LSO LUX MDA MKD MNE MTQ MUS NCL NLD PRI PSE PYF QAT REU RWA SGS SLB SLV STP SVN SWZ TLS TTO TWN
VUT WSM XAC XBT XHT XIT
""".split()
)
"""Codes whose shape is hard to see on a map of the world."""
