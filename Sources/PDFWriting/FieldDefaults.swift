internal import Measures
internal import PDFObjects

/// How programs are told to draw what is typed into a field: the one place to change when one proves to need otherwise.
///
/// Values that we issue are drawn by us in embedded fonts; this is for what others type. `docs/fillable.md` has the
/// measurements: with the entry font no program refuses a character, with any other some do. There is no
/// `/NeedAppearances`: with it, viewers throw our drawn values away.
struct FieldDefaults {
  /// The form's own entry font, where it stands in this file; without one, Helvetica.
  let entryFont: ObjectID?

  /// `/DA` of a text field.
  func text(_ body: inout PDFBytes, size: Length) {
    entryFont == nil ? body.raw("/DA(/Helv ") : body.raw("/DA(/Entry ")
    body.number(size.points)
    body.raw(" Tf 0 g)")
  }

  /// `/DA` and `/MK` of a box: a tick of ZapfDingbats, for programs that draw their own.
  func button(_ body: inout PDFBytes) {
    body.raw("/DA(/ZaDb 0 Tf 0 g)/MK<</CA(4)>>")
  }

  /// `/DR` and `/DA` of the form.
  func form(_ body: inout PDFBytes) {
    body.raw("/DR<</Font<<")
    if let entryFont {
      body.raw("/Entry ")
      body.reference(entryFont)
    } else {
      body.raw("/Helv<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    }
    body.raw("/ZaDb<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>>>>>")
    entryFont == nil ? body.raw("/DA(/Helv 0 Tf 0 g)") : body.raw("/DA(/Entry 0 Tf 0 g)")
  }
}
