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
    case .textBroken:
      return Phrase(
        "域“\(name)”的文字中间有空字符（U+0000），文件可能有损坏。",
        "Field “\(name)” holds U+0000 within its text; the file may be damaged.")
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
      return Phrase(
        "域树中有循环，或同一节点有多个上级，已略过。", "The field tree holds a loop or a node under several parents, left out.")
    case .fieldRepeated:
      return Phrase("同一个域被列出多次，只取一次。", "The same field is listed several times; it counts once.")
    case .fieldTooDeep:
      return Phrase("域树嵌套过深，更深处已略过。", "The field tree is nested too deeply; the deeper part was left out.")
    case .fieldsOutsideForm:
      return Phrase(
        "有 \(detail) 个表单控件不在表单的域树中，已一并读取。",
        "\(detail) widgets are not part of the form's field tree; they were read too.")
    case .fieldMissing:
      return Phrase(
        "域树中有 \(detail) 处指向不存在的域，可能已丢失。",
        "The field tree points in \(detail) places to fields that are not there; they may be lost.")
    case .fieldNameTooLong:
      return Phrase("有域的名称过长，已截断。", "A field's name is too long and was cut.")
    case .fieldNameAmbiguous:
      return Phrase(
        "域“\(name)”的名称含有句点或为空，可能与别的域混淆。",
        "A part of the name of field “\(name)” is empty or holds a full stop; it may be taken for another's.")
    case .fieldParentDiffers:
      return Phrase(
        "域“\(name)”所指的上级与列出它的上级不同。", "Field “\(name)” names another parent than the one that lists it.")
    case .fieldTypesDiffer:
      return Phrase("有多个名为“\(name)”而类型不同的域。", "There are fields of different types named “\(name)”.")
    case .formMissing:
      return Phrase("文件没有表单字典，页面上却有表单控件。", "The file has no form dictionary, yet its pages show form widgets.")
    case .hybridFile:
      return Phrase(
        "文件同时有两种交叉引用，新旧程序可能看到不同内容。",
        "The file has cross-references of both kinds; old and new programs may see different things.")
    case .objectsShadowed:
      return Phrase(
        "同一对象在文件中有互相矛盾的两份，不同程序可能看到不同内容。",
        "The file's two cross-references contradict each other; programs may see different things.")
    case .valueTooLong:
      return Phrase("域“\(name)”的值超过其允许的长度。", "The value of field “\(name)” is longer than the field allows.")
    case .valueNotDrawn:
      return Phrase("域“\(name)”存有值，页面上却看不到。", "Field “\(name)” stores a value that its page does not show.")
    case .drawnDiffers:
      return Phrase("域“\(name)”页面上显示的与所存的不同。", "Field “\(name)” shows something else than it stores.")
    case .drawnUnchecked:
      return Phrase("控件过多或外观过大，显示内容未全部核对。", "Too many or too large appearances; not all were checked.")
    case .characterMapsMissing:
      return Phrase(
        "控件用未嵌入的中文字体显示，本机没有其字符映射，显示内容未核对；请安装 poppler-data 后重新读取。",
        "Fields are drawn in Chinese fonts that are not embedded, and this machine lacks their character maps; what they show was not checked. Install poppler-data and read again."
      )
    case .richTextDiffers:
      return Phrase(
        "域“\(name)”的格式文本与纯文本不同。", "The formatted text of field “\(name)” differs from its plain text.")
    case .xfaDiffers:
      return Phrase("域“\(name)”的值与 XFA 数据不同。", "The value of field “\(name)” differs from the XFA data.")
    case .xfaUnreadable:
      return Phrase("XFA 数据无法解开或过大。", "The XFA data cannot be unpacked or are too large.")
    case .signatureChanged:
      return Phrase(
        "“\(name)”签名之后，文件有签名不允许的改动。", "After “\(name)” was signed, the file was changed in ways not allowed.")
    case .signatureBroken:
      return Phrase("“\(name)”的签名无效。", "The signature in “\(name)” is not valid.")
    case .signatureUnverifiable:
      return Phrase("“\(name)”的签名无法核实。", "The signature in “\(name)” cannot be verified.")
    case .readersDiffer:
      return Phrase("两个读取程序对域“\(name)”的读取结果不同。", "Two readers see different values in field “\(name)”.")
    case .secondOpinionMissing:
      return Phrase("未能用第二个读取程序核对。", "The second reader could not check this file.")
    case .annotationsIgnored:
      return Phrase("文件中的批注未读取，只读填写的内容。", "Annotations in the file were not read, only what was filled in.")
    case .mailTooDeep:
      return Phrase("邮件层层嵌套过深，更深处的附件未读取。", "Mails are nested too deeply; files further in were not read.")
    case .mailTooMuch:
      return Phrase("邮件的组成部分过多，其余未读取。", "The mail has too many parts; the rest was not read.")
    case .mailPartDamaged:
      return Phrase("邮件有附件的编码已损坏，读取的内容可能不全。", "A file of the mail is wrongly encoded and may be incomplete.")
    }
  }
}

extension FormField {
  /// What speaks for the field's value: as stored, the state, as drawn; masked, and of a password nothing.
  var evidence: Phrase {
    var parts: [(String, String)] = []
    func add(_ chinese: String, _ english: String, _ text: String?) {
      let shown = text.map { flags.contains(.password) && !$0.isEmpty ? "******" : masked($0) }
      parts.append(("\(chinese)\(shown.map { "“\($0)”" } ?? "无")", "\(english): \(shown.map { "“\($0)”" } ?? "none")"))
    }
    add("所存：", "stored", value.map { $0.all.joined(separator: "、") })
    if let richText { add("格式文本：", "formatted", richText) }
    if type == .checkbox || type == .radio { add("状态：", "state", state) }
    switch drawn {
    case let drawn? where drawn.isReadable: add("显示：", "shown", drawn.isBlank ? nil : drawn.text)
    case _?: parts.append(("显示：无法辨认", "shown: unreadable"))
    case nil: break
    }
    return Phrase(
      parts.map(\.0).joined(separator: "，") + "。", parts.map(\.1).joined(separator: ", ") + ".")
  }
}
