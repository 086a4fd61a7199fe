"""Invaller: stateful simulators of HR and payroll APIs."""
