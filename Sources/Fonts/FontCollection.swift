package import Diagnostics

/// The fonts of a run: for each role its faces in order of preference, fallbacks last.
///
/// Made once and shared by all workers; looking up a character takes no lock.
package struct FontCollection: Sendable {
  /// Faces that were left out, such as those whose licence forbids embedding; warnings only.
  package let findings: [Finding]
  /// The font that fillable forms name for what is typed into them; `docs/fillable.md` says what it is.
  package let entryFace: FontFace?
  private let tables: [GlyphTable]
  private let facesOfRoles: [[FontFace]]

  /// - Parameter faces: At least one for each role.
  package init(faces: [FontRole: [FontFace]], entryFace: FontFace? = nil, findings: [Finding] = []) {
    facesOfRoles = FontRole.allCases.map { faces[$0] ?? [] }
    tables = facesOfRoles.map { GlyphTable(faces: $0) }
    self.entryFace = entryFace
    self.findings = findings
    precondition(facesOfRoles.allSatisfy { !$0.isEmpty }, "every role has a face, or loading was refused")
  }

  /// The faces of a role in order of preference, fallbacks last; never empty.
  package func faces(for role: FontRole) -> [FontFace] { facesOfRoles[role.index] }

  /// Every face once, in an order that only the configuration and the installed fonts decide.
  package var allFaces: [FontFace] {
    facesOfRoles.joined().reduce(into: []) { faces, face in
      if !faces.contains(where: { $0 === face }) { faces.append(face) }
    }
  }

  /// The face that text of a role is set in when nothing forces another one.
  package func mainFace(for role: FontRole) -> FontFace { facesOfRoles[role.index][0] }

  /// The first face of a role that has the character.
  package func face(for scalar: Unicode.Scalar, role: FontRole) -> FontFace? {
    tables[role.index][scalar].map { facesOfRoles[role.index][$0.face] }
  }

  func face(_ index: Int, of role: FontRole) -> FontFace { facesOfRoles[role.index][index] }
  func table(for role: FontRole) -> GlyphTable { tables[role.index] }
}

extension FontRole {
  fileprivate var index: Int {
    switch self {
    case .title: 0
    case .heading: 1
    case .body: 2
    case .form: 3
    case .kai: 4
    }
  }
}
