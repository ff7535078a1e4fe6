/// A workspace's key becomes a file's and a schema's name, so nothing else may pass.
package enum WorkspaceKey {
  package static func isValid(_ key: String) -> Bool {
    (1...48).contains(key.utf8.count)
      && key.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
      }
  }

  /// For making one; a key that cannot be is a workspace that cannot be found.
  package static func checkForNew(_ key: String) throws(StorageFailure) {
    guard isValid(key) else {
      throw .invalidStatement("a workspace's key is 1 to 48 of a-z, 0-9 and _")
    }
  }
}
