"""Form data without the form's pages, as other people's programs write them: FDF and XFDF. Each takes {field name: text or Button}."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr


class Button(str):
    """The export value a button is set to; '' switches it off."""


def fdf(values: dict[str, str], target: str | None = None) -> bytes:
    """Names written out, as pdftk takes them."""
    def entry(name: str, value: str) -> str:
        shown = f"/{value or 'Off'}" if isinstance(value, Button) else text_string(value)
        return f"<< /T {text_string(name)} /V {shown} >>"

    body = "\n".join(entry(name, value) for name, value in values.items())
    of = f"/F ({target}) " if target else ""
    return f"%FDF-1.2\n1 0 obj\n<< /FDF << {of}/Fields [\n{body}\n] >> >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n".encode()


def text_string(text: str) -> str:
    return "<" + ("\ufeff" + text).encode("utf-16-be").hex() + ">"


def xfdf(values: dict[str, str], target: str | None = None) -> bytes:
    """Hierarchical names become nested elements, as ISO 19444-1 has it and Acrobat writes it."""
    def write(node: dict) -> str:
        inner = f"<value>{escape(node[''], {chr(13): '&#13;'})}</value>" if "" in node else ""
        return inner + "".join(f"<field name={quoteattr(key)}>{write(kid)}</field>" for key, kid in node.items() if key)

    of = f"<f href={quoteattr(target)}/><ids original='0F' modified='0E'/>" if target else ""
    return ('<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve">'
            f"{of}<fields>{write(nested(values))}</fields></xfdf>").encode()


def xfdf_flat(values: dict[str, str], target: str | None = None) -> bytes:
    """Whole names in one attribute, in UTF-16, as some servers write it."""
    rows = "\r\n".join(f"<field name={quoteattr(name)}><value>{escape(state(value), {chr(13): '&#xD;'})}</value></field>" for name, value in values.items())
    return f'<?xml version="1.0" encoding="UTF-16"?>\r\n<xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>{rows}</fields></xfdf>'.encode("utf-16")


def pikepdf_fdf(values: dict[str, str], target: str | None = None) -> bytes:
    """A tree of kids, with strings as pikepdf encodes them."""
    import pikepdf

    def write(key: str, node: dict) -> pikepdf.Dictionary:
        made = pikepdf.Dictionary(T=pikepdf.String(key))
        if "" in node:
            made.V = pikepdf.Name("/" + node[""]) if isinstance(node[""], Button) else pikepdf.String(node[""])
        kids = [write(name, kid) for name, kid in node.items() if name]
        if kids:
            made.Kids = pikepdf.Array(kids)
        return made

    fields = pikepdf.Array([write(key, node) for key, node in nested(values, Button).items() if key])
    body = pikepdf.Dictionary(FDF=pikepdf.Dictionary(Fields=fields)).unparse()
    return b"%FDF-1.2\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + body + b"\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def nested(values: dict[str, str], button: type = str) -> dict:
    tree: dict = {}
    for name, value in values.items():
        node = tree
        for part in name.split("."):
            node = node.setdefault(part, {})
        node[""] = button(state(value)) if isinstance(value, Button) else value
    return tree


def state(value: str) -> str:
    return (value or "Off") if isinstance(value, Button) else value
