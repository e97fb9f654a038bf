"""The columns of exposure records: name, label, kind, place among the keys, and whether it stays.

`--` stands for the two letters of the domain. A column that does not stay is left out where it is
empty.
"""

from __future__ import annotations

COLUMNS = (
    ("STUDYID", "Study Identifier", "string", 1, True),
    ("DOMAIN", "Domain Abbreviation", "string", 0, True),
    ("USUBJID", "Unique Subject Identifier", "string", 2, True),
    ("--SEQ", "Sequence Number", "integer", 5, True),
    ("--GRPID", "Group ID", "string", 0, False),
    ("--TRT", "Name of Treatment", "string", 3, True),
    ("--MOOD", "Mood", "string", 0, False),
    ("--DOSE", "Dose", "decimal", 0, True),
    ("--DOSTXT", "Dose Description", "string", 0, False),
    ("--DOSU", "Dose Units", "string", 0, True),
    ("--DOSFRM", "Dose Form", "string", 0, True),
    ("--DOSFRQ", "Dosing Frequency per Interval", "string", 0, False),
    ("--DOSRGM", "Intended Dose Regimen", "string", 0, False),
    ("--ROUTE", "Route of Administration", "string", 0, False),
    ("--VAMT", "Treatment Vehicle Amount", "decimal", 0, False),
    ("--VAMTU", "Treatment Vehicle Amount Units", "string", 0, False),
    ("--STDTC", "Start Date/Time of Treatment", "date", 4, True),
    ("--ENDTC", "End Date/Time of Treatment", "date", 0, True),
    ("--STDY", "Study Day of Start of Treatment", "integer", 0, False),
    ("--ENDY", "Study Day of End of Treatment", "integer", 0, False),
    ("--DUR", "Duration of Treatment", "string", 0, False),
    ("--TPT", "Planned Time Point Name", "string", 0, False),
    ("--ELTM", "Planned Elapsed Time from Time Point Ref", "string", 0, False),
    ("--TPTREF", "Time Point Reference", "string", 0, False),
)
