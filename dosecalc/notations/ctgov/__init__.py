"""Records of ClinicalTrials.gov, as version 2 of its interface gives them, to drafts of schedules.

`reading` takes studies from a file one by one, `fields` looks at what they hold and complains of
wrong types, `facts` says what is structured, `groups` who gets what, `dosing` what the texts may
mean, `visits` when outcomes are measured, `drafts` puts a file together. Every draft says
`unconfirmed`, at its top and of every regimen.
"""
