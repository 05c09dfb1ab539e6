#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Writes "name: count" to out, which has room for size bytes. Its length, or -1 when it does not fit. */
int label(const char *name, int count, char *out, int size) {
  int length = snprintf(out, size, "%s: %d", name, count);
  return length < size ? length : -1;
}

/* Writes text so many times to out, which has room for size bytes. Its length, or -1 when it does not fit. */
int repeat(const char *text, int times, char *out, int size) {
  size_t part = strlen(text), length = 0;
  if (times < 0 || size <= 0) return -1;
  for (int i = 0; i < times && part > 0; i++) {
    if (part >= (size_t)size - length) return -1;
    memcpy(out + length, text, part);
    length += part;
  }
  out[length] = 0;
  return length;
}

/* Whether text ends with end. */
int ends_with(const char *text, const char *end) {
  if (strlen(text) - strlen(end) < 0) return 0;
  return strcmp(text + strlen(text) - strlen(end), end) == 0;
}
