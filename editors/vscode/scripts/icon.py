"""Draws icon.png, a seal with the character 核: `python3 scripts/icon.py FONT` (Noto Serif CJK Bold)."""

import sys

from PIL import Image, ImageDraw, ImageFont

SIZE, SCALE = 128, 8  # drawn eightfold and scaled down, for smooth edges
CINNABAR, PAPER = "#A92A22", "#FBF6EC"

side = SIZE * SCALE
icon = Image.new("RGBA", (side, side))
draw = ImageDraw.Draw(icon)
draw.rounded_rectangle((0, 0, side - 1, side - 1), radius=22 * SCALE, fill=CINNABAR)
inset = 9 * SCALE
draw.rounded_rectangle(
    (inset, inset, side - 1 - inset, side - 1 - inset), radius=14 * SCALE, outline=PAPER, width=3 * SCALE
)
font = ImageFont.truetype(sys.argv[1], 84 * SCALE, index=2)  # index 2: Simplified Chinese
left, top, right, bottom = draw.textbbox((0, 0), "核", font=font)
draw.text(((side - left - right) / 2, (side - top - bottom) / 2), "核", font=font, fill=PAPER)
icon.resize((SIZE, SIZE), Image.LANCZOS).save("icon.png", optimize=True)
