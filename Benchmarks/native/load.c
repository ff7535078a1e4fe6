// Loads one HTTP server and counts: a fixed number of connections, each with one request under way, on one
// thread, so that the client takes as little as it can of the machine that it shares with the server.
//
//   load PORT CONNECTIONS SECONDS METHOD PATH [BODY] [--key KEY] [--values FILE] [--each-once]
//        [--save FILE] [--expect TEXT]
//
// In PATH and BODY, {n} becomes the number of the request and {value} a line of FILE: round and round, or
// each line once with --each-once, which ends the load when they are used up. --save writes the "id" that
// each answer's body begins with. Any answer other than 200, or without the expected TEXT, ends the load with
// an error: nothing is counted that did not work. Prints one JSON object.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { ANSWER_MOST = 1 << 20, REQUEST_MOST = 1 << 14 };

typedef struct {
  int socket;
  uint64_t started;
  size_t length;
  char *answer;
} Connection;

static const char *method, *path, *body, *key, *expected;
static char **values;
static size_t value_count, next_value, started_count;
static int each_once;
static FILE *saved;
static uint32_t *microseconds;
static size_t done_count, done_most;

static void fail(const char *what, const char *detail) {
  fprintf(stderr, "load: %s: %.2000s\n", what, detail);
  exit(1);
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void read_values(const char *name) {
  FILE *file = fopen(name, "r");
  if (!file) fail("cannot read the values", name);
  char *line = NULL;
  size_t room = 0, most = 0;
  for (ssize_t length; (length = getline(&line, &room, file)) > 0;) {
    if (line[length - 1] == '\n') line[length - 1] = 0;
    if (value_count == most) values = realloc(values, (most = most ? 2 * most : 1024) * sizeof *values);
    values[value_count++] = strdup(line);
  }
  free(line);
  fclose(file);
  if (!value_count) fail("there are no values", name);
}

// Appends a template with its places filled in.
static size_t fill(char *to, size_t length, const char *from, const char *value) {
  while (*from) {
    char number[24];
    const char *word = NULL;
    if (!strncmp(from, "{n}", 3)) {
      snprintf(number, sizeof number, "%zu", started_count);
      word = number;
      from += 3;
    } else if (!strncmp(from, "{value}", 7)) {
      word = value;
      from += 7;
    }
    if (length + 64 + (word ? strlen(word) : 0) > REQUEST_MOST) fail("too long a request", from);
    if (word) {
      strcpy(to + length, word);
      length += strlen(word);
    } else {
      to[length++] = *from++;
    }
  }
  return length;
}

// Sends the next request; 0 when there is none.
static int send_next(Connection *connection) {
  const char *value = "";
  if (values) {
    if (each_once && next_value == value_count) return 0;
    value = values[next_value++ % value_count];
  }
  char request[2 * REQUEST_MOST], content[REQUEST_MOST];
  size_t content_length = body ? fill(content, 0, body, value) : 0;
  size_t length = (size_t)sprintf(request, "%s ", method);
  length = fill(request, length, path, value);
  length += (size_t)sprintf(request + length, " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
  if (key) length += (size_t)sprintf(request + length, "Authorization: Bearer %s\r\n", key);
  if (body) {
    length += (size_t)sprintf(
        request + length,
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n", content_length);
  }
  length += (size_t)sprintf(request + length, "\r\n");
  memcpy(request + length, content, content_length);
  length += content_length;
  started_count++;
  connection->length = 0;
  connection->started = now();
  // A request is far smaller than a socket's buffer, so it always goes in one piece.
  if (send(connection->socket, request, length, MSG_NOSIGNAL) != (ssize_t)length) {
    fail("cannot send", strerror(errno));
  }
  return 1;
}

static void note(Connection *connection, const char *content) {
  if (done_count == done_most) {
    done_most = done_most ? 2 * done_most : 65536;
    microseconds = realloc(microseconds, done_most * sizeof *microseconds);
  }
  microseconds[done_count++] = (uint32_t)((now() - connection->started) / 1000);
  if (!saved) return;
  const char *id = strncmp(content, "{\"id\":\"", 7) ? NULL : content + 7;
  if (!id) fail("an answer does not begin with an id", content);
  fprintf(saved, "%.*s\n", (int)strcspn(id, "\""), id);
}

// Reads what is there; 1 when the answer is whole.
static int receive(Connection *connection) {
  ssize_t got = recv(
      connection->socket, connection->answer + connection->length, ANSWER_MOST - connection->length, 0);
  if (got <= 0) fail("the connection was closed", got ? strerror(errno) : "by the server");
  connection->length += (size_t)got;
  connection->answer[connection->length] = 0;
  char *end = strstr(connection->answer, "\r\n\r\n");
  if (!end) return 0;
  char *field = strcasestr(connection->answer, "\r\ncontent-length:");
  if (!field || field > end) fail("an answer without Content-Length", connection->answer);
  size_t whole = (size_t)(end + 4 - connection->answer) + strtoul(field + 17, NULL, 10);
  if (whole > ANSWER_MOST) fail("too long an answer", connection->answer);
  if (connection->length < whole) return 0;
  if (strncmp(connection->answer, "HTTP/1.1 200", 12)) fail("an answer other than 200", connection->answer);
  if (expected && !strstr(end + 4, expected)) fail("an unexpected answer", end + 4);
  note(connection, end + 4);
  return 1;
}

static int connect_to(int port) {
  int yes = 1, descriptor = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (connect(descriptor, (struct sockaddr *)&address, sizeof address)) {
    fail("cannot connect", strerror(errno));
  }
  return descriptor;
}

static int by_size(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return (a > b) - (a < b);
}

static void print(double seconds) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  double processor = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  if (!done_count) fail("nothing was answered", "in time");
  qsort(microseconds, done_count, sizeof *microseconds, by_size);
  printf("{\"requests\": %zu, \"seconds\": %.3f, \"per_second\": %.1f, \"median_us\": %u, "
         "\"p99_us\": %u, \"client_cpu_seconds\": %.3f}\n",
         done_count, seconds, (double)done_count / seconds, microseconds[done_count / 2],
         microseconds[done_count * 99 / 100], processor);
}

int main(int count, char **words) {
  if (count < 6) fail("usage", "load PORT CONNECTIONS SECONDS METHOD PATH [BODY] [options]");
  int port = atoi(words[1]), connections = atoi(words[2]), next = 6;
  double seconds = atof(words[3]);
  method = words[4];
  path = words[5];
  if (next < count && strncmp(words[next], "--", 2)) body = words[next++];
  for (; next < count; next++) {
    if (!strcmp(words[next], "--each-once")) each_once = 1;
    else if (next + 1 == count) fail("an option without its value", words[next]);
    else if (!strcmp(words[next], "--key")) key = words[++next];
    else if (!strcmp(words[next], "--expect")) expected = words[++next];
    else if (!strcmp(words[next], "--values")) read_values(words[++next]);
    else if (!strcmp(words[next], "--save") && !(saved = fopen(words[++next], "w"))) {
      fail("cannot write", words[next]);
    }
  }
  int poll = epoll_create1(0), open_count = 0;
  uint64_t start = now(), end = start + (uint64_t)(seconds * 1e9);
  for (int index = 0; index < connections; index++) {
    Connection *connection = calloc(1, sizeof *connection);
    connection->answer = malloc(ANSWER_MOST + 1);
    connection->socket = connect_to(port);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    epoll_ctl(poll, EPOLL_CTL_ADD, connection->socket, &event);
    open_count += send_next(connection);
  }
  while (open_count > 0) {
    struct epoll_event events[64];
    int ready = epoll_wait(poll, events, 64, 30000);
    if (ready == 0) fail("no answer came", "in 30 seconds");
    for (int index = 0; index < ready; index++) {
      Connection *connection = events[index].data.ptr;
      if (!receive(connection)) continue;
      if (now() < end && send_next(connection)) continue;
      open_count--;
    }
  }
  print((double)(now() - start) / 1e9);
  if (saved) fclose(saved);
  return 0;
}
