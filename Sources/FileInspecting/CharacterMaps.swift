/// Adobe's predefined character maps and collections (ISO 32000-1, 9.7.5.2), in which programs with Chinese fonts of their own
/// write without embedding one: 宋体 in `UniGB-UCS2-H`, for example.
///
/// What their codes mean poppler finds in data that come as a package of their own, poppler-data. Without them such text
/// reads as nothing at all.
enum CharacterMaps {
  /// Whether this machine has the data, tried out on a page that says 一.
  static let areHere =
    PopplerFile(DocumentBytes(Array(page.utf8)), password: nil)?.text(ofPage: 0).contains("一") ?? false

  private static let text = "BT /F 10 Tf 9 9 Td <4E00> Tj ET"

  private static let page = """
    %PDF-1.4
    1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
    2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
    4 0 obj<</Length \(text.utf8.count)>>stream
    \(text)
    endstream endobj
    5 0 obj<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>endobj
    6 0 obj<</Type/Font/Subtype/CIDFontType0/BaseFont/S/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>endobj
    trailer<</Root 1 0 R>>
    """
}
