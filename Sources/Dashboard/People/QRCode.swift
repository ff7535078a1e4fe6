import CQRCode

/// A text as squares that a phone's camera reads.
struct QRCode: Sendable {
  /// The light frame that a camera needs to find the code.
  private static let frame = 4

  let width: Int
  /// Row by row.
  let isDark: [Bool]

  /// Nil for what no code holds: nothing, or some thousand bytes.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    // The smallest size that holds them; about a seventh of it may be unreadable.
    guard !bytes.isEmpty, let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
      return nil
    }
    defer { QRcode_free(code) }
    width = Int(code.pointee.width)
    // The other bits tell what a square is for.
    isDark = UnsafeBufferPointer(start: code.pointee.data, count: width * width).map { $0 & 1 == 1 }
  }

  /// A drawing in the page itself: no address holds it, and nothing is fetched for it.
  /// - Parameter label: what is said to those who do not see it.
  func html(label: String) -> HTML {
    let size = width + 2 * Self.frame
    return """
      <svg class="qr" viewBox="0 0 \(size) \(size)" role="img" aria-label="\(label)" \
      shape-rendering="crispEdges"><path d="\(outline)"/></svg>
      """
  }

  /// Each stretch of dark squares in a row as one bar.
  private var outline: String {
    var text = ""
    for row in 0..<width {
      var column = 0
      while column < width {
        let start = column
        while column < width, isDark[row * width + column] { column += 1 }
        if column > start {
          text += "M\(start + Self.frame) \(row + Self.frame)h\(column - start)v1H\(start + Self.frame)z"
        }
        column += 1
      }
    }
    return text
  }
}
