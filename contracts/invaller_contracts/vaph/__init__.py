"""Stories of VAPH ISIS, for the simulator and for the vendor's acceptance environment."""
