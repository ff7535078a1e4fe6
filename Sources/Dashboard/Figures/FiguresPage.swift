/// Everything that the business can be measured by, and what its figures need beside the business itself.
enum FiguresPage {
  static let routes: [SiteRoute] = [.look("/figures") { room in show(room) }]

  private static func show(_ room: Room) -> SiteAnswer {
    let inputs: [(title: String, path: String, text: String)] = [
      ("Marketing spend", "spend", "What winning customers cost, by channel and month."),
      ("Exchange rates", "rates", "What one euro bought, day by day."),
      ("Gross margins", "margins", "What is left of revenue after the cost of delivering it."),
    ]
    let page = RoomPage(
      title: "Figures", section: .figures,
      body: card("What figures need", doors(inputs, room)))
    return page.answer(in: room)
  }

  private static func doors(_ doors: [(title: String, path: String, text: String)], _ room: Room) -> HTML {
    let items = doors.html { door in
      #"<li><div>\#(link(room.path(door.path), door.title))<p class="mut">\#(door.text)</p></div></li>"#
    }
    return #"<ul class="doors">\#(items)</ul>"#
  }
}
