import Notation
import Operations

enum Accounts {
  static let routes: [Route] = [
    .show("/v1/account", "Shows the business that the key belongs to.", .account) { _, scene in
      AccountObject(workspace: scene.workspace)
    },
    .show("/v1/accounts/{account}", "Shows the business by its id.", .account) { call, scene in
      call.identifier("account") == scene.workspace.account ? AccountObject(workspace: scene.workspace) : nil
    },
    .list("/v1/accounts", "Lists the one business there is.", of: .account, parameters: [.created]) {
      call, page, scene in
      let created = scene.workspace.created
      let isWanted =
        page.created.from.map { created >= $0 } ?? true && page.created.until.map { created < $0 } ?? true
      let all = isWanted ? [AccountObject(workspace: scene.workspace)] : []
      return try call.page.page(of: all) { $0.workspace.account }
    },
  ]
}

struct AccountObject: WireObject {
  let workspace: Workspace

  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) {
    writer.beginObject()
    writer.field("id", workspace.account)
    writer.members(
      """
      "object":"account","business_profile":null,"business_type":null,\
      "capabilities":{"card_payments":"active","transfers":"active"},"charges_enabled":true,\
      "controller":{"type":"account"},"country":"US"
      """)
    writer.field("created", workspace.created)
    writer.members(#""default_currency":"usd","details_submitted":true,"email":null"#)
    writer.emptyList("external_accounts", url: "/v1/accounts/\(workspace.account)/external_accounts")
    writer.members(Self.futureRequirements)
    writer.members(#""groups":null,"metadata":{},"payouts_enabled":true"#)
    writer.members(Self.requirements)
    writer.members(
      #""settings":null,"tos_acceptance":{"date":null,"ip":null,"user_agent":null},"type":"standard""#)
    writer.endObject()
  }

  private static let futureRequirements: StaticString = """
    "future_requirements":{"alternatives":[],"current_deadline":null,"currently_due":[],\
    "disabled_reason":null,"errors":[],"eventually_due":[],"past_due":[],"pending_verification":[]}
    """

  private static let requirements: StaticString = """
    "requirements":{"alternatives":[],"current_deadline":null,"currently_due":[],"disabled_reason":null,\
    "errors":[],"eventually_due":[],"past_due":[],"pending_verification":[]}
    """
}
