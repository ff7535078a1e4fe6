extension Identifier {
  /// An id that follows from what it names: the same hash at the same moment is the same id, whoever makes it
  /// and whenever. It looks like any other and sorts by its moment.
  /// - Parameter hash: at least 16 bytes of a cryptographic hash.
  public init(derivedFrom hash: [UInt8], milliseconds: Int64) {
    precondition(hash.count >= 16, "an id needs 16 bytes")
    var prefix = Entity.prefix
    let text = prefix.withUTF8 { prefix in
      let start = prefix.count + 1
      return String(unsafeUninitializedCapacity: start + 24) { text in
        _ = text.initialize(fromContentsOf: prefix)
        text.initializeElement(at: prefix.count, to: UInt8(ascii: "_"))
        // Eight digits reach into the year 8888; what is later sorts as that.
        Base62.write(
          UInt64(min(max(0, milliseconds), 218_340_105_584_895)), to: text.extracting(start..<start + 8))
        // Some characters come up a little more often; what names one thing need not be a secret.
        for place in 0..<16 {
          text.initializeElement(at: start + 8 + place, to: Base62.character(hash[place] % 62))
        }
        return start + 24
      }
    }
    self.init(text)
  }
}
