#include <sqlite3.h>

/* SQLite's settings take any number of arguments, which Swift cannot pass. */
static inline int csqlite_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
