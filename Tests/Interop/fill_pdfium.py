"""Fills PDF forms as Chrome does, through PDFium's form-fill interface."""

from __future__ import annotations

from pathlib import Path

from data_files import Button


def pdfium(source: Path, target: Path, values: dict[str, str]) -> None:
    """Clicks into each field and types, through the form-fill interface that Chrome uses.

    Typing on Linux cuts characters beyond U+FFFF to their last 16 bits; such values are set through the annotation
    interface instead, as a script would.
    """
    import pypdfium2
    import pypdfium2.raw as raw

    document = pypdfium2.PdfDocument(source)
    document.init_forms()
    env = document.formenv.raw
    for index in range(len(document)):
        opened = document[index]  # closes its page when it is let go
        page = opened.raw
        for number in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, number)
            value = values.get(wide_text(raw.FPDFAnnot_GetFormFieldName, env, annotation))
            if isinstance(value, Button):
                is_on = bool(raw.FPDFAnnot_IsChecked(env, annotation))
                if is_on != (value == wide_text(raw.FPDFAnnot_GetFormFieldExportValue, env, annotation)):
                    click(env, page, annotation)
            elif value is not None and max(map(ord, value), default=0) > 0xFFFF:
                raw.FPDFAnnot_SetStringValue(annotation, b"V", wide(value))
                raw.FPDFAnnot_SetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None)
            elif value is not None:
                click(env, page, annotation)
                raw.FORM_SelectAllText(env, page)
                raw.FORM_ReplaceSelection(env, page, wide(value.replace("\n", "\r")))
            raw.FORM_ForceToKillFocus(env)
            raw.FPDFPage_CloseAnnot(annotation)
    document.save(target)
    document.close()


def wide(text: str):
    import ctypes

    import pypdfium2.raw as raw

    data = (text + "\0").encode("utf-16-le")
    return (raw.FPDF_WCHAR * (len(data) // 2)).from_buffer_copy(data)


def wide_text(getter, env, annotation) -> str:
    import ctypes

    import pypdfium2.raw as raw

    length = getter(env, annotation, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    getter(env, annotation, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw[: length - 2].decode("utf-16-le")


def click(env, page, annotation) -> None:
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, box)
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    raw.FORM_OnMouseMove(env, page, 0, x, y)
    raw.FORM_OnLButtonDown(env, page, 0, x, y)
    raw.FORM_OnLButtonUp(env, page, 0, x, y)
