import Diagnostics

extension FileKind {
  /// What it is called for people.
  package var name: Phrase {
    switch self {
    case .pdf: Phrase("PDF 文件", "a PDF file")
    case .fdf: Phrase("FDF 数据文件", "an FDF file")
    case .xfdf: Phrase("XFDF 数据文件", "an XFDF file")
    case .xdp: Phrase("XDP 数据文件", "an XDP file")
    case .formXML: Phrase("表格数据（XML）", "the data of a form as XML")
    case .recordListXML: Phrase("名单（XML）", "a list of records as XML")
    case .xml: Phrase("其他 XML 文件", "some other XML file")
    case .formSheet: Phrase("表格的电子表（XLSX）", "the spreadsheet of a form")
    case .listSheet: Phrase("Excel 工作簿", "an Excel workbook")
    case .zip: Phrase("ZIP 压缩包", "a ZIP archive")
    case .email: Phrase("电子邮件", "an e-mail")
    case .image(let format): Phrase("图片（\(format)）", "a picture (\(format))")
    case .office(let format): Phrase("办公文档（\(format)）", "an office document (\(format))")
    case .archive(let format): Phrase("\(format) 压缩包", "a \(format) archive")
    case .empty: Phrase("空文件", "an empty file")
    case .unknown: Phrase("无法识别的文件", "a file of an unknown kind")
    }
  }

  /// Why files of this kind are not read, and what to do instead; `nil` for those that are.
  package func refusal(at place: Place) -> Finding? {
    func refuse(_ code: Finding.Code, _ chinese: String, _ english: String) -> Finding {
      let name = name
      return Finding(
        .error, code, at: place, Phrase("这是\(name.chinese)，不能读取", "this is \(name.english), which is not read"),
        hint: Phrase(chinese, english))
    }
    switch self {
    case .pdf, .fdf, .xfdf, .xdp, .formXML, .formSheet, .zip, .email: return nil
    case .image:
      return refuse(.formIsScan, "请交回可填写的 PDF，或手工录入", "ask for the fillable PDF, or enter it by hand")
    case .office: return refuse(.officeFile, "请另存为 PDF 或 XLSX 后交回", "save it as PDF or XLSX and hand that in")
    case .archive: return refuse(.unknownKind, "请解压后交回里面的文件", "unpack it and hand in the files")
    case .recordListXML, .listSheet:
      return refuse(
        .formNotOurs, "名单请用 handover check 或 generate；交回表格请用 handover template sheet 生成的电子表",
        "lists are for handover check and generate; forms come back in the sheet that handover template sheet writes")
    case .xml:
      return refuse(
        .formNotOurs, "handover template schema 给出表格数据的格式",
        "handover template schema writes the format of a form's data")
    case .empty:
      return Finding(
        .error, .fileEmpty, at: place, Phrase("文件是空的", "the file is empty"),
        hint: Phrase("请对方重新发送", "ask for the file again"))
    case .unknown: return refuse(.unknownKind, "请交回 PDF、XFDF、XML 或 XLSX", "hand in PDF, XFDF, XML or XLSX")
    }
  }
}
