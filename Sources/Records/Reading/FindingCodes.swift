package import Diagnostics

/// What the gate can find. Names are stable; programs and tests compare them.
extension Finding.Code {
  // Any field.
  package static let fieldMissing = Self("field-missing")
  package static let fieldUnknown = Self("field-unknown")
  package static let tooLong = Self("too-long")
  package static let trimmed = Self("trimmed")
  package static let invisibleRemoved = Self("invisible-removed")
  package static let lineBreakRemoved = Self("line-break-removed")
  package static let radicalReplaced = Self("radical-replaced")
  package static let dittoUnresolved = Self("ditto-unresolved")
  package static let digitsLost = Self("digits-lost")
  package static let partsDisagree = Self("parts-disagree")
  package static let partUnreadable = Self("part-unreadable")
  package static let unknownPartDropped = Self("unknown-part-dropped")
  package static let mojibake = Self("mojibake")

  // Names.
  package static let nameUnreadable = Self("name-unreadable")
  package static let nameBlanks = Self("name-blanks")
  package static let nameSeparator = Self("name-separator")
  package static let nameUnusual = Self("name-unusual")

  // Citizen ID numbers, GB 11643.
  package static let idNumeric = Self("id-numeric")
  package static let idCleaned = Self("id-cleaned")
  package static let idLookAlike = Self("id-look-alike")
  package static let idMasked = Self("id-masked")
  package static let idShape = Self("id-shape")
  package static let idBirthDate = Self("id-birth-date")
  package static let idCheckDigit = Self("id-check-digit")
  package static let idFifteen = Self("id-fifteen-digits")
  package static let idAreaUnknown = Self("id-area-unknown")
  package static let idForeign = Self("id-foreign")

  // Dates.
  package static let dateUnreadable = Self("date-unreadable")
  package static let dateImpossible = Self("date-impossible")
  package static let dateAmbiguous = Self("date-ambiguous")
  package static let dateLunar = Self("date-lunar")
  package static let dateCentury = Self("date-century")
  package static let dateMonthShortened = Self("date-month-shortened")
  package static let dateSerial = Self("date-serial")
  package static let dateOrder = Self("date-order")
  package static let dateCleaned = Self("date-cleaned")

  // Options and marks.
  package static let optionSynonym = Self("option-synonym")
  package static let optionNotListed = Self("option-not-listed")
  package static let optionUnknown = Self("option-unknown")
  package static let optionNone = Self("option-none")
  package static let markUnreadable = Self("mark-unreadable")
  package static let markCross = Self("mark-cross")

  // Phones.
  package static let phoneCleaned = Self("phone-cleaned")
  package static let phoneShape = Self("phone-shape")
  package static let phoneAreaCode = Self("phone-area-code")
  package static let phoneLostZero = Self("phone-lost-zero")
  package static let phoneSeveral = Self("phone-several")
  package static let phoneNote = Self("phone-note")
  package static let phoneForeign = Self("phone-foreign")

  // Addresses, counts, credit codes.
  package static let addressIncomplete = Self("address-incomplete")
  package static let addressSplit = Self("address-split")
  package static let countShape = Self("count-shape")
  package static let countCleaned = Self("count-cleaned")
  package static let amountShape = Self("amount-shape")
  package static let amountCleaned = Self("amount-cleaned")
  package static let amountScaled = Self("amount-scaled")
  package static let amountDisagrees = Self("amount-disagrees")
  package static let areaShape = Self("area-shape")
  package static let areaCleaned = Self("area-cleaned")
  package static let numberShape = Self("number-shape")
  package static let numberCleaned = Self("number-cleaned")
  package static let creditCodeShape = Self("credit-code-shape")
  package static let creditCodeCheck = Self("credit-code-check")
  package static let creditCodeCleaned = Self("credit-code-cleaned")

  // One field against another.
  package static let sexAgainstID = Self("sex-against-id")
  package static let birthAgainstID = Self("birth-against-id")
  package static let socialSecurityAgainstID = Self("social-security-against-id")
  package static let agePlausibility = Self("age-plausibility")
  package static let birthInFuture = Self("birth-in-future")
  package static let retirementAge = Self("retirement-age")
  package static let eightyMissing = Self("eighty-missing")
  package static let eightyWrong = Self("eighty-wrong")
  package static let guardBroken = Self("guard-broken")
  package static let datesInOrder = Self("dates-in-order")
  package static let deathIncomplete = Self("death-incomplete")
  package static let dateInFuture = Self("date-in-future")

  // One record against another of its batch.
  package static let duplicateID = Self("duplicate-id")
  package static let sameNameAndUnit = Self("same-name-and-unit")
  package static let receiverTwice = Self("receiver-twice")
  package static let memberWithoutReceiver = Self("member-without-receiver")
}
