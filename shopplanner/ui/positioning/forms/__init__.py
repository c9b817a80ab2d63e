"""Worksheets on the screen: editors for every kind of field, evidence, tables, alternatives."""
