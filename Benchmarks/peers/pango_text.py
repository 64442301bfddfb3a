"""Texts laid out by Pango on a cairo context."""

import pangocairocffi
import pangocffi

UNITS = pangocffi.units_from_double


class PangoText:
    def __init__(self, context, family):
        self._context = context
        self._family = family
        self._fonts = {}
        self._layout = self._new_layout()

    def _new_layout(self):
        layout = pangocairocffi.create_layout(self._context)
        pangocairocffi.set_resolution(layout.context, 72)
        layout.wrap = pangocffi.WrapMode.WORD_CHAR
        return layout

    def _font(self, size):
        if size not in self._fonts:
            font = pangocffi.FontDescription()
            font.family, font.size = self._family, UNITS(size)
            self._fonts[size] = font
        return self._fonts[size]

    def _set(self, layout, words, width, size, align):
        layout.font_description = self._font(size)
        layout.width = UNITS(width) if width else -1
        layout.alignment = pangocffi.Alignment.CENTER if align == "c" else pangocffi.Alignment.LEFT
        layout.text = words
        return pangocffi.units_to_double(layout.get_extents()[1].height)

    def show(self, context, words, box, size, align="c"):
        """In the middle of a box, broken by Pango."""
        x, y, width, height = box
        needed = self._set(self._layout, words, width - 4, size, align)
        context.move_to(x + 2, y + (height - needed) / 2)
        pangocairocffi.show_layout(context, self._layout)

    def show_line(self, context, words, x, baseline, size):
        needed = self._set(self._layout, words, None, size, "l")
        context.move_to(x, baseline - size * 0.3 - needed / 2)
        pangocairocffi.show_layout(context, self._layout)

    def laid_out(self, words, width, size):
        """A layout of its own and its height."""
        layout = self._new_layout()
        layout.spacing = UNITS(-2.5)
        return layout, self._set(layout, words, width, size, "c")
