"""What the simulated administrations know together: people, employers, mandates, employments.

APIs meet here and nowhere else: a declaration in one of them shows in another through
these registers, and each API still answers when the other is not loaded.
"""

from invaller.kernel.registers.registers import Registers

__all__ = ["Registers"]
