import Monetary
import Operations
import Relations

/// The conditions of a list: the state as chips, what else the address asks for as chips that can be taken
/// away. Everything stands in the address.
struct ListFilter {
  struct State {
    /// As it stands in the address; nil is what is shown without one.
    let name: String?
    let word: String
  }

  /// Something else the address asks for, and how it is told.
  struct Condition {
    let name: String
    let value: String
    let word: String
  }

  let path: String
  let states: [State]
  let state: String?
  let conditions: [Condition]

  /// What goes on from page to page.
  static let kept = ["state", "customer", "product", "price", "currency"]

  var isSet: Bool { state != nil || !conditions.isEmpty }

  /// The state in the words of its chip, and the conditions.
  var told: String {
    let word = states.first { $0.name == state && state != nil }?.word
    return ([word] + conditions.map(\.word)).compactMap(\.self).joined(separator: ", ")
  }

  /// The states to choose from, when the address asks for one that is there.
  static func state(_ room: Room, of states: [State]) throws -> String? {
    guard let name = room.query["state"] else { return nil }
    guard states.contains(where: { $0.name == name }) else { throw SiteRefusal.missing }
    return name
  }

  var html: HTML {
    let chips = states.html { one in
      let isSet = one.name == state
      let current: HTML = isSet ? #" aria-current="true""# : .nothing
      return """
        <a class="chip\(isSet ? " set" : "")" href="\(address(one.name, conditions))"\(current)>\
        \(one.word)</a>
        """
    }
    let others = conditions.html { condition in
      let rest = conditions.filter { $0.name != condition.name }
      return """
        <a class="chip set" href="\(address(state, rest))">\(condition.word)\(Icon.cross.html)\
        <span class="vh">\(say("Take away"))</span></a>
        """
    }
    let clear: HTML =
      isSet ? #"<a class="chip plain" href="\#(path)">\#(say("Clear"))</a>"# : .nothing
    return #"<nav class="flt" aria-label="\#(say("Which"))">\#(chips)\#(others)\#(clear)</nav>"#
  }

  /// A list that these conditions leave empty says which they are, and offers to let go of them.
  var nothing: HTML {
    card(
      say("Nothing found"),
      """
      <p class="lead">\(say("There is nothing here with: {}.", told))</p>\
      <a href="\(path)">\(say("Show all"))</a>
      """)
  }

  /// What the address asks for, without the place in the list.
  var query: String {
    let text = address(state, conditions).dropFirst(path.count)
    return String(text.dropFirst())
  }

  private func address(_ state: String?, _ conditions: [Condition]) -> String {
    let parts =
      (state.map { ["state=\(ListPage.encoded($0))"] } ?? [])
      + conditions.map { "\($0.name)=\(ListPage.encoded($0.value))" }
    return parts.isEmpty ? path : path + "?" + parts.joined(separator: "&")
  }
}
