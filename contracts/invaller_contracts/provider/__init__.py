"""The provider side: does a service, simulated or real, do what its contract says?"""
