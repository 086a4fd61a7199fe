"""What every simulated API stands on: time, pending work, storage, journal, identity."""
