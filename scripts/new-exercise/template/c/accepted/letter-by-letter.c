#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where text goes, as long as there is room for it and a zero. */
struct writer {
  char *out;
  int size, length;
};

static void put(struct writer *writer, const char *text) {
  for (; *text && writer->length < writer->size; text++) writer->out[writer->length++] = *text;
}

static int finish(struct writer *writer) {
  if (writer->length >= writer->size) return -1;
  writer->out[writer->length] = 0;
  return writer->length;
}

/* Writes "name: count" to out, which has room for size bytes. Its length, or -1 when it does not fit. */
int label(const char *name, int count, char *out, int size) {
  struct writer writer = {out, size, 0};
  char digits[12];
  snprintf(digits, sizeof digits, "%d", count);
  put(&writer, name);
  put(&writer, ": ");
  put(&writer, digits);
  return finish(&writer);
}

/* Writes text so many times to out, which has room for size bytes. Its length, or -1 when it does not fit. */
int repeat(const char *text, int times, char *out, int size) {
  struct writer writer = {out, size, 0};
  for (int i = 0; i < times && *text && writer.length < size; i++) put(&writer, text);
  return finish(&writer);
}

/* Whether text ends with end. */
int ends_with(const char *text, const char *end) {
  for (; strlen(text) >= strlen(end); text++)
    if (strcmp(text, end) == 0) return 1;
  return 0;
}
