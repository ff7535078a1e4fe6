extension Identifier {
  /// An id that follows from what it names: the same hash at the same moment is the same id, whoever makes it
  /// and whenever. It looks like any other and sorts by its moment.
  /// - Parameter hash: at least 16 bytes of a cryptographic hash.
  public init(derivedFrom hash: some Collection<UInt8>, milliseconds: Int64) {
    precondition(hash.count >= 16, "an id needs 16 bytes")
    var text = Array("\(Entity.prefix)_".utf8)
    // Eight digits reach into the year 8888; what is later sorts as that.
    Base62.append(UInt64(min(max(0, milliseconds), 218_340_105_584_895)), width: 8, to: &text)
    // Some characters come up a little more often than others; what names one thing need not be a secret.
    for byte in hash.prefix(16) { text.append(Base62.character(byte % 62)) }
    self.init(String(decoding: text, as: UTF8.self))
  }
}
