"""Contract of Dimona REST v2: who starts, who leaves, who is present."""
