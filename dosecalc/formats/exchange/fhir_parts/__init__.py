"""FHIR resources from schedules: one part of a resource a module."""
