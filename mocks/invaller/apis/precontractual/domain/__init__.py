"""Rules of the verification of precontractual data: pure, every moment is an argument."""
