package import Diagnostics

extension FormNote {
  /// The sentence for people. It names fields and kinds of things, never a value.
  package var message: Phrase {
    let name = field ?? ""
    let detail = detail ?? ""
    switch code {
    case .recovered:
      return Phrase("文件有损坏，已尽量修复，内容可能不全。", "The file is damaged; it was mended, and parts may be missing.")
    case .encryptedWithoutPassword:
      return Phrase("文件已加密，但无需密码即可打开。", "The file is encrypted but opens without a password.")
    case .activeContent:
      return Phrase("文件含有活动内容：\(detail)。未执行。", "The file holds active content, which was not run: \(detail).")
    case .xfa:
      return Phrase("表单另含 XFA 数据，可能与域值不同。", "The form also holds XFA data, which may differ from its fields.")
    case .xfaDynamic:
      return Phrase("这是动态 XFA 表单，域值可能不是填写者看到的。", "A dynamic XFA form: its fields may not be what was filled in.")
    case .attachmentUnreadable:
      return Phrase("附件“\(detail)”无法解开或过大。", "The attachment “\(detail)” cannot be unpacked or is too large.")
    case .textReplaced:
      return Phrase("域“\(name)”含有无法识别的字符，已用 U+FFFD 代替。", "Field “\(name)” holds undecodable characters, now U+FFFD.")
    case .textUnmarkedUTF8:
      return Phrase(
        "域“\(name)”的文字像是未标明的 UTF-8，按 PDF 标准编码读取可能是乱码。",
        "Field “\(name)” looks like unmarked UTF-8; read as PDFDocEncoding it may be garbled.")
    case .valueOfOtherType:
      return Phrase("域“\(name)”的值不是该类域应有的类型。", "The value of field “\(name)” is of a type such a field cannot hold.")
    case .valueUnreadable:
      return Phrase("域“\(name)”的值无法解开或过大。", "The value of field “\(name)” cannot be unpacked or is too large.")
    case .valuesDiffer:
      return Phrase("多个同名域“\(name)”的值不同，取第一个。", "Fields named “\(name)” hold different values; the first counts.")
    case .stateDiffers:
      return Phrase("域“\(name)”显示的状态与所存的值不同。", "Field “\(name)” shows another state than the value it stores.")
    case .stateUnknown:
      return Phrase("域“\(name)”的值不是其任何选项。", "The value of field “\(name)” is none of its states.")
    case .choiceUnknown:
      return Phrase("域“\(name)”的值不在其选项中。", "The value of field “\(name)” is not among its options.")
    case .choiceByLabel:
      return Phrase("域“\(name)”存的是选项的显示文字，已换成导出值。", "Field “\(name)” stores a label; its export value was taken.")
    case .choiceIndicesDiffer:
      return Phrase("域“\(name)”的选中序号与所存的值不同。", "The chosen indices of field “\(name)” differ from its value.")
    case .fieldWithoutType:
      return Phrase("域“\(name)”没有类型，已略过。", "Field “\(name)” has no type and was left out.")
    case .fieldLoop:
      return Phrase("域树中有循环或重复引用，已略过。", "The field tree holds a loop or a repeated node, left out.")
    case .fieldTooDeep:
      return Phrase("域树嵌套过深，更深处已略过。", "The field tree is nested too deeply; the deeper part was left out.")
    case .fieldsOutsideForm:
      return Phrase(
        "有 \(detail) 个表单控件不在表单的域树中，未读取。", "\(detail) widgets are not part of the form's field tree; not read.")
    case .signatureRange:
      return Phrase("签名域“\(name)”的签名没有覆盖整个文件。", "The signature in field “\(name)” does not cover the whole file.")
    case .readersDiffer:
      return Phrase("两个读取程序对域“\(name)”的读取结果不同。", "Two readers see different values in field “\(name)”.")
    case .secondOpinionMissing:
      return Phrase("未能用第二个读取程序核对。", "The second reader could not check this file.")
    case .annotationsIgnored:
      return Phrase("文件中的批注未读取，只读填写的内容。", "Annotations in the file were not read, only what was filled in.")
    case .fieldNameTooLong:
      return Phrase("有的域名长得不合理，已略过。", "Some fields have names of absurd length and were left out.")
    }
  }
}
