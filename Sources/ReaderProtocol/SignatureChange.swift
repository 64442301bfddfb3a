package import Diagnostics

/// One thing that was changed after a signature. Its code crosses the wall, the words are put to it on the near side.
package struct SignatureChange: Sendable, Hashable {
  package enum Code: String, Sendable, CaseIterable {
    case fieldFilled = "field-filled"
    case fieldChanged = "field-changed"
    case fieldAdded = "field-added"
    case fieldRemoved = "field-removed"
    case fieldAltered = "field-altered"
    case appearanceReplaced = "appearance-replaced"
    case signatureAdded = "signature-added"
    case signatureFieldAdded = "signature-field-added"
    case signatureRemoved = "signature-removed"
    case timestampAdded = "timestamp-added"
    case validationDataAdded = "validation-data-added"
    case metadataChanged = "metadata-changed"
    case annotationAdded = "annotation-added"
    case annotationRemoved = "annotation-removed"
    case annotationChanged = "annotation-changed"
    case pageAdded = "page-added"
    case pageRemoved = "page-removed"
    case pageChanged = "page-changed"
    case catalogChanged = "catalog-changed"
    case formChanged = "form-changed"
    case structureRewritten = "structure-rewritten"
    case structureDamaged = "structure-damaged"
    case hybridUpdate = "hybrid-update"
    case strayObjects = "stray-objects"
    case encryptionChanged = "encryption-changed"
  }

  package var code: Code
  /// Whether the signature allows it.
  package var isPermitted: Bool
  /// The fully qualified name of the field concerned.
  package var field: String?
  /// The page concerned, from 1.
  package var page: Int?
  /// The name of an entry.
  package var detail: String?

  package init(_ code: Code, isPermitted: Bool, field: String? = nil, page: Int? = nil, detail: String? = nil) {
    self.code = code
    self.isPermitted = isPermitted
    self.field = field
    self.page = page
    self.detail = detail
  }

  /// One sentence for people. It names fields and pages, never a value.
  package var message: Phrase {
    let words = words
    return isPermitted
      ? Phrase(words.chinese + "（签名允许）。", words.english + " (allowed by the signature).")
      : Phrase(words.chinese + "（签名不允许）。", words.english + " (not allowed by the signature).")
  }

  private var words: (chinese: String, english: String) {
    let name = field ?? ""
    let page = page.map(String.init) ?? "?"
    let detail = detail ?? ""
    switch code {
    case .fieldFilled: return ("签名后填写了原来空白的域“\(name)”", "Field “\(name)”, empty when signed, was filled in")
    case .fieldChanged: return ("签名后改动了域“\(name)”的值", "The value of field “\(name)” was changed")
    case .fieldAdded: return ("签名后增加了域“\(name)”", "Field “\(name)” was added")
    case .fieldRemoved: return ("签名后删除了域“\(name)”", "Field “\(name)” was removed")
    case .fieldAltered:
      return ("签名后改动了域“\(name)”的属性 \(detail)", "Entry \(detail) of field “\(name)” was changed")
    case .appearanceReplaced:
      return ("签名后替换了域“\(name)”的外观，而值未变", "The appearance of field “\(name)” was replaced while its value stayed")
    case .signatureAdded: return ("之后又有人在域“\(name)”签名", "Field “\(name)” was signed afterwards")
    case .signatureFieldAdded: return ("之后新增签名域“\(name)”并签名", "Signature field “\(name)” was added and signed")
    case .signatureRemoved: return ("签名后去掉了域“\(name)”中的签名", "The signature in field “\(name)” was removed")
    case .timestampAdded: return ("之后加盖了时间戳“\(name)”", "Time stamp “\(name)” was added")
    case .validationDataAdded: return ("之后加入了验证签名用的资料", "Data for validating signatures was added")
    case .metadataChanged: return ("之后改动了文件的说明信息", "The file's metadata was changed")
    case .annotationAdded: return ("签名后在第 \(page) 页加了批注或图形", "An annotation was added to page \(page)")
    case .annotationRemoved: return ("签名后去掉了第 \(page) 页的批注或控件", "An annotation was removed from page \(page)")
    case .annotationChanged: return ("签名后改动了第 \(page) 页的批注", "An annotation of page \(page) was changed")
    case .pageAdded: return ("签名后增加了第 \(page) 页", "Page \(page) was added")
    case .pageRemoved: return ("签名后删除了原第 \(page) 页", "Page \(page) was removed")
    case .pageChanged: return ("签名后改动了第 \(page) 页的内容", "The content of page \(page) was changed")
    case .catalogChanged: return ("签名后改动了文件目录的 \(detail)", "Entry \(detail) of the catalog was changed")
    case .formChanged: return ("签名后改动了表单的 \(detail)", "Entry \(detail) of the form was changed")
    case .structureRewritten:
      return ("签名后文件被重写，不再接续签名时的内容", "The file was rewritten and no longer builds on what was signed")
    case .structureDamaged:
      return ("签名后追加的部分结构有误，各程序看到的可能不同", "What was appended is damaged; programs may see different files")
    case .hybridUpdate:
      return ("签名后追加的部分对新旧程序显示不同的内容", "What was appended shows old and new programs different objects")
    case .strayObjects: return ("签名后在文件末尾追加了未登记的内容", "Objects that no table lists were appended")
    case .encryptionChanged: return ("签名后改动了加密方式", "The encryption was changed")
    }
  }
}
