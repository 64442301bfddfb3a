"""Turns and crops forms without changing what they show: python turned.py FROM TO.

Each form's page is drawn sideways or upside down and turned back by /Rotate; its visible part begins anywhere in the plane, by its
MediaBox, its CropBox or both; every other one has a UserUnit. What a viewer shows, and what the JSON says of it, is as before.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import ArrayObject, FloatObject, NameObject, NumberObject, RectangleObject


def turn(source: Path, target: Path, number: int) -> None:
    writer = PdfWriter(clone_from=PdfReader(source))
    quarters, shift = number % 4, (number * 37 % 300 - 150, number * 53 % 300 - 150)
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        # Against the clock, so that /Rotate turns it back; then its lower left corner goes to the origin and beyond.
        turned = Transformation().rotate(90 * quarters)
        across = {0: (0, 0), 1: (height, 0), 2: (width, height), 3: (0, width)}[quarters]
        move = turned.translate(across[0] + shift[0], across[1] + shift[1])
        page.add_transformation(move)
        size = (width, height) if quarters % 2 == 0 else (height, width)
        visible = [shift[0], shift[1], shift[0] + size[0], shift[1] + size[1]]
        page[NameObject("/CropBox")] = RectangleObject(visible)
        around = [visible[0] - 20, visible[1] - 30, visible[2] + 40, visible[3] + 10] if number % 3 else visible
        page[NameObject("/MediaBox")] = RectangleObject(around)
        page[NameObject("/Rotate")] = NumberObject(90 * quarters if number % 5 else 90 * quarters - 360)
        if number % 2:
            page[NameObject("/UserUnit")] = FloatObject(1.5)
        for annotation in page.get("/Annots", []):
            widget = annotation.get_object()
            box = [float(value) for value in widget["/Rect"]]
            corners = [move.apply_on(box[:2]), move.apply_on(box[2:])]
            xs, ys = sorted(corner[0] for corner in corners), sorted(corner[1] for corner in corners)
            widget[NameObject("/Rect")] = ArrayObject(FloatObject(value) for value in (xs[0], ys[0], xs[1], ys[1]))
    writer.write(target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    options.target.mkdir(parents=True, exist_ok=True)
    forms = sorted(options.source.glob("*.pdf"))
    for number, form in enumerate(forms):
        turn(form, options.target / form.name, number)
        shutil.copy(form.with_suffix(".json"), options.target)
    print(len(forms), "forms")


if __name__ == "__main__":
    main()
