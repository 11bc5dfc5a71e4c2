"""The handwritten digits in data/digits.txt beside this file, for the Python examples; see data/README.md.

Only the standard library is needed.
"""

from pathlib import Path

PIXELS = 64
DIGITS = 10


def load():
    """(images, digits): 1,797 lists of 64 greys between 0 and 1, and what they show, from writer to writer."""
    lines = Path(__file__).with_name("data").joinpath("digits.txt").read_text().splitlines()
    images = [[int(grey, 17) / 16 for grey in line[:PIXELS]] for line in lines]
    return images, [int(line[PIXELS + 1 :]) for line in lines]


def split(items):
    """1,000 to learn from, 397 to choose by, 400 to be honest with; writers of one part are hardly in another."""
    return items[:1000], items[1000:1397], items[1397:]
