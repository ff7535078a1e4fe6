import Foundation

/// A file's bytes, a piece at a time.
struct ChunkedFile {
  private static let pieceLength = 1 << 18

  private let handle: FileHandle
  private var piece: [UInt8] = []
  private var place = 0
  private var isAtEnd = false

  /// - Throws: ``ImportFailure/unreadable(_:)``.
  init(path: String) throws(ImportFailure) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let handle = FileHandle(forReadingAtPath: path)
    else { throw .unreadable(path) }
    self.handle = handle
  }

  /// Looks at the next byte without taking it; nil at the end.
  mutating func peek() throws -> UInt8? {
    if place < piece.count { return piece[place] }
    guard !isAtEnd else { return nil }
    piece = try handle.read(upToCount: Self.pieceLength).map { Array($0) } ?? []
    place = 0
    isAtEnd = piece.isEmpty
    return piece.first
  }

  mutating func next() throws -> UInt8? {
    guard let byte = try peek() else { return nil }
    place += 1
    return byte
  }
}
