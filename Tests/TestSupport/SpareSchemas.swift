import PostgresEngine
import Storage

/// PostgreSQL's schemas that an earlier test left, emptied, for the tests that come later: making a hundred
/// tables takes longer than most tests do.
///
/// A schema is kept only when every table, index, constraint and trigger of it is as the migrations made it,
/// and every migration is applied; otherwise it goes. Nobody sees that a schema is not new, but for rows that
/// lie in another order, which no query may rely on.
actor SpareSchemas {
  enum Kind: String, CaseIterable {
    case control = "c"
    case workspace = "w"

    var migrations: [Migration] {
      self == .control ? ControlSchema.migrations : WorkspaceSchema.migrations
    }
  }

  private var spare: [Kind: [String]] = [:]
  /// Of this process alone: several may test on one server.
  private let mark = String(UInt64.random(in: 0...UInt64.max), radix: 36)
  private var made = 0

  /// Makes `schema` from one that is spare; false when there is none.
  func take(_ kind: Kind, as schema: String, on server: PostgresHost) async throws -> Bool {
    guard let found = spare[kind]?.popLast() else { return false }
    try await server.administer([#"ALTER SCHEMA "\#(found)" RENAME TO "\#(schema)""#])
    return true
  }

  /// Brings a new database's schema to what the code knows, and notes at it what that looks like.
  func migrate(_ database: any Database, _ kind: Kind, _ schema: String, on server: PostgresHost) async throws
  {
    _ = try await Migrator.migrate(database, with: kind.migrations)
    try await server.administer([
      """
      DO $$
      BEGIN
        EXECUTE format('COMMENT ON SCHEMA "\(schema)" IS %L', \(Self.print(of: schema)));
      END $$
      """
    ])
  }

  /// Empties a schema and keeps it; throws when it is not as it was made, and leaves it then.
  func keep(_ schema: String, _ kind: Kind, on server: PostgresHost) async throws {
    made += 1
    let name = "spare_\(mark)_\(kind.rawValue)_\(made)"
    try await server.administer([
      """
      DO $$
      DECLARE
        one text;
      BEGIN
        EXECUTE (
          SELECT 'LOCK TABLE ' || string_agg(c.oid::regclass::text, ', ') || ' IN ACCESS EXCLUSIVE MODE'
          FROM pg_class c WHERE c.relnamespace = '"\(schema)"'::regnamespace AND c.relkind = 'r');
        IF \(Self.print(of: schema))
          IS DISTINCT FROM obj_description('"\(schema)"'::regnamespace, 'pg_namespace')
        THEN
          RAISE EXCEPTION 'The schema is not as it was made.';
        END IF;
        SET LOCAL session_replication_role = replica;
        FOR one IN SELECT c.oid::regclass::text FROM pg_class c
          WHERE c.relnamespace = '"\(schema)"'::regnamespace AND c.relkind = 'r' AND c.relname <> 'migration'
            AND pg_relation_size(c.oid) > 0
        LOOP
          IF pg_relation_size(one::regclass) > 1000000 THEN RAISE EXCEPTION 'A table has grown.'; END IF;
          EXECUTE 'DELETE FROM ' || one;
        END LOOP;
        PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)
          FROM pg_sequences WHERE schemaname = '\(schema)' AND last_value IS NOT NULL;
        EXECUTE 'ALTER SCHEMA "\(schema)" RENAME TO "\(name)"';
      END $$
      """
    ])
    spare[kind, default: []].append(name)
  }

  /// An expression of what a schema is made of, whatever it is called.
  private static func print(of schema: String) -> String {
    """
    (SELECT md5(string_agg(line, '|' ORDER BY line COLLATE "C"))
    FROM (SELECT replace(replace(line, '"\(schema)".', ''), '\(schema).', '') AS line FROM (
      SELECT concat_ws(' ', c.relname, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity,
        pg_get_expr(d.adbin, d.adrelid)) AS line
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE c.relnamespace = '"\(schema)"'::regnamespace AND c.relkind IN ('r', 'v', 'S') AND a.attnum > 0
      UNION ALL
      SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      WHERE c.relnamespace = '"\(schema)"'::regnamespace
      UNION ALL
      SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
      WHERE connamespace = '"\(schema)"'::regnamespace
      UNION ALL
      SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relnamespace = '"\(schema)"'::regnamespace AND NOT t.tgisinternal
      UNION ALL
      SELECT p.proname FROM pg_proc p WHERE p.pronamespace = '"\(schema)"'::regnamespace
      UNION ALL
      SELECT query_to_xml('SELECT number, name FROM "\(schema)".migration ORDER BY 1', true, true, '')::text
    ) lines) nameless)
    """
  }
}
