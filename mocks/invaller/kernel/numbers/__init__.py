"""Identification numbers of Belgian social security: their form, check digits and meaning.

One module a number: ``ssin`` (national and bis numbers), ``enterprise_number`` (Crossroads
Bank for Enterprises), ``employer_id`` (RSZ numbers) and ``dimona_number`` (declarations,
periods and daily registrations). All functions are pure.
"""
