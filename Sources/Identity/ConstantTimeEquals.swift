/// Whether two byte sequences are equal, in a time that depends on their lengths only.
///
/// For hashes of keys and signatures: stopping at the first difference would tell an attacker how far a guess
/// got. Lengths are taken to be public.
@inlinable
public func constantTimeEquals(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
  guard left.count == right.count else { return false }
  var difference: UInt8 = 0
  for (one, other) in zip(left, right) { difference |= one ^ other }
  return difference == 0
}
