"""What actions decide: pure rules and calculations."""
