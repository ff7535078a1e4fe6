/// One thing that is wrong with what was typed.
struct FieldProblem: Hashable, Sendable {
  /// Which field; empty for the form as a whole.
  let field: String
  let text: String
}

/// What was typed into a form, and what is wrong with it.
struct FormState: Sendable {
  var fields: FormFields
  var problems: [FieldProblem] = []

  mutating func complain(_ field: String, _ text: String) {
    problems.append(FieldProblem(field: field, text: text))
  }

  func problem(of field: String) -> String? { problems.first { $0.field == field }?.text }
}

/// The controls of a form: label above, hint below, then what is wrong.
enum Field {
  static func proof(_ visit: Visit) -> HTML { hidden(FormMark.proof, visit.proof) }

  /// A form that does something: it carries its proof and its mark.
  static func form(
    _ room: Room, action: String, _ state: FormState, submit: HTML, _ controls: HTML
  ) -> HTML {
    """
    \(summary(state))
    <form class="card form" method="post" action="\(action)" novalidate data-once>
    \(proof(room.visit))\(hidden(FormMark.once, state.fields[FormMark.once] ?? room.visit.mark))
    \(controls)
    <div class="acts">\(submit)</div></form>
    """
  }

  static func hidden(_ name: String, _ value: String) -> HTML {
    #"<input type="hidden" name="\#(name)" value="\#(value)">"#
  }

  static func text(
    _ name: String, _ label: String, _ state: FormState, hint: String = "", attributes: HTML = .nothing
  ) -> HTML {
    let value = state.fields[name] ?? ""
    return control(name, label, state, hint: hint) { described in
      #"<input id="f-\#(name)" name="\#(name)" value="\#(value)"\#(attributes)\#(described)>"#
    }
  }

  /// - Parameter groups: options under headings; a group without one stands by itself.
  static func select(
    _ name: String, _ label: String, _ state: FormState, hint: String = "", groups: [OptionGroup]
  ) -> HTML {
    let chosen = state.fields[name] ?? ""
    let options = groups.html { group in
      let options = group.options.html { option in
        let selected: HTML = option.value == chosen ? " selected" : .nothing
        return #"<option value="\#(option.value)"\#(selected)>\#(option.label)</option>"#
      }
      return group.label.map { #"<optgroup label="\#($0)">\#(options)</optgroup>"# as HTML } ?? options
    }
    return control(name, label, state, hint: hint) { described in
      #"<select id="f-\#(name)" name="\#(name)"\#(described)>\#(options)</select>"#
    }
  }

  struct OptionGroup {
    var label: String?
    var options: [(value: String, label: String)]
  }

  /// One of a few, each with its consequence.
  static func choice(
    _ name: String, _ label: String, _ state: FormState,
    _ options: [(value: String, label: String, hint: String)]
  ) -> HTML {
    let chosen = state.fields[name] ?? options.first?.value
    let radios = options.html { option in
      let checked: HTML = option.value == chosen ? " checked" : .nothing
      let id = "f-\(name)-\(option.value)"
      return """
        <div class="radio"><input type="radio" id="\(id)" name="\(name)" value="\(option.value)"\(checked)>\
        <label for="\(id)"><b>\(option.label)</b><small>\(option.hint)</small></label></div>
        """
    }
    let problem = state.problem(of: name)
    let error: HTML = problem.map { #"<p class="err" id="f-\#(name)-error">\#($0)</p>"# } ?? .nothing
    return """
      <fieldset class="field" id="f-\(name)"><legend>\(label)</legend>\(radios)\(error)</fieldset>
      """
  }

  private static func control(
    _ name: String, _ label: String, _ state: FormState, hint: String, _ input: (HTML) -> HTML
  ) -> HTML {
    let problem = state.problem(of: name)
    let ids = (hint.isEmpty ? [] : ["f-\(name)-hint"]) + (problem == nil ? [] : ["f-\(name)-error"])
    let invalid: HTML = problem == nil ? .nothing : #" aria-invalid="true""#
    let described: HTML =
      ids.isEmpty ? .nothing : #" aria-describedby="\#(ids.joined(separator: " "))"\#(invalid)"#
    let below: HTML = hint.isEmpty ? .nothing : #"<p class="hint" id="f-\#(name)-hint">\#(hint)</p>"#
    let error: HTML = problem.map { #"<p class="err" id="f-\#(name)-error">\#($0)</p>"# } ?? .nothing
    return """
      <div class="field"><label for="f-\(name)">\(label)</label>\(input(described))\(below)\(error)</div>
      """
  }

  /// All that is wrong at the top, each a link to its field.
  static func summary(_ state: FormState) -> HTML {
    guard !state.problems.isEmpty else { return .nothing }
    let items = state.problems.html { problem in
      problem.field.isEmpty
        ? "<li>\(problem.text)</li>" : ##"<li><a href="#f-\##(problem.field)">\##(problem.text)</a></li>"##
    }
    let count = state.problems.count
    return """
      <div class="problems" role="alert" tabindex="-1" data-focus>\(Icon.alert.html)<div>\
      <h2>\(count.counted("One thing is not right yet", "{} things are not right yet"))</h2>\
      <ul>\(items)</ul></div></div>
      """
  }
}
