import Catalog
import Chronology
import Notation
import Rating

extension ItemRevision: JSONReadable {
  public init(json: JSON) throws {
    var members = try JSONMembers(json)
    guard let number = Int(exactly: try members.integer("number")),
      let from = Instant(exactly: try members.integer("from"))
    else { throw MemberUnreadable(key: "from") }
    self.number = number
    self.from = from
    price = PriceID(try members.text("price"))
    quantity = try members.integer("quantity")
    proration = try members.choice("proration")
    step = try members.choice("step")
    choice = try members.optional("choice").map { try $0.decode(PriceChoice.self) }
  }
}
