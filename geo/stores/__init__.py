"""
Stores: cases in a PostGIS database, side by side in one schema.

The tables of a case hold what its folder holds, so that the case can be read back whole, and
beside it what follows from it, for people, SQL and QGIS.  This package needs the extra
``postgis``; ``geo.stores.address`` alone does without.
"""
