#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Writes "name: count" to out, which has room for size bytes. Its length, or -1 when it does not fit. */
int label(const char *name, int count, char *out, int size) {
  char *line = malloc(strlen(name) + 16);
  if (!line) return -1;
  int length = sprintf(line, "%s: %d", name, count);
  if (length < size)
    memcpy(out, line, length + 1);
  else
    length = -1;
  free(line);
  return length;
}

/* Writes text so many times to out, which has room for size bytes. Its length, or -1 when it does not fit. */
int repeat(const char *text, int times, char *out, int size) {
  int part = strlen(text), most = size - 1;
  if (times < 0 || most < 0) return -1;
  if (part == 0) times = 0;
  if (times > 0 && part > most / times) return -1;
  for (int i = 0; i < times; i++) memcpy(out + i * part, text, part);
  out[times * part] = 0;
  return times * part;
}

/* Whether text ends with end. */
int ends_with(const char *text, const char *end) {
  const char *at = text + strlen(text), *last = end + strlen(end);
  while (last > end) {
    if (at == text || *--at != *--last) return 0;
  }
  return 1;
}
