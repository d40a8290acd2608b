"""How dates are written on screens: one module per language, found through FORMAT_MODULE_PATH."""
