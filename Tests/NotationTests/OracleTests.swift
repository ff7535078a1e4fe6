import Foundation
import Identity
import Notation
import Testing

/// Random documents and damaged ones, compared with the `json` module of Python, which shares no code.
@Suite("JSON against Python's reader")
struct OracleTests {
  @Test("Python reads what we write as the same value, and we read what Python writes")
  func roundTrips() throws {
    try compare { documents in (0..<2_000).map { _ in documents.json(depth: 4).utf8 } }
  }

  @Test("We refuse exactly the damaged documents that Python refuses")
  func damaged() throws {
    try compare { documents in
      (0..<4_000).map { _ in documents.damaged(documents.json(depth: 3).utf8) }
    }
  }

  private func compare(_ make: (inout RandomDocuments) -> [[UInt8]]) throws {
    let seed =
      ProcessInfo.processInfo.environment["PERENNIAL_SEED"].flatMap(UInt64.init)
      ?? UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var documents = RandomDocuments(randomness: SeededRandomness(seed: seed))
    let texts = make(&documents)
    let answers = try pythonReadings(texts)
    try #require(answers.count == texts.count)
    for (text, answer) in zip(texts, answers) {
      let ours = try? JSON(parsing: text)
      #expect(ours.map(\.tagged) == answer, "seed \(seed): \(String(decoding: text, as: UTF8.self))")
      if let ours { #expect(try JSON(parsing: ours.utf8) == ours, "seed \(seed)") }
    }
  }

  /// One answer per text: nil when Python refuses it, otherwise the value with numbers marked, so that `1`
  /// and `1.0` stay apart.
  private func pythonReadings(_ texts: [[UInt8]]) throws -> [JSON?] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "notation-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appending(path: "input"), folder.appending(path: "output"))
    let lines = texts.map { $0.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: input)
    let python = Process()
    python.executableURL = URL(filePath: "/usr/bin/env")
    python.arguments = ["python3", "-c", Self.script, input.path, output.path]
    try python.run()
    python.waitUntilExit()
    try #require(python.terminationStatus == 0)
    return try Data(contentsOf: output).split(separator: UInt8(ascii: "\n")).map { line in
      let answer = try JSON(parsing: line)
      return answer["value"]
    }
  }

  private static let script = """
    import json, sys
    def refuse(name): raise ValueError(name)
    def pair(pairs): return {"object": [[k, v] for k, v in dict(pairs).items()]}
    def whole(text): return int(text) if -2**63 <= int(text) < 2**63 else {"number": text}
    answers = open(sys.argv[2], "w", encoding="utf-8")
    for line in open(sys.argv[1]):
      try:
        text = bytes.fromhex(line.strip()).decode("utf-8")
        value = json.loads(text, parse_constant=refuse, object_pairs_hook=pair,
                           parse_float=lambda t: {"number": t}, parse_int=whole)
        answer = json.dumps({"value": value}, ensure_ascii=len(line) % 4 < 2)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
      except (ValueError, RecursionError):
        answer = "{}"
      answers.write(answer + "\\n")
    """
}

extension JSON {
  /// The marked form in which Python answers.
  fileprivate var tagged: JSON {
    switch self {
    case .number(let text): ["number": .string(text)]
    case .array(let elements): .array(elements.map(\.tagged))
    case .object(let object): ["object": .array(object.map { [.string($0.key), $0.value.tagged] })]
    default: self
    }
  }
}

private struct RandomDocuments {
  var randomness: SeededRandomness

  mutating func json(depth: Int) -> JSON {
    switch randomness.next(in: 0..<(depth > 0 ? 9 : 6)) {
    case 0: return randomness.chance(0.5) ? .null : .bool(randomness.chance(0.5))
    case 1: return .integer(Int64(bitPattern: randomness.next()) >> randomness.next(in: 0..<64))
    case 2: return .number("\(randomness.next()).\(randomness.next() % 1000)e-\(randomness.next() % 9)")
    case 3...5: return .string(text())
    case 6: return .array((0..<randomness.next(in: 0..<6)).map { _ in json(depth: depth - 1) })
    default:
      var object = JSONObject()
      for _ in 0..<randomness.next(in: 0..<70) / (randomness.chance(0.9) ? 10 : 1) {
        object[text()] = json(depth: depth - 1)
      }
      return .object(object)
    }
  }

  mutating func text() -> String {
    let scalars: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0x61...0x66, 0...0x1F, 0x80...0x7FF, 0x300...0x36F, 0x1_F600...0x1_F64F, 0xE000...0xFFFF,
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<randomness.next(in: 0..<20) {
      let range = scalars[randomness.next(in: 0..<scalars.count)]
      let code = range.lowerBound + UInt32(randomness.next(in: 0..<range.count))
      text.append(Unicode.Scalar(code) ?? "?")
    }
    return String(text)
  }

  /// The bytes with one to three of them changed, dropped or added, mostly to what means something in JSON.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    let marks = Array("{}[]\",:\\u0019-+.eE nt\u{1}\u{7F}".utf8) + [0x80, 0xC3, 0xED, 0xF0]
    var bytes = bytes
    for _ in 0...randomness.next(in: 0..<3) {
      let place = randomness.next(in: 0..<bytes.count + 1)
      let mark = marks[randomness.next(in: 0..<marks.count)]
      switch randomness.next(in: 0..<3) {
      case 0 where place < bytes.count: bytes[place] = mark
      case 1 where place < bytes.count: bytes.remove(at: place)
      default: bytes.insert(mark, at: place)
      }
    }
    return bytes
  }
}
