// What the machine and SQLite can do without us; the baselines of what we do on top of them.
//
//   rows copy SOURCE TARGET COUNT   writes every row of SOURCE into a new database of the same schema, with
//                                   prepared statements, COUNT rows a transaction. Reading is not timed.
//   rows change BEFORE AFTER TARGET COUNT
//                                   makes TARGET, a copy of BEFORE, equal to AFTER: inserts, updates and
//                                   deletes by primary key what differs, COUNT rows a transaction. Finding
//                                   out what differs is not timed.
//   rows commits FILE SECONDS       one small row a transaction, each durable
//   rows syncs FILE SECONDS         fdatasync after 4 KB, again and again
//
// SQLite is set as Perennial sets it: WAL, synchronous=FULL. Each prints one JSON object.
#include <fcntl.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what, const char *detail) {
  fprintf(stderr, "rows: %s: %s\n", what, detail);
  exit(1);
}

static double seconds_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double processor_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void print(const char *what, uint64_t count, double seconds, double processor) {
  printf("{\"%s\": %llu, \"seconds\": %.3f, \"per_second\": %.1f, \"cpu_seconds\": %.3f}\n", what,
         (unsigned long long)count, seconds, (double)count / seconds, processor);
}

static void run(sqlite3 *database, const char *sql) {
  char *message = NULL;
  if (sqlite3_exec(database, sql, NULL, NULL, &message)) fail(sql, message);
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)) {
    fail(sql, sqlite3_errmsg(database));
  }
  return statement;
}

static sqlite3 *create(const char *path) {
  sqlite3 *database = NULL;
  if (sqlite3_open(path, &database)) fail(path, "cannot be opened");
  run(database, "PRAGMA journal_mode = WAL");
  run(database, "PRAGMA synchronous = FULL");
  run(database, "PRAGMA cache_size = -32768");
  run(database, "PRAGMA wal_autocheckpoint = 4000");
  return database;
}

// Runs the one-column texts that `query` gives, on the other database.
static void create_schema(sqlite3 *source, sqlite3 *target) {
  sqlite3_stmt *texts = prepare(
      source,
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid");
  while (sqlite3_step(texts) == SQLITE_ROW) run(target, (const char *)sqlite3_column_text(texts, 0));
  sqlite3_finalize(texts);
}

typedef struct {
  double seconds, processor;
  uint64_t rows;
} Tally;

// Writes `count` rows whose values lie ready; only this is timed.
static void write_rows(sqlite3 *target, sqlite3_stmt *insert, sqlite3_value **values, int width, int count,
                       Tally *tally) {
  double started = seconds_now(), processor = processor_now();
  run(target, "BEGIN IMMEDIATE");
  for (int row = 0; row < count; row++) {
    for (int column = 0; column < width; column++) {
      sqlite3_bind_value(insert, column + 1, values[row * width + column]);
    }
    if (sqlite3_step(insert) != SQLITE_DONE) fail("insert", sqlite3_errmsg(target));
    sqlite3_reset(insert);
  }
  run(target, "COMMIT");
  tally->seconds += seconds_now() - started;
  tally->processor += processor_now() - processor;
  tally->rows += (uint64_t)count;
  for (int index = 0; index < count * width; index++) sqlite3_value_free(values[index]);
}

static void copy_table(sqlite3 *source, sqlite3 *target, const char *table, int most, Tally *tally) {
  char text[4096];
  snprintf(text, sizeof text, "SELECT * FROM \"%s\"", table);
  sqlite3_stmt *select = prepare(source, text);
  int width = sqlite3_column_count(select);
  int length = snprintf(text, sizeof text, "INSERT INTO \"%s\" VALUES (?", table);
  for (int column = 1; column < width; column++) length += sprintf(text + length, ",?");
  sprintf(text + length, ")");
  sqlite3_stmt *insert = prepare(target, text);
  sqlite3_value **values = malloc((size_t)(most * width) * sizeof *values);
  int count = 0;
  while (sqlite3_step(select) == SQLITE_ROW) {
    for (int column = 0; column < width; column++) {
      values[count * width + column] = sqlite3_value_dup(sqlite3_column_value(select, column));
    }
    if (++count < most) continue;
    write_rows(target, insert, values, width, count, tally);
    count = 0;
  }
  if (count) write_rows(target, insert, values, width, count, tally);
  free(values);
  sqlite3_finalize(select);
  sqlite3_finalize(insert);
}

static void copy(const char *from, const char *to, int most) {
  sqlite3 *source = NULL;
  if (sqlite3_open_v2(from, &source, SQLITE_OPEN_READONLY, NULL)) fail(from, "cannot be opened");
  sqlite3 *target = create(to);
  create_schema(source, target);
  Tally tally = {0};
  sqlite3_stmt *tables = prepare(
      source,
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid");
  while (sqlite3_step(tables) == SQLITE_ROW) {
    copy_table(source, target, (const char *)sqlite3_column_text(tables, 0), most, &tally);
  }
  print("rows", tally.rows, tally.seconds, tally.processor);
}

// The columns of a table that `wanted` takes, each put into `format` and joined by `glue`.
static void list_columns(sqlite3 *database, const char *table, int keys_only, const char *format,
                         const char *glue, char *text) {
  char query[512];
  snprintf(query, sizeof query, "SELECT name FROM pragma_table_info('%s') WHERE %s ORDER BY cid", table,
           keys_only ? "pk > 0" : "1");
  sqlite3_stmt *names = prepare(database, query);
  int length = 0;
  for (int place = 0; sqlite3_step(names) == SQLITE_ROW; place++) {
    const char *name = (const char *)sqlite3_column_text(names, 0);
    if (place) length += sprintf(text + length, "%s", glue);
    length += sprintf(text + length, format, name, name);
  }
  sqlite3_finalize(names);
}

// Runs `write` on the target for each row that `find` gives; the values are bound in their order.
static void write_found(sqlite3 *source, sqlite3 *target, const char *find, const char *write, int most,
                        Tally *tally) {
  sqlite3_stmt *select = prepare(source, find), *statement = prepare(target, write);
  int width = sqlite3_column_count(select), count = 0;
  sqlite3_value **values = malloc((size_t)(most * width) * sizeof *values);
  while (sqlite3_step(select) == SQLITE_ROW) {
    for (int column = 0; column < width; column++) {
      values[count * width + column] = sqlite3_value_dup(sqlite3_column_value(select, column));
    }
    if (++count < most) continue;
    write_rows(target, statement, values, width, count, tally);
    count = 0;
  }
  if (count) write_rows(target, statement, values, width, count, tally);
  free(values);
  sqlite3_finalize(select);
  sqlite3_finalize(statement);
}

static void change_table(sqlite3 *source, sqlite3 *target, const char *table, int most, Tally *tally) {
  char same[1024], ours[4096], theirs[4096], keys[1024], sets[4096], marks[4096], find[16384], write[16384];
  list_columns(source, table, 1, "a.\"%s\" = b.\"%s\"", " AND ", same);
  list_columns(source, table, 0, "a.\"%s\"", ", ", ours);
  list_columns(source, table, 0, "b.\"%s\"", ", ", theirs);
  list_columns(source, table, 1, "\"%s\" = ?", " AND ", keys);
  list_columns(source, table, 0, "\"%s\" = ?", ", ", sets);
  list_columns(source, table, 0, "?", ", ", marks);
  char key_columns[1024];
  // What goes makes room: a row may come back under another key.
  list_columns(source, table, 1, "b.\"%s\"", ", ", key_columns);
  snprintf(find, sizeof find, "SELECT %s FROM old.\"%s\" b WHERE NOT EXISTS (SELECT 1 FROM \"%s\" a WHERE %s)",
           key_columns, table, table, same);
  snprintf(write, sizeof write, "DELETE FROM \"%s\" WHERE %s", table, keys);
  write_found(source, target, find, write, most, tally);
  list_columns(source, table, 1, "a.\"%s\"", ", ", key_columns);
  snprintf(find, sizeof find, "SELECT a.*, %s FROM \"%s\" a JOIN old.\"%s\" b ON %s WHERE (%s) IS NOT (%s)",
           key_columns, table, table, same, ours, theirs);
  snprintf(write, sizeof write, "UPDATE \"%s\" SET %s WHERE %s", table, sets, keys);
  write_found(source, target, find, write, most, tally);
  snprintf(find, sizeof find, "SELECT a.* FROM \"%s\" a WHERE NOT EXISTS (SELECT 1 FROM old.\"%s\" b WHERE %s)",
           table, table, same);
  snprintf(write, sizeof write, "INSERT INTO \"%s\" VALUES (%s)", table, marks);
  write_found(source, target, find, write, most, tally);
}

static void change(const char *before, const char *after, const char *to, int most) {
  sqlite3 *source = NULL;
  if (sqlite3_open_v2(after, &source, SQLITE_OPEN_READWRITE, NULL)) fail(after, "cannot be opened");
  char attach[2048];
  snprintf(attach, sizeof attach, "ATTACH '%s' AS old", before);
  run(source, attach);
  sqlite3 *target = create(to);
  Tally tally = {0};
  sqlite3_stmt *tables = prepare(
      source,
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid");
  while (sqlite3_step(tables) == SQLITE_ROW) {
    change_table(source, target, (const char *)sqlite3_column_text(tables, 0), most, &tally);
  }
  print("rows", tally.rows, tally.seconds, tally.processor);
}

static void commits(const char *path, double most) {
  sqlite3 *database = create(path);
  run(database, "CREATE TABLE row (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
  sqlite3_stmt *insert = prepare(database, "INSERT INTO row (name) VALUES ('a row of no importance')");
  double started = seconds_now();
  uint64_t count = 0;
  for (; seconds_now() - started < most; count++) {
    if (sqlite3_step(insert) != SQLITE_DONE) fail("insert", sqlite3_errmsg(database));
    sqlite3_reset(insert);
  }
  print("commits", count, seconds_now() - started, processor_now());
}

static void syncs(const char *path, double most) {
  static char page[4096];
  int file = open(path, O_CREAT | O_TRUNC | O_RDWR, 0600);
  if (file < 0) fail(path, "cannot be opened");
  double started = seconds_now();
  uint64_t count = 0;
  for (; seconds_now() - started < most; count++) {
    off_t place = (off_t)(count % 4000) * 4096;
    if (pwrite(file, page, sizeof page, place) < 0 || fdatasync(file)) fail(path, "cannot be synced");
  }
  print("syncs", count, seconds_now() - started, processor_now());
}

int main(int count, char **words) {
  if (count == 5 && !strcmp(words[1], "copy")) copy(words[2], words[3], atoi(words[4]));
  else if (count == 6 && !strcmp(words[1], "change")) change(words[2], words[3], words[4], atoi(words[5]));
  else if (count == 4 && !strcmp(words[1], "commits")) commits(words[2], atof(words[3]));
  else if (count == 4 && !strcmp(words[1], "syncs")) syncs(words[2], atof(words[3]));
  else fail("usage", "rows copy SOURCE TARGET COUNT | change BEFORE AFTER TARGET COUNT | commits FILE SECONDS | syncs FILE SECONDS");
  return 0;
}
