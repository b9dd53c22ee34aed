"""How dates, money, numbers and phones are written, in Vietnamese and in English. No database."""
