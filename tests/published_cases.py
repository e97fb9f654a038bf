"""What other tools and standards expect of a regimen, beside a phrase that says the same here.

A source often gives a rate and no end, or an amount without its unit: its phrase adds a length,
and `mg`. An id is the row's in the collection that the figures were taken from.
"""

from fractions import Fraction

ADMIRAL = "pharmaverse/admiral: test-create_single_dose_dataset.R"
CAMPSIS = "Calvagone/campsis: testRepeatedSchedule.R"
CERR = "cerr/CERR: getTreatmentSchedule.m"
DATEUTIL = "dateutil/dateutil: docs/rrule.rst"
DOSEMINER = "Selbosh/doseminer: README.md, test-utils.R"
FDS = "jy95/fds: examples of FHIR R4 and R5"
MRGSOLVE = "metrumresearchgroup/mrgsolve: test-ev.R"
MRGSOLVE_DAYS = "metrumresearchgroup/mrgsolve: test-ev_days.R"
MRGSOLVE_EV = "mrgsolve/docs: reference/ev.html"
MRGSOLVE_REALIZE = "metrumresearchgroup/mrgsolve: test-realize.R"
MRGSOLVE_REPEAT = "mrgsolve/docs: reference/ev_repeat.html"
MRGSOLVE_RX = "metrumresearchgroup/mrgsolve: R/class_rx.R, test-ev_rx.R"
MRGSOLVE_SEQ = "mrgsolve/docs: reference/ev_seq.html"
NHS = "nhsengland/dosage_instructions: to_test.py"
NHS_RULES = "nhsengland/dosage_instructions: test_cross_column_validity_rules.py"
NMSIM = "NMautoverse/NMsim: test_NMcreateDoses.R"
PARSIGS = "royashcenazi/parsigs: test_parsig_api.py"
PKPDSIM = "InsightRX/PKPDsim: tests/testthat"
PUMAS = "stjordanis/Pumas.jl: test/core"
RXODE2 = "nlmixr2/rxode2et: test-et.R"
RXODE_INTRO = "nlmixrdevelopment/RxODE: RxODE99-Intro2020"
RXODE_EVENTS = "nlmixrdevelopment/RxODE: rxode01events.Rmd"

# id, phrase, amounts, study days, source
BY_DAY = [
    ("ADM-003", "10 mg every 2 weeks through day 15", (10, 10), (1, 15), ADMIRAL),
    ("ADM-006", "10 mg twice a year for 1 year", (10, 10), (1, 183), ADMIRAL),
    ("ADM-022", "10 mg daily from day 8 for 7 days", 7 * (10,), range(8, 15), ADMIRAL),
    ("BF-002", "10 mg on days -1, 1", (10, 10), (-1, 1), "cdisc-org/cdisc-rules-engine#707"),
    ("BF-003", "10 mg daily for 7 days", 7 * (10,), range(1, 8), "CDISC Themis#57, #86, #87"),
    ("BF-004", "10 mg twice daily for 1 day", (10, 10), (1, 1),
     "NHSDigital electronic-prescription-service PR#2938"),
    ("CAM-003", "10 mg on days 1-3, 8-10, 15-17", 9 * (10,), (1, 2, 3, 8, 9, 10, 15, 16, 17),
     CAMPSIS),
    ("CR-037", "10 mg every 365 days for 2 doses", (10, 10), (1, 366), NHS_RULES),
    ("FM-051", "take 4 tablets daily for 7 days", 7 * (4,), range(1, 8), FDS),
    ("FM-052", "take 2 tablets daily for 7 days", 7 * (2,), range(1, 8), FDS),
    ("FM-053", "take 1 tablet daily for 7 days", 7 * (1,), range(1, 8), FDS),
    ("FT-002", "10 mg every 7 days for 4 weeks", 4 * (10,), (1, 8, 15, 22), FDS),
    ("MEV-008", "100 mg every 4 weeks through day 112", 4 * (100,), (1, 29, 57, 85), MRGSOLVE),
    ("MEV-011", "300 mg every 2 weeks from day 29 before day 113",
     6 * (300,), (29, 43, 57, 71, 85, 99), MRGSOLVE),
    ("MEV-020", "2 mg daily for 2 days and 4 mg on days -1, 1",
     (4, 2, 4, 2), (-1, 1, 1, 2), MRGSOLVE_SEQ),
    ("MEV-024", "100 mg every 12 hours for 2 doses "
     "then 200 mg once starting 120 hours after the last dose "
     "then 100 mg every 12 hours for 2 doses starting 120 hours after the last dose",
     (100, 100, 200, 100, 100), (1, 1, 6, 11, 12), MRGSOLVE_SEQ),
    ("MEV-027", "100 mg once then 200 mg once starting 12 hours after the last dose",
     (100, 200), (1, 1), MRGSOLVE_SEQ),
    ("MEV-028", "100 mg daily for 1 dose then 200 mg daily for 1 dose then rest 7 days "
     "then 200 mg daily for 1 dose then 100 mg daily for 1 dose",
     (100, 200, 200, 100), (1, 2, 10, 11), MRGSOLVE_SEQ),
    ("MEV-031", "(500 mg daily for 1 day then 250 mg daily for 6 days then rest 7 days) "
     "repeated 3 times",
     3 * (500, *6 * (250,)), (*range(1, 8), *range(15, 22), *range(29, 36)), MRGSOLVE_REPEAT),
    ("MEV-035", "100 mg on days 1, 3, 5 of every 7 days for 4 cycles",
     12 * (100,), (1, 3, 5, 8, 10, 12, 15, 17, 19, 22, 24, 26), MRGSOLVE_DAYS),
    ("MEV-036", "50 mg on day 2 of every 7 days for 24 cycles "
     "and 100 mg on day 4 of every 7 days for 24 cycles",
     24 * (50, 100), sorted((*range(2, 168, 7), *range(4, 168, 7))), MRGSOLVE_DAYS),
    ("MEV-038", "100 mg on days 1-3", 3 * (100,), (1, 2, 3), MRGSOLVE_DAYS),
    ("MEV-048", "10 mg weekly for 1 dose then 30 mg weekly for 1 dose "
     "then 60 mg every 3 weeks for 4 doses",
     (10, 30, 60, 60, 60, 60), (1, 8, 15, 36, 57, 78), MRGSOLVE_SEQ),
    ("NMS-004", "2 mg once then 1 mg once starting 1 hour after the last dose "
     "then 4 mg once starting 3 hours after the last dose "
     "then 2 mg once starting 1 hour after the last dose", (2, 1, 4, 2), (1, 1, 1, 1), NMSIM),
    ("PKP-001", "500 mg at weeks 0, 2, 6 then 400 mg every 8 weeks for 5 doses "
     "starting 8 weeks after the last dose",
     (500, 500, 500, 400, 400, 400, 400, 400), (1, 15, 43, 99, 155, 211, 267, 323), PKPDSIM),
    ("RR-001", "10 mg daily for 10 doses", 10 * (10,), range(1, 11), DATEUTIL),
    ("RR-004", "10 mg every 10 days for 5 doses", 5 * (10,), (1, 11, 21, 31, 41), DATEUTIL),
    ("RR-006", "10 mg every other week for 6 doses", 6 * (10,), (1, 15, 29, 43, 57, 71), DATEUTIL),
    ("RR-008", "10 mg on days 1, 3 of every 14 days for 8 doses",
     8 * (10,), (1, 3, 15, 17, 29, 31, 43, 45), DATEUTIL),
    ("RR-017", "10 mg on days 1, 6 of every 14 days for 4 doses", 4 * (10,), (1, 6, 15, 20),
     DATEUTIL),
    ("RT-002", "2 Gy daily for 5 days on, 2 days off, for 7 doses",
     7 * (2,), (1, 2, 3, 4, 5, 8, 9), CERR),
    ("RT-003", "2 Gy daily for 5 days on, 2 days off, for 15 doses",
     15 * (2,), (1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19), CERR),
    ("RT-004", "2 Gy daily for 5 days on, 2 days off, for 30 doses",
     30 * (2,), (1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19, 22, 23, 24, 25, 26,
                 29, 30, 31, 32, 33, 36, 37, 38, 39, 40), CERR),
    ("RT-006", "2 Gy daily for 5 days on, 2 days off, for 35 doses",
     35 * (2,), (1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19, 22, 23, 24, 25, 26,
                 29, 30, 31, 32, 33, 36, 37, 38, 39, 40, 43, 44, 45, 46, 47), CERR),
    ("RT-008", "2 Gy on days 1, 5, 13-25", 15 * (2,), (1, 5, *range(13, 26)), CERR),
    ("RT-009", "2 Gy on days 1, 14-22", 10 * (2,), (1, *range(14, 23)), CERR),
    ("RX-002", "100 mg once", (100,), (1,), MRGSOLVE_RX),
    ("RX-010", "100 mg once and 200 mg once", (100, 200), (1, 1), MRGSOLVE_RX),
    ("RX-017", "1.23E4 mg once", (12300,), (1,), MRGSOLVE_RX),
    ("RX-018", "1.23e-4 mg once", (Fraction("0.000123"),), (1,), MRGSOLVE_RX),
    ("RX-019", "1.23E+4 mg once", (12300,), (1,), MRGSOLVE_RX),
    ("RX-024", "(100 mg once and 200 mg once) "
     "then 300 mg once starting 10 hours after the last dose",
     (100, 200, 300), (1, 1, 1), MRGSOLVE_RX),
    ("SD-009", "1 tablet nocte for 28 doses", 28 * (1,), range(1, 29), DOSEMINER),
    ("SN-002", "take one and a half tablets on alternate days for 14 days",
     7 * (Fraction("1.5"),), (1, 3, 5, 7, 9, 11, 13), NHS),
    ("SP-012", "1 tablet by mouth Q6D for 8 weeks",
     10 * (1,), (1, 7, 13, 19, 25, 31, 37, 43, 49, 55), PARSIGS),
]  # fmt: skip

# id, phrase, amounts, hours from the first dose, source
BY_HOUR = [
    ("ADM-012", "placebo every other day at 09:15 through day 5", (0, 0, 0), (0, 48, 96), ADMIRAL),
    ("ADM-013", "10 mg every 30 minutes for 3 doses", (10, 10, 10), (0, Fraction("0.5"), 1),
     ADMIRAL),
    ("ADM-014", "10 mg every 90 minutes for 3 doses", (10, 10, 10), (0, Fraction("1.5"), 3),
     ADMIRAL),
    ("ADM-019", "10 mg twice daily at 08:00, 20:00 for 3 days",
     6 * (10,), (0, 12, 24, 36, 48, 60), ADMIRAL),
    ("ADM-021", "10 mg daily at 08:00 for 7 days",
     7 * (10,), (0, 24, 48, 72, 96, 120, 144), ADMIRAL),
    ("FM-023", "500 mg intravenously q6h x 3 days", 12 * (500,), range(0, 72, 6), FDS),
    ("MEV-001", "100 mg every 24 hours for 7 doses",
     7 * (100,), (0, 24, 48, 72, 96, 120, 144), MRGSOLVE_EV),
    ("MEV-002", "100 mg every 24 hours for 2 doses", (100, 100), (0, 24), MRGSOLVE_EV),
    ("MEV-003", "500 mg once "
     "then 250 mg every 24 hours for 5 doses starting 24 hours after the last dose",
     (500, *5 * (250,)), (0, 24, 48, 72, 96, 120), MRGSOLVE_REALIZE),
    ("MEV-005", "1000 mg every 12 hours for 1 dose then 500 mg every 12 hours for 11 doses",
     (1000, *11 * (500,)), range(0, 144, 12), MRGSOLVE_REALIZE),
    ("MEV-016", "1 mg every 24 hours for 4 doses then 2 mg every 24 hours for 2 doses "
     "then 3 mg every 12 hours for 5 doses",
     (1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3), (0, 24, 48, 72, 96, 120, 144, 156, 168, 180, 192),
     MRGSOLVE_SEQ),
    ("MEV-019", "2 mg every 24 hours for 2 doses "
     "then 4 mg every 24 hours for 2 doses starting 48 hours after the last dose",
     (2, 2, 4, 4), (0, 24, 72, 96), MRGSOLVE_SEQ),
    ("MEV-021", "100 mg every 12 hours for 2 doses then 200 mg once",
     (100, 100, 200), (0, 12, 24), MRGSOLVE_SEQ),
    ("MEV-041", "100 mg every 12 hours for 4 doses", 4 * (100,), (0, 12, 24, 36), MRGSOLVE_EV),
    ("MEV-043", "100 mg every 6 hours for 4 doses", 4 * (100,), (0, 6, 12, 18), MRGSOLVE_EV),
    ("MEV-044", "100 mg daily at 08:00 for 2 doses and 200 mg daily at 09:00 for 4 doses",
     (100, 200, 100, 200, 200, 200), (0, 1, 24, 25, 49, 73), MRGSOLVE_EV),
    ("MEV-045", "100 mg every 24 hours for 7 days then 100 mg every 48 hours for 7 days",
     11 * (100,), (0, 24, 48, 72, 96, 120, 144, 168, 216, 264, 312), MRGSOLVE_SEQ),
    ("MEV-046", "(100 mg every 24 hours for 7 doses then 100 mg every 48 hours for 4 doses) "
     "repeated 3 times",
     33 * (100,), (0, 24, 48, 72, 96, 120, 144, 168, 216, 264, 312,
                   360, 384, 408, 432, 456, 480, 504, 528, 576, 624, 672,
                   720, 744, 768, 792, 816, 840, 864, 888, 936, 984, 1032), MRGSOLVE_REPEAT),
    ("MEV-049", "20 mg every 20 hours for 5 doses then 10 mg every 20 hours for 5 doses",
     (*5 * (20,), *5 * (10,)), (0, 20, 40, 60, 80, 100, 120, 140, 160, 180), MRGSOLVE_REALIZE),
    ("NEST-001", "400 mg every 12 hours for 4 days on, 3 days off, 21 days on, 7 days off, "
     "for 56 days",
     48 * (400,), (*range(0, 96, 12), *range(168, 264, 12), *range(336, 432, 12),
                   *range(672, 768, 12), *range(840, 936, 12), *range(1008, 1104, 12)),
     "philipdelff/pmxtricks: R/cyclicDoses.R"),
    ("NMS-002", "10 mg every 12 hours for 2 doses", (10, 10), (0, 12), NMSIM),
    ("NMS-007", "10 mg every 12 hours for 5 doses", 5 * (10,), (0, 12, 24, 36, 48), NMSIM),
    ("PKP-016", "1, 2, 3 mg every 24 hours for 3 doses escalating each dose",
     (1, 2, 3), (0, 24, 48), PKPDSIM),
    ("PKP-017", "4, 5, 6 mg every 24 hours for 3 doses escalating each dose",
     (4, 5, 6), (0, 24, 48), PKPDSIM),
    ("PUM-006", "10 mg daily at 08:00 for 3 days and 20 mg daily at 20:00 for 3 days",
     3 * (10, 20), (0, 12, 24, 36, 48, 60), PUMAS),
    ("PUM-008", "8e4 mg every 12 hours for 15 doses", 15 * (80000,), range(0, 180, 12), PUMAS),
    ("PUM-009", "200 mg every 48 hours for 5 doses", 5 * (200,), (0, 48, 96, 144, 192), PUMAS),
    ("PUM-010", "100 mg every 24 hours for 5 doses", 5 * (100,), (0, 24, 48, 72, 96), PUMAS),
    ("RR-013", "10 mg every 3 hours for 8 hours", 3 * (10,), (0, 3, 6), DATEUTIL),
    ("RR-014", "10 mg every 15 minutes for 6 doses",
     6 * (10,), [Fraction(quarters, 4) for quarters in range(6)], DATEUTIL),
    ("RX-005", "100 mg every 24 hours for 3 doses then 50 mg every 12 hours for 2 doses",
     (100, 100, 100, 50, 50), (0, 24, 48, 72, 84), MRGSOLVE_RX),
    ("RX-009", "100 mg every 12 hours for 3 doses", 3 * (100,), (0, 12, 24), MRGSOLVE_RX),
    ("RX-028", "500 mg once "
     "then 250 mg every 24 hours for 4 doses starting 24 hours after the last dose",
     (500, 250, 250, 250, 250), (0, 24, 48, 72, 96), "mrgsolve/depot: vignette/azithro.md"),
    ("RX-029", "400 mg every 12 hours for 4 doses", 4 * (400,), (0, 12, 24, 36),
     "mrgsolve/depot: vignette/cipro.md"),
    ("RXO-002", "1 mg every 90 minutes for 449 minutes",
     5 * (1,), (0, Fraction("1.5"), 3, Fraction("4.5"), 6), RXODE2),
    ("RXO-003", "1 mg every 90 minutes for 451 minutes",
     6 * (1,), (0, Fraction("1.5"), 3, Fraction("4.5"), 6, Fraction("7.5")), RXODE2),
    ("RXO-022", "4 mg every 30 minutes for 5 doses",
     5 * (4,), (0, Fraction("0.5"), 1, Fraction("1.5"), 2), RXODE2),
    ("RXO-029", "10000 mg every 12 hours for 10 doses then 20000 mg every 24 hours for 5 doses",
     (*10 * (10000,), *5 * (20000,)), (*range(0, 120, 12), 120, 144, 168, 192, 216), RXODE_INTRO),
    ("RXO-030", "10000 mg every 24 hours for 14 days on, 7 days off, for 2 cycles",
     28 * (10000,), (*range(0, 336, 24), *range(504, 840, 24)), RXODE_INTRO),
    ("RXO-032", "1000 mg/kg every 24 hours for 5 doses",
     5 * (1000,), (0, 24, 48, 72, 96), RXODE_INTRO),
    ("RXO-035", "10000 mg daily at 08:00 for 5 days and 15000 mg daily at 20:00 for 5 days",
     5 * (10000, 15000), (0, 12, 24, 36, 48, 60, 72, 84, 96, 108), RXODE_EVENTS),
]  # fmt: skip

# id, phrase, amounts, study days, hours that each infusion lasts, source
INFUSIONS = [
    ("FM-049", "5 mg/kg over 90, 60, 30 minutes every 3 weeks for 4 doses",
     4 * (5,), (1, 22, 43, 64), (Fraction("1.5"), 1, Fraction("0.5"), Fraction("0.5")), FDS),
    ("FT-006", "75 mg every 21 days over 1 hour for 2 doses", (75, 75), (1, 22), (1, 1), FDS),
    ("FT-007", "10 mg three times a week over 0.5 hours for 1 week",
     3 * (10,), (1, 3, 5), 3 * (Fraction("0.5"),), FDS),
    ("PKP-004", "100 mg over 24 hours every 24 hours for 2 doses then 100 mg over 28 hours once "
     "then 200 mg over 24 hours every 24 hours for 3 doses starting 52 hours after the last dose",
     (100, 100, 100, 200, 200, 200), (1, 2, 3, 5, 6, 7), (24, 24, 28, 24, 24, 24), PKPDSIM),
    ("PKP-005", "200 mg over 24 hours every 24 hours for 3 doses",
     (200, 200, 200), (1, 2, 3), (24, 24, 24), PKPDSIM),
    ("PKP-009", "1000 mg over 1 hour daily at 08:00 for 2 days "
     "and 500 mg daily at 20:00 for 2 days",
     (1000, 500, 1000, 500), (1, 1, 2, 2), (1, None, 1, None), PKPDSIM),
    ("PKP-019", "100 mg over 1 hour every 12 hours for 2 doses "
     "then 200 mg over 1 hour once starting 13 hours after the last dose "
     "then 200 mg over 30 minutes once starting 11 hours after the last dose "
     "then 150 mg every 12 hours for 2 doses starting 12 hours after the last dose",
     (100, 100, 200, 200, 150, 150), (1, 1, 2, 2, 3, 3),
     (1, 1, 1, Fraction("0.5"), None, None), PKPDSIM),
    ("PUM-003", "100 mg over 4 hours at 25 mg/hour once", (100,), (1,), (4,), PUMAS),
    ("RX-015", "100 mg over 10 hours every 12 hours for 3 doses "
     "then 200 mg every 24 hours for 2 doses",
     (100, 100, 100, 200, 200), (1, 1, 2, 2, 3), (10, 10, 10, None, None), MRGSOLVE_RX),
    ("RX-020", "1000 mg over 1.3 hours once", (1000,), (1,), (Fraction("1.3"),), MRGSOLVE_RX),
    ("RX-027", "500 mg over 2 hours q24h x 3 doses", 3 * (500,), (1, 2, 3), (2, 2, 2),
     "mrgsolve/user-guide: event.qmd"),
    ("RX-030", "400 mg over 1 hour every 24 hours for 3 doses",
     3 * (400,), (1, 2, 3), (1, 1, 1), "mrgsolve/depot: vignette/moxi.md"),
    ("RX-032", "100 mg over 10 hours every 48 hours for 3 doses",
     3 * (100,), (1, 3, 5), (10, 10, 10), "mrgsolve/blog: 2019-ev_rx.qmd"),
    ("RX-036", "50 mg over 12 hours every 21 hours for 6 doses "
     "then 25 mg every 14 hours for 6 doses",
     (*6 * (50,), *6 * (25,)), (1, 1, 2, 3, 4, 5, 6, 6, 7, 8, 8, 9),
     (*6 * (12,), *6 * (None,)), "a tutorial of mrgsolve"),
]  # fmt: skip

# id, phrase, doses, total, unit, source
TOTALS = [
    ("CR-006", "10 mg twice a fortnight on Mondays for 4 weeks", 4, 40, "mg", NHS_RULES),
    ("CR-013", "10 mg once a day at 8am for 5 days", 5, 50, "mg", NHS_RULES),
    ("CR-021", "10 mg on Mondays for 4 weeks", 4, 40, "mg", NHS_RULES),
    ("CR-027", "10 mg once a week for 7 days", 1, 10, "mg", NHS_RULES),
    ("CR-043", "3 nocte for 7 days", 7, 21, "unstated", NHS_RULES),
    ("FM-010", "6 mg by mouth daily for 7 days", 7, 42, "mg", FDS),
    ("FM-015", "100 mg in 4 mL three times daily for 1 day", 3, 300, "mg", FDS),
    ("FM-016", "500 mg daily for 5 days", 5, 2500, "mg", FDS),
    ("FM-017", "75 mcg daily for 7 days", 7, 525, "µg", FDS),
    ("FM-027", "15 IU daily before lunch for 7 days", 7, 105, "IU", FDS),
    ("FM-028", "20 IU daily before dinner for 7 days", 7, 140, "IU", FDS),
    ("FM-034", "one patch three times per week for 4 weeks", 12, 12, "patches", FDS),
    ("FM-035", "1 spray twice daily for 7 days", 14, 14, "sprays", FDS),
    ("FM-036", "an unknown amount topically twice daily for 7 days", 14, None, "", FDS),
    ("FM-037", "one drop in each eye twice daily for 7 days", 14, 28, "drops", FDS),
    ("FM-038", "7 mg once daily for 7 days", 7, 49, "mg", FDS),
    ("FM-042", "an unknown amount topically daily at 9am for 7 days", 7, None, "", FDS),
    ("FT-009", "10 mg over 5 minutes, 10 minutes before meals", None, None, "mg", FDS),
    ("FT-010", "1 tablet 3 times daily, 30 minutes before meals, for 1 day", 3, 3, "tablets", FDS),
    ("FT-011", "10 mg BID, 30 minutes before meals, for the next 10 days", 20, 200, "mg", FDS),
    ("FT-014", "10 mg on Mon, Wed, Fri in the morning for 4 weeks", 12, 120, "mg", FDS),
    ("FT-016", "10 mg once", 1, 10, "mg", FDS),
    ("PUM-002", "100 mg every 24 hours for 7 doses and 50 mg every 12 hours for 14 doses "
     "and 200 mg every 24 hours for 3 doses", 24, 2000, "mg", PUMAS),
    ("RXO-024", "100 mg every 24 hours for 7 doses and 50 mg every 12 hours for 14 doses",
     21, 1400, "mg", RXODE2),
    ("SD-002", "1 tablet daily for 7 days", 7, 7, "tablets", DOSEMINER),
    ("SD-004", "1.25 mL three times a day for 1 day", 3, Fraction("3.75"), "mL", DOSEMINER),
    ("SD-008", "take 2 tablets every six hours for 1 day, at most 8 tablets a day",
     4, 8, "tablets", DOSEMINER),
    ("SD-011", "take one tablet twice daily for 1 day", 2, 2, "tablets", DOSEMINER),
    ("SD-015", "an unknown amount every 72 hours for 12 days", 4, None, "", DOSEMINER),
    ("SD-016", "5 mL 4 times a day for 10 days", 40, 200, "mL", DOSEMINER),
    ("SD-026", "one and a half tablets every three hours for 1 day", 8, 12, "tablets", DOSEMINER),
    ("SN-001", "one tablet every day for 7 days", 7, 7, "tablets", NHS),
    ("SN-004", "take 1 tablet three times a day for 5 days", 15, 15, "tablets", NHS),
    ("SN-016", "take 2 tablets once", 1, 2, "tablets", NHS),
    ("SN-020", "1 drop in each eye 4 times a day for 1 day", 4, 8, "drops", NHS),
    ("SN-022", "half a tablet every morning for 4 days "
     "and a quarter of a tablet every night for 4 days", 8, 3, "tablets", NHS),
    ("SN-026", "half of one tablet once", 1, Fraction("0.5"), "tablets", NHS),
    ("SP-003", "take two tablets 3 times every week for 4 weeks", 12, 24, "tablets", PARSIGS),
    ("SP-010", "take 3 capsules by mouth q12h for 1 day", 2, 6, "capsules", PARSIGS),
]  # fmt: skip

# id, phrase, least and most doses, least and most total, source
RANGES = [
    ("FM-002", "1 to 2 tablets every 4 to 6 hours as needed for 1 day", 0, 6, 0, 12, FDS),
    ("FM-009", "0.25 mg by mouth every 6 to 12 hours as needed for 6 days, at most 4 mg a day",
     0, 24, 0, 6, FDS),
    ("FM-011", "1 tablet every four hours as needed for 1 day", 0, 6, 0, 6, FDS),
    ("FM-013", "take 1 to 2 tablets once daily at bedtime as needed for 7 days", 0, 7, 0, 14, FDS),
    ("FM-056", "4 mg orally twice daily as needed for 1 day", 0, 2, 0, 8, FDS),
    ("FT-004", "10 mg 3-4 times a day for 7 days", 21, 28, 210, 280, FDS),
    ("SD-003", "2.5 mL four times a day when required for 1 day", 0, 4, 0, 10, DOSEMINER),
    ("SD-006", "take 1 to 2 tablets 4 times/day for 1 day", 4, 4, 4, 8, DOSEMINER),
    ("SD-012", "1 tablet q4h prn for 1 day", 0, 6, 0, 6, DOSEMINER),
    ("SD-020", "take 1 to 2 tablets every 4 to 6 hours for 1 day", 4, 6, 4, 12, DOSEMINER),
    ("SD-024", "1 to 2 tablets up to four times daily for 1 day", 0, 4, 0, 8, DOSEMINER),
    ("SD-027", "10 to 20 mL up to 4 times a day for 1 day", 0, 4, 0, 80, DOSEMINER),
    ("SN-003", "1 to 2 tablets every 4 to 6 hours as needed, no more than 8 tablets in a day, "
     "for 1 day", 0, 6, 0, 8, NHS),
    ("SN-011", "1 tablet daily for up to 2 weeks", 1, 14, 1, 14, NHS),
    ("SN-012", "up to 4 puffs twice daily for 1 day, at most 4 puffs a dose", 2, 2, 0, 8, NHS),
    ("SP-005", "take 1 tablet by mouth every 6 hours as needed for 1 day", 0, 4, 0, 4, PARSIGS),
    ("SP-013", "1 tablet of amoxicillin T.I.D for 1 month", 84, 93, 84, 93, PARSIGS),
    ("SP-014", "3 puffs Q.I.W as needed for 1 week", 0, 4, 0, 12, PARSIGS),
]  # fmt: skip

# id, phrase, code of the error
REFUSED = [
    ("CAM-006", "10 mg * HELLO daily for 2 days", "unexpected-character"),
    ("CR-002", "10 mg twice a week on Mondays", "days-do-not-match"),
    ("CR-005", "10 mg every 2 weeks on Monday", "weekday-and-daily"),
    ("CR-008", "10 mg twice a day at night for 3 days", "times-do-not-match"),
    ("CR-009", "10 mg 3 times a day at bedtime for 3 days", "times-do-not-match"),
    ("CR-011", "10 mg 3 times a day with breakfast for 3 days", "times-do-not-match"),
    ("CR-014", "10 mg twice a day at 8am for 3 days", "times-do-not-match"),
    ("CR-023", "10 mg at 8am", "time-without-frequency"),
    ("CR-024", "10 mg once a week for 5 days", "period-too-long"),
    ("CR-026", "10 mg every 2 weeks for 5 days", "period-too-long"),
    ("CR-029", "10 mg once a month for 1 to 3 weeks", "period-too-long"),
    ("CR-031", "10 mg once a week on 2.12.2024", "other-date"),
    ("CR-033", "10 mg on 2024-12-02 for 5 days", "date-in-regimen"),
    ("CR-038", "10 mg 2 fortnights", "bare-length"),
    ("FI-003", "10 mg over -2 hours daily for 3 days", "negative-number"),
    ("FI-004", "10 mg every -8 hours for 3 days", "negative-number"),
    ("FM-030", "1000 mL at 50 mL/hour over 4 hours once", "rate-differs"),
    ("PKP-013", "-1 mg daily for 4 days", "negative-number"),
    ("PKP-014", "200 mg every 24 hours for 0 doses", "zero-count"),
    ("RXO-014", "10 mg every 4 to 6 to 8 hours for 1 day", "not-understood"),
    ("RXO-017", "10 mg daily QD for 7 days", "two-frequencies"),
    ("RXO-031", "10 mg every 12 hours x 0 doses", "zero-count"),
    ("SX-001", "two tablets three a day", "half-a-frequency"),
    ("SX-002", "take one capsule three a day", "half-a-frequency"),
    ("SX-007", "2.5 mL at night (5 mg)", "brackets-hold-courses"),
    ("SX-009", "two x 2 mL daily", "two-numbers"),
    ("SX-010", "2 x 200 mg per day", "two-numbers"),
    ("SX-011", "1 tablet daily on 12-01/23", "not-understood"),
    ("SX-012", "1 tablet in the morning and 1 at night", "second-amount"),
    ("SX-013", "10 mg 1 - 2 times every day", "spaced-dash"),
    ("SX-017", "take 2. 5 mL every day", "broken-decimal"),
    ("SX-020", "1 tablet (500 mg) every 4 hours", "brackets-hold-courses"),
    ("SX-021", "1 3 times a day", "numbers-touch"),
    ("SX-022", "1 - 60 mg tablet every day", "spaced-dash"),
    ("SX-026", "10 mg 6 monthly", "refused-word"),
    ("SX-027", "10 mg 2 weekly", "refused-word"),
    ("SX-030", "10 mg 10 minutely", "refused-word"),
    ("SX-031", "10 mg three weekly", "refused-word"),
]  # fmt: skip

# id, phrase, theirs, our least and most doses (None: unknown), why
DIFFERENT = [
    ("ADM-005", "10 mg twice a year through day 182", "1 dose, since half a year is 182.625 days",
     0, 2, "where in a year the two fall is not stated, and a part of it may hold both or none"),
    ("ADM-008", "10 mg 4 times per month through day 20", "3 doses, a month being 30.4375 days",
     0, 4, "a month has no fixed length, and where in it the four fall is not stated"),
    ("ADM-018", "10 mg every 12 hours for 3 days", "an error without clock times",
     6, 6, "elapsed time needs no clock: a total is known without the time of the first dose"),
    ("BF-007", "10 mg TID for 1 day", "a frequency of 8 per hour",
     3, 3, "TID is three doses on each day, not one every 8 hours and never 8 an hour"),
    ("CAM-001", "(10 mg daily for 3 days) repeated 2 times every 7 days",
     "9 doses, the 2 being further ones", 6, 6, "`repeated 2 times` is twice in all"),
    ("CR-010", "10 mg once a week at night for 4 weeks", "refused",
     4, 4, "the night says when in the day, the week how often: they agree"),
    ("CR-040", "3 tablet daily for 2 days", "refused",
     2, 2, "it has one meaning, in whichever grammar"),
    ("CR-042", "5 spray daily for 2 days", "refused",
     2, 2, "it has one meaning, in whichever grammar"),
    ("FM-005", "take 4 tablets daily for 7 days", "5 doses, from 16 to 20 January",
     7, 7, "the words say 7 days, and the words are what is read"),
    ("FM-006", "take 2 tablets daily for 7 days", "8 doses, from 23 to 30 January",
     7, 7, "the words say 7 days, and the words are what is read"),
    ("FM-012", "1000 mg/m2 orally twice daily on days 1-14", "7 doses, one every 2 days",
     28, 28, "`twice daily` is two doses on each day"),
    ("FM-031", "1 suppository rectally twice daily as needed, at most 3 a day, for 7 days",
     "up to 3 a day, 21 in all",
     0, 14, "a frequency bounds what is needed too, and the lesser bound holds"),
    ("FM-040", "one tablet once daily in the morning for 7 days", "1 to 2 tablets each",
     7, 7, "the words say one tablet, and the words are what is read"),
    ("MEV-006", "100 mg every 4 weeks until day 113", "4 doses, `until` leaving its end out",
     5, 5, "`until` a day includes the day, with a warning"),
    ("NMS-005", "10 mg for 4 doses", "an error without an interval",
     4, 4, "the number of doses is stated; only their days are not"),
    ("RR-002", "10 mg daily until day 114", "113 doses, the end being the day's first minute",
     114, 114, "`until` a day includes the day, with a warning"),
    ("RX-007", "1.002 mg q4h", "1 dose, since nothing repeats it",
     None, None, "`q4h` repeats, and nothing says for how long"),
    ("RXO-001", "1 mg every 90 minutes for 7.5 hours", "6 doses, the last at the end itself",
     5, 5, "a length leaves its end out, so that lengths add up"),
    ("RXO-011", "10 mg for 3 doses", "an error without an interval",
     3, 3, "the number of doses is stated; only their days are not"),
    ("RXO-026", "10000 mg BID for 5 days", "11 doses, the last at 120 hours",
     10, 10, "two doses on each of five days; hour 120 is on the sixth"),
    ("SX-004", "1 g", "refused without a timing",
     None, None, "an amount alone is a legitimate fact: how often and how long stay unknown"),
]  # fmt: skip

# id, phrase, theirs, code of our error, why
STRICTER = [
    ("FM-025", "20 U subcutaneously three times daily", "20 U, three times a day",
     "refused-word", "`U` is read as a 0 or a 4"),
    ("RR-018", "10 mg every 2 weeks on Tue, Sun for 4 doses",
     "4 doses, where the first day of a week decides", "weekday-and-daily",
     "a week has no first day of its own here, so which Sundays are meant is asked for"),
    ("RX-011", "100 mg q24h then 200 mg q12h", "one dose each, a day apart",
     "no-end", "nothing ends the first course"),
    ("RX-022", "1000 mg once starting 2.93 hours after the last dose", "one dose at 2.93 hours",
     "no-earlier-dose", "time runs from the first dose, which cannot come after itself"),
    ("RXO-020", "0.0003 lb once", "136.0777 mg",
     "unknown-unit", "pounds are not in the table of units"),
    ("SN-013", "1 tablet daily 2 minutes after waking for 7 days", "a time of day",
     "not-understood", "waking is none of the moments of a day that the glossary lists"),
    ("SN-019", "1 to 2 x 5 mL three times a day", "5 to 10 mL, three times a day",
     "two-numbers", "a multiplication does not say which number counts doses"),
    ("SN-024", "10 mg 1 hourly", "one every hour",
     "refused-word", "with another number `hourly` is read in two ways, so none stands before it"),
    ("SP-002", "take 2 tablets every 12 days for 10 days", "one dose every 12 days, without a word",
     "period-too-long", "an interval that is longer than the course is a slip"),
    ("SP-016", "take 1 tablet every day then 2 tablets every week", "two instructions",
     "no-end", "nothing ends the first course"),
    ("SP-018", "1 tabet 3 tiems a day for 2 wekes", "the words as corrected",
     "unknown-unit", "a misspelt word is shown with the nearest one, never corrected in silence"),
]  # fmt: skip

# id, why it says nothing about a phrase
SILENT = [
    ("ADM-023", "a user's table of terms with one of them twice"),
    ("FI-005", "two fields of a record: the most of a period without a period"),
    ("FI-006", "two fields of a record: the most of a duration without a duration"),
    ("FI-008", "two fields of a record: an offset without the moment that it is counted from"),
    ("PKP-002", "a running infusion is cut short when the regimen is switched"),
    ("RR-010", "days of a calendar month, and a regimen takes no dates"),
    ("RR-022", "weeks of a calendar year, and a regimen takes no dates"),
    ("RXO-012", "two start times, or a window: the other format's own ambiguity"),
    ("RXO-023", "the time of a blood sample in another unit"),
    ("RXO-036", "a window in which the time of a dose is drawn at random"),
]  # fmt: skip
