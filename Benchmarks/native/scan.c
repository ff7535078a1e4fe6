// What any program must do at least: a raw scan of columns, and Q1 of the 10-million-row exercise in one pass.
//   scan load FILE             reads a file of columns into memory, 64-bit words, and sums them
//   scan q1 FOLDER             event-level movements over the four raw columns
// Prints one JSON object with CPU seconds.
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static double processor_seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void *whole(const char *path, size_t *size) {
  int file = open(path, O_RDONLY);
  struct stat found;
  if (file < 0 || fstat(file, &found) != 0) { perror(path); exit(1); }
  *size = (size_t)found.st_size;
  char *bytes = malloc(*size + 8);
  for (size_t place = 0; place < *size;) {
    ssize_t got = read(file, bytes + place, *size - place);
    if (got <= 0) { perror(path); exit(1); }
    place += (size_t)got;
  }
  close(file);
  return bytes;
}

static int load(const char *path) {
  double start = processor_seconds();
  size_t size;
  const uint64_t *words = whole(path, &size);
  uint64_t sum = 0;
  for (size_t place = 0; place < size / 8; place++) sum += words[place];
  printf("{\"cpu\": %.6f, \"bytes\": %zu, \"sum\": %llu}\n", processor_seconds() - start, size,
         (unsigned long long)sum);
  return 0;
}

// Months of 2020-01-01 + day.
static int month_of(int day, int *of_day) { return of_day[day]; }

static void calendar(int *of_day) {
  static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int day = 0;
  for (int month = 0; month < 60; month++) {
    int length = lengths[month % 12] + (month % 12 == 1 && (month / 12) % 4 == 0);
    while (length--) of_day[day++] = month;
  }
}

static int first_query(const char *folder) {
  char path[4096];
  size_t size;
  snprintf(path, sizeof path, "%s/customer_id.i32", folder);
  const int32_t *customer = whole(path, &size);
  size_t rows = size / 4;
  snprintf(path, sizeof path, "%s/day.i32", folder);
  const int32_t *day = whole(path, &size);
  snprintf(path, sizeof path, "%s/delta.i64", folder);
  const int64_t *delta = whole(path, &size);
  snprintf(path, sizeof path, "%s/currency.u8", folder);
  const uint8_t *currency = whole(path, &size);
  static int of_day[1827];
  static struct { int64_t count, sum; } cells[60 * 5 * 5];
  double start = processor_seconds();
  calendar(of_day);
  int64_t *levels = malloc(sizeof(int64_t) * rows);
  memset(levels, 0xFF, sizeof(int64_t) * rows);  // -1: has never paid
  for (size_t row = 0; row < rows; row++) {
    int64_t before = levels[customer[row]];
    int64_t after = (before < 0 ? 0 : before) + delta[row];
    levels[customer[row]] = after;
    int kind = before <= 0 ? (before < 0 ? 0 : 4) : after == 0 ? 3 : delta[row] > 0 ? 1 : 2;
    int place = (month_of(day[row], of_day) * 5 + currency[row]) * 5 + kind;
    cells[place].count++;
    cells[place].sum += delta[row];
  }
  double spent = processor_seconds() - start;
  __int128 prime = ((__int128)1 << 61) - 1, sum = 0;
  int filled = 0;
  for (int place = 0; place < 60 * 5 * 5; place++) {
    if (cells[place].count == 0) continue;
    filled++;
    __int128 at = (__int128)(place / 25 + 1) * (place / 5 % 5 + 1) * (place % 5 + 1);
    sum = (sum + at * ((__int128)cells[place].count * 7919 + cells[place].sum)) % prime;
  }
  sum = (sum + prime) % prime;
  printf("{\"cpu\": %.6f, \"rows\": %d, \"sum\": %llu}\n", spent, filled, (unsigned long long)sum);
  return 0;
}

int main(int count, char **words) {
  if (count == 3 && strcmp(words[1], "load") == 0) return load(words[2]);
  if (count == 3 && strcmp(words[1], "q1") == 0) return first_query(words[2]);
  fprintf(stderr, "scan load FILE | scan q1 FOLDER\n");
  return 64;
}
