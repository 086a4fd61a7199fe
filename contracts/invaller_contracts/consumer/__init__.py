"""The consumer side: does an integrator's client do what a good client of each API does?"""
