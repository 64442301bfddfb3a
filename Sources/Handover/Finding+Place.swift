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

/// Findings without a place are about values that hold for all: they come up with every record, and are passed on once.
func saidOnce(_ report: @escaping (Finding) -> Void) -> (Finding) -> Void {
  var said: Set<Finding> = []
  return { finding in
    let place = finding.place
    let isSomewhere = place.file != nil || place.sheet != nil || place.row != nil || place.line != nil
    if isSomewhere || said.insert(finding).inserted { report(finding) }
  }
}
