/// Our own drawings on a grid of 16, stroked in the colour of the text.
enum Icon: String {
  case home = "M2.75 7.25 8 2.75l5.25 4.5v6h-3.5v-3.5h-3.5v3.5h-3.5z"
  case chart = "M2.5 11.5 6 8l2.5 2.5 5-5.5M10 5h3.5v3.5"
  case users =
    "M8.75 13v-.75a3 3 0 0 0-6 0V13M5.75 7.25a2 2 0 1 0 0-4 2 2 0 0 0 0 4M13.25 13v-.75a3 3 0 0 0-2-2.8"
  case repeating =
    "M12.5 7.5A4.6 4.6 0 0 0 4 5.4L2.75 6.75M2.75 3.5v3.25H6M3.5 8.5a4.6 4.6 0 0 0 8.5 2.1l1.25-1.35v3.5"
  case receipt =
    "M3.5 13.5v-11l1.5 1 1.5-1 1.5 1 1.5-1 1.5 1 1.5-1v11l-1.5-1-1.5 1-1.5-1-1.5 1-1.5-1zM6 6.5h4M6 9h4"
  case tag =
    "M8.5 2.75h4.75V7.5l-5.9 5.9a1 1 0 0 1-1.4 0L2.6 10.05a1 1 0 0 1 0-1.4zM10.75 5.25h.01"
  case plus = "M8 3.25v9.5M3.25 8h9.5"
  case menu = "M2.5 4.5h11M2.5 8h11M2.5 11.5h11"
  case alert = "M8 2.75 14 13H2zM8 6.75v3M8 11.4v.01"
  case shield =
    "M8 2.5l4.75 1.5v3.75c0 2.75-1.9 4.75-4.75 5.75-2.85-1-4.75-3-4.75-5.75V4zM6 8l1.5 1.5L10.25 6.5"
  case table = "M2.75 3.25h10.5v9.5H2.75zM2.75 6.5h10.5M2.75 9.6h10.5M6.5 6.5v6.25"
  case next = "M6.5 4.5 10 8l-3.5 3.5"
  case back = "M9.5 4.5 6 8l3.5 3.5"
  case upDown = "M5.25 6.25 8 3.5l2.75 2.75M5.25 9.75 8 12.5l2.75-2.75"
  case leave = "M9.5 2.75H3.25v10.5H9.5M6.5 8h7M11 5.5 13.5 8 11 10.5"
  case star = "M8 2.5l1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8L2.5 6.5l3.8-.5z"
  case cross = "M4.5 4.5l7 7M11.5 4.5l-7 7"
  case check = "M3.25 8.5 6.5 11.75l6.25-7.5"
  case search = "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M10.25 10.25l3.25 3.25"

  var html: HTML { #"<svg class="i" viewBox="0 0 16 16" aria-hidden="true"><path d="\#(rawValue)"/></svg>"# }

  /// The program's own mark: a stair that goes up.
  static let mark: HTML = """
    <svg class="mark" viewBox="0 0 28 28" aria-hidden="true"><rect width="28" height="28" rx="7"/>\
    <path d="M6.5 19.5v-3h5v-4h5v-4h5"/></svg>
    """
}
