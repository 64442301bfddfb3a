/// The Kangxi radicals U+2F00–2FD5 and the ideographs they look like.
///
/// Nobody types radicals; text extraction from PDF yields them, because fonts share their glyphs with the ideographs.
package enum Radicals {
  /// By position from U+2F00; the compatibility mappings of the Unicode Character Database.
  private static let ideographs: [Unicode.Scalar] = Array(
    """
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾\
    干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生\
    用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷\
    豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
    黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠
    """.unicodeScalars)

  package static func ideograph(of radical: Unicode.Scalar) -> Unicode.Scalar {
    let index = Int(radical.value) - 0x2F00
    return ideographs.indices.contains(index) ? ideographs[index] : radical
  }
}
