"""FHIR resources as words of the schedule language: one part of a resource a module."""
