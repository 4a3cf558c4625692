"""A photograph that nobody took: 24 megapixels with the statistics of a natural picture, the same in every run.

Compression depends on what a picture holds, and no photograph is bundled. Natural pictures have about the same contrast
at every scale (their spectrum falls with 1/f); so this one is a sum of noise of nine sizes, each with the same strength,
over a sky, two ridges, walls with sharp edges and the grain of a sensor. It is made hard on purpose: as a JPEG of
quality 75 and 1,600 pixels it takes more bits a pixel than most photographs of landscapes and buildings.
"""

import random
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (6000, 4000)


def photograph(size: tuple[int, int] = SIZE, quality: int = 92) -> bytes:
    """The picture as a camera would save it: JPEG with EXIF, a camera position among it."""
    picture = draw(size)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Camera maker", "Model 24"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (41.0, 52.0, 30.0), "E", (12.0, 28.0, 40.0)
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def draw(size: tuple[int, int]) -> Image.Image:
    """Sky, two ridges and a row of walls, with texture of every size over what is not sky."""
    width, height = size
    dice = random.Random(1944)
    ground = vertical_gradient(size, (96, 128, 168), (214, 210, 196))
    canvas = ImageDraw.Draw(ground)
    for base, colour in ((0.5, (92, 104, 92)), (0.62, (84, 84, 58))):
        canvas.polygon([*ridge(size, base, dice), (width, height), (0, height)], fill=colour)
    for number in range(14):
        left = round(width * (number / 14 + dice.uniform(-0.02, 0.02)))
        top = round(height * dice.uniform(0.55, 0.7))
        wall = tuple(dice.randrange(110, 210) for _ in range(3))
        canvas.rectangle((left, top, left + width // 18, round(height * 0.86)), fill=wall)
        for row in range(4):
            window = top + (row + 1) * height // 22
            canvas.rectangle((left + width // 60, window, left + width // 40, window + height // 50), fill=(44, 38, 36))
    land = Image.new("L", size, 0)
    ImageDraw.Draw(land).polygon([*ridge(size, 0.5, random.Random(1944)), (width, height), (0, height)], fill=255)
    rough = texture(size, dice)
    strong = ImageChops.overlay(ground, Image.merge("RGB", (rough, rough, rough)))
    mixed = Image.composite(strong, Image.blend(ground, strong, 0.2), land)
    grain = Image.effect_noise(size, 9)
    return ImageChops.soft_light(mixed, Image.merge("RGB", (grain, grain, grain)))


def vertical_gradient(size: tuple[int, int], top: tuple[int, int, int], bottom: tuple[int, int, int]) -> Image.Image:
    """From one colour down to another."""
    bands = [
        Image.linear_gradient("L").point(lambda v, a=a, b=b: a + (b - a) * v // 255)
        for a, b in zip(top, bottom, strict=True)
    ]
    return Image.merge("RGB", bands).resize(size)


def ridge(size: tuple[int, int], base: float, dice: random.Random) -> list[tuple[int, int]]:
    """The line of a range of hills, from left to right."""
    width, height = size
    level, line = base, []
    for step in range(81):
        level += dice.uniform(-0.012, 0.012)
        line.append((width * step // 80, round(height * level)))
    return line


def texture(size: tuple[int, int], dice: random.Random) -> Image.Image:
    """Noise of nine sizes, each with the same contrast."""
    width, height = size
    total = Image.new("L", size, 128)
    for octave in range(9):
        scale = 2**octave
        noise = Image.effect_noise((max(2, width // scale), max(2, height // scale)), 26)
        layer = noise.resize(size, Image.Resampling.BICUBIC) if octave else noise.filter(ImageFilter.BoxBlur(0.5))
        total = ImageChops.add(total, layer, scale=1, offset=-128)
    return total
