import Diagnostics

extension Finding {
  /// This finding with the file, sheet and row of the record that it is about.
  func within(_ row: Place) -> Finding {
    var finding = self
    finding.place.file = row.file
    finding.place.sheet = row.sheet
    finding.place.row = row.row
    return finding
  }

  /// This finding with the file that it is about.
  func at(file: String) -> Finding {
    var finding = self
    finding.place.file = file
    return finding
  }
}
