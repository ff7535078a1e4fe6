import Monetary

extension Money {
  /// The amount in major units with its decimals, grouped by thousands: `316,985.75`. For people at a terminal;
  /// machines get minor units.
  var terminalText: String {
    let exponent = currency.exponent
    let digits = String(minorUnits.magnitude)
    let padded = String(repeating: "0", count: max(0, exponent + 1 - digits.count)) + digits
    let whole = padded.dropLast(exponent)
    let fraction = exponent > 0 ? "." + padded.suffix(exponent) : ""
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    return (minorUnits < 0 ? "-" : "") + grouped + fraction
  }
}
