internal import Measures
internal import PDFObjects

/// How viewers are told to draw what is typed into a field: the one place to change when a viewer proves to need otherwise.
///
/// Values that we issue are drawn by us in embedded fonts; this is for what others type. Helvetica is the font that every
/// program knows: it draws what it can in it, and takes its own Chinese font for the rest.
enum FieldDefaults {
  /// Whether viewers draw all fields anew when they open the file. They need not: each field has a look.
  static let needAppearances = false

  /// `/DA` of a text field.
  static func text(_ body: inout PDFBytes, size: Length) {
    body.raw("/DA(/Helv ")
    body.number(size.points)
    body.raw(" Tf 0 g)")
  }

  /// `/DA` and `/MK` of a box: a tick of ZapfDingbats, for programs that draw their own.
  static func button(_ body: inout PDFBytes) {
    body.raw("/DA(/ZaDb 0 Tf 0 g)/MK<</CA(4)>>")
  }

  /// `/DR` and `/DA` of the form.
  static func form(_ body: inout PDFBytes) {
    body.raw("/DR<</Font<</Helv<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    body.raw("/ZaDb<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>>>>>/DA(/Helv 0 Tf 0 g)")
    if needAppearances { body.raw("/NeedAppearances true") }
  }
}
