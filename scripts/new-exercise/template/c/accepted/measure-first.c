#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Writes "name: count" to out, which has room for size bytes. Its length, or -1 when it does not fit. */
int label(const char *name, int count, char *out, int size) {
  int length = snprintf(NULL, 0, "%s: %d", name, count);
  if (length >= size) return -1;
  sprintf(out, "%s: %d", name, count);
  return length;
}

/* Writes text so many times to out, which has room for size bytes. Its length, or -1 when it does not fit. */
int repeat(const char *text, int times, char *out, int size) {
  long long length = (long long)strlen(text) * times;
  if (length < 0 || length >= size) return -1;
  *out = 0;
  if (length > 0)
    for (int i = 0; i < times; i++) strcat(out, text);
  return length;
}

/* Whether text ends with end. */
int ends_with(const char *text, const char *end) {
  size_t all = strlen(text), last = strlen(end);
  if (last > all) return 0;
  return memcmp(text + (all - last), end, last) == 0;
}
