package import Diagnostics

extension FormFile {
  /// The file as `handover inspect` prints it: one JSON object on one line, without the line break.
  ///
  /// Keys stand in the order `file`, `status`, `reason`, `fields`, `signatures`, `attachments`, `activeContent`,
  /// `revisions`, `findings`, `xfa`, and all of them always stand there. Text is UTF-8; only what JSON demands is escaped,
  /// and U+2028 and U+2029, which some programs take for line ends. A field's `drawn` is `null` where nobody could tell.
  ///
  /// - Parameters:
  ///   - file: The file's name as the user gave it.
  ///   - language: Of the messages.
  package func inspectionLine(file: String, language: Language) -> String {
    var json = JSONLine()
    json.object {
      $0.member("file", file)
      $0.member("status", status.rawValue)
      $0.member("reason", reason?.rawValue)
      $0.member("fields", of: fields) { $0.field($1) }
      $0.member("signatures", of: signatures) { $0.signature($1, language) }
      $0.member("attachments", of: attachments) { json, attachment in
        json.object {
          $0.member("name", attachment.name)
          $0.member("size", attachment.size)
        }
      }
      $0.member("activeContent", of: activeContent) { $0.text($1) }
      $0.member("revisions", revisions)
      $0.member("findings", of: findings) { $0.finding($1, language) }
      $0.member("xfa", xfa) { json, xfa in
        json.object {
          $0.member("kind", xfa.isDynamic ? "dynamic" : "static")
          $0.member("fields", of: xfa.fields) { json, field in
            json.object {
              $0.member("name", field.name)
              $0.member("value", field.value)
            }
          }
        }
      }
    }
    return json.line
  }
}

extension JSONLine {
  fileprivate mutating func field(_ field: FormField) {
    object {
      $0.member("name", field.name)
      $0.member("type", field.type.rawValue)
      $0.member("value", field.value)
      $0.member("options", of: field.options) { json, option in
        json.object {
          $0.member("export", option.export)
          $0.member("label", option.label)
        }
      }
      $0.member("page", field.page)
      $0.member("box", field.box)
      $0.member("state", field.state)
      $0.member("drawn", field.drawn?.legible)
      $0.member("richText", field.richText)
      $0.member("defaultValue", field.defaultValue)
      $0.member("tooltip", field.tooltip)
      $0.member("mappingName", field.mappingName)
      $0.member("flags", of: field.flags.names) { $0.text($1) }
      $0.member("maxLength", field.maxLength)
      $0.member("widgets", of: field.widgets) { json, widget in
        json.object {
          $0.member("page", widget.page)
          $0.member("box", widget.box)
          $0.member("state", widget.state)
          $0.member("drawn", widget.drawn?.legible)
        }
      }
    }
  }

  fileprivate mutating func member(_ key: String, _ value: FormField.Value?) {
    switch value {
    case nil: member(key, nil as String?)
    case .one(let text): member(key, text)
    case .many(let texts): member(key, of: texts) { $0.text($1) }
    }
  }

  fileprivate mutating func member(_ key: String, _ box: [Double]?) {
    member(key, box) { json, box in json.list(box) { $0.number($1) } }
  }

  fileprivate mutating func finding(_ finding: Finding, _ language: Language) {
    object {
      $0.member("severity", finding.severity.rawValue)
      $0.member("code", finding.code.rawValue)
      $0.member("message", finding.message.text(in: language))
    }
  }
}

extension FormWidget.Drawn {
  /// The text where it can be told.
  fileprivate var legible: String? { isReadable ? text : nil }
}
