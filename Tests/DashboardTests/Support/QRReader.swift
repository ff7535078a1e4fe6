/// Reads a drawn QR code as a camera would after it found one, by the tables of ISO/IEC 18004 and with no
/// code of the library that writes them: versions 1 to 10 of level M, bytes only, nothing unreadable.
struct QRReader {
  private let width: Int
  private let isDark: [[Bool]]

  /// - Parameter path: bars of one square's height.
  init?(path: String, size: Int, frame: Int) {
    width = size - 2 * frame
    guard width >= 21, width <= 57, (width - 17).isMultiple(of: 4) else { return nil }
    var isDark = Array(repeating: Array(repeating: false, count: width), count: width)
    for bar in path.matches(of: /M(\d+) (\d+)h(\d+)v1H(\d+)z/) {
      guard let column = Int(bar.output.1), let row = Int(bar.output.2), let length = Int(bar.output.3),
        bar.output.1 == bar.output.4, column >= frame, row >= frame, column + length <= size - frame
      else { return nil }
      for place in column..<(column + length) { isDark[row - frame][place - frame] = true }
    }
    self.isDark = isDark
  }

  private var version: Int { (width - 17) / 4 }

  /// How many bytes of the text each block holds.
  private static let blocks: [[Int]] = [
    [16], [28], [44], [32, 32], [43, 43], [27, 27, 27, 27], [31, 31, 31, 31], [38, 38, 39, 39],
    [36, 36, 36, 37, 37], [43, 43, 43, 43, 44],
  ]
  private static let alignment: [[Int]] = [
    [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
  ]

  /// Squares that hold no part of the text.
  private func isFixed(_ row: Int, _ column: Int) -> Bool {
    if row < 9, column < 9 || column >= width - 8 { return true }
    if row >= width - 8, column < 9 { return true }
    if row == 6 || column == 6 { return true }
    if version >= 7, row < 6 && column >= width - 11 || column < 6 && row >= width - 11 { return true }
    let centres = Self.alignment[version - 1]
    let last = width - 7
    return centres.contains { y in
      centres.contains { x in
        let isCorner = (x == 6 && y == 6) || (x == 6 && y == last) || (x == last && y == 6)
        return !isCorner && abs(row - y) <= 2 && abs(column - x) <= 2
      }
    }
  }

  private func isFlipped(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
    let product = row * column
    return switch mask {
    case 0: (row + column) % 2 == 0
    case 1: row % 2 == 0
    case 2: column % 3 == 0
    case 3: (row + column) % 3 == 0
    case 4: (row / 2 + column / 3) % 2 == 0
    case 5: product % 2 + product % 3 == 0
    case 6: (product % 2 + product % 3) % 2 == 0
    default: ((row + column) % 2 + product % 3) % 2 == 0
    }
  }

  /// Level and mask, from beside the corner at the top left.
  private var format: Int {
    let places = (0...5).map { (8, $0) } + [(8, 7), (8, 8), (7, 8)] + (0...5).reversed().map { ($0, 8) }
    return places.reduce(0) { $0 << 1 | (isDark[$1.0][$1.1] ? 1 : 0) } ^ 0b101_0100_0001_0010
  }

  var text: String? {
    guard format >> 13 == 0 else { return nil }
    let mask = format >> 10 & 7
    var bits: [Bool] = []
    var isUpward = true
    for right in stride(from: width - 1, to: 0, by: -2).map({ $0 <= 6 ? $0 - 1 : $0 }) {
      for step in 0..<width {
        let row = isUpward ? width - 1 - step : step
        for column in [right, right - 1] where column >= 0 && !isFixed(row, column) {
          bits.append(isDark[row][column] != isFlipped(mask, row, column))
        }
      }
      isUpward.toggle()
    }
    func number(_ bits: some Sequence<Bool>) -> Int { bits.reduce(0) { $0 << 1 | ($1 ? 1 : 0) } }
    let words = stride(from: 0, to: bits.count - 7, by: 8).map { number(bits[$0..<($0 + 8)]) }
    // Byte by byte in turn from each block; the longer ones come last.
    let sizes = Self.blocks[version - 1]
    var blocks = Array(repeating: [Int](), count: sizes.count)
    var next = 0
    for place in 0..<(sizes.max() ?? 0) {
      for block in sizes.indices where place < sizes[block] {
        blocks[block].append(words[next])
        next += 1
      }
    }
    let data = blocks.joined().flatMap { word in (0..<8).reversed().map { word >> $0 & 1 == 1 } }
    let lengthBits = version < 10 ? 8 : 16
    guard number(data.prefix(4)) == 4 else { return nil }
    let length = number(data[4..<(4 + lengthBits)])
    let start = 4 + lengthBits
    guard start + 8 * length <= data.count else { return nil }
    let bytes = (0..<length).map { UInt8(number(data[(start + 8 * $0)..<(start + 8 * $0 + 8)])) }
    return String(validating: bytes, as: UTF8.self)
  }
}
