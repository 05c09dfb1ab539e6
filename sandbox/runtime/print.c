/* <stdio.h>: %d %i %u %x %X %c %s %p %%, with the flags - and 0, a width, a precision for texts, and h, l, ll, z. */
#include <stdio.h>
#include <string.h>
#include "shadow.h"

#define LINE 1024

/* Where text goes: into a buffer of the program, or to the log. */
struct sink {
  char *buffer;
  size_t size;
  size_t count;
  char line[LINE];
};

static void put(struct sink *sink, char character) {
  size_t at = sink->count++;
  if (!sink->buffer) {
    if (at < LINE) sink->line[at] = character;
  } else if (at + 1 < sink->size) {
    __ounce_check((uintptr_t)sink->buffer + at, 1, 1);
    sink->buffer[at] = character;
  }
}

struct field {
  int left, zeros;
  size_t width;
};

static void pad(struct sink *sink, size_t length, size_t width, char with) {
  for (; length < width; length++) put(sink, with);
}

static void put_text(struct sink *sink, struct field field, const char *text, size_t length) {
  if (!field.left) pad(sink, length, field.width, ' ');
  for (size_t i = 0; i < length; i++) put(sink, text[i]);
  if (field.left) pad(sink, length, field.width, ' ');
}

static void put_number(struct sink *sink, struct field field, uint64_t amount, int negative, int base, char ten) {
  char digits[24];
  size_t first = sizeof digits;
  do {
    int digit = amount % base;
    digits[--first] = digit < 10 ? '0' + digit : ten + digit - 10;
    amount /= base;
  } while (amount);
  size_t length = sizeof digits - first;
  if (field.zeros && !field.left) {
    if (negative) put(sink, '-');
    pad(sink, length + negative, field.width, '0');
    field.width = 0;
  } else if (negative) {
    digits[--first] = '-', length++;
  }
  put_text(sink, field, digits + first, length);
}

static char next(const char **format) {
  __ounce_check((uintptr_t)*format, 1, 0);
  return *(*format)++;
}

static void print(struct sink *sink, const char *format, __builtin_va_list values) {
  for (char c; (c = next(&format));) {
    if (c != '%') {
      put(sink, c);
      continue;
    }
    struct field field = {0};
    size_t precision = SIZE_MAX;
    int longs = 0, shorts = 0;
    for (c = next(&format); c == '-' || c == '0'; c = next(&format)) c == '-' ? (field.left = 1) : (field.zeros = 1);
    if (c == '*') {
      field.width = __builtin_va_arg(values, int), c = next(&format);
    } else {
      for (; c >= '0' && c <= '9'; c = next(&format)) field.width = field.width * 10 + (c - '0');
    }
    if (field.width > 4096) field.width = 4096;
    if (c == '.') {
      precision = 0, c = next(&format);
      if (c == '*') precision = __builtin_va_arg(values, int), c = next(&format);
      else
        for (; c >= '0' && c <= '9'; c = next(&format)) precision = precision * 10 + (c - '0');
    }
    for (; c == 'l' || c == 'h' || c == 'z'; c = next(&format)) c == 'l' ? longs++ : c == 'h' ? shorts++ : 0;
    switch (c) {
      case 'd':
      case 'i': {
        int64_t value = longs > 1 ? __builtin_va_arg(values, int64_t) : __builtin_va_arg(values, int);
        if (shorts) value = shorts > 1 ? (int8_t)value : (int16_t)value;
        put_number(sink, field, value < 0 ? -(uint64_t)value : (uint64_t)value, value < 0, 10, 'a');
        break;
      }
      case 'u':
      case 'x':
      case 'X': {
        uint64_t value = longs > 1 ? __builtin_va_arg(values, uint64_t) : __builtin_va_arg(values, unsigned);
        if (shorts) value = shorts > 1 ? (uint8_t)value : (uint16_t)value;
        put_number(sink, field, value, 0, c == 'u' ? 10 : 16, c == 'X' ? 'A' : 'a');
        break;
      }
      case 'p':
        put(sink, '0'), put(sink, 'x');
        put_number(sink, field, __builtin_va_arg(values, uintptr_t), 0, 16, 'a');
        break;
      case 'c': {
        char value = __builtin_va_arg(values, int);
        put_text(sink, field, &value, 1);
        break;
      }
      case 's': {
        const char *text = __builtin_va_arg(values, const char *);
        put_text(sink, field, text, strnlen(text, precision));
        break;
      }
      case 0:
        return;
      default:
        put(sink, c);
    }
  }
}

static void finish(struct sink *sink) {
  if (sink->size == 0) return;
  size_t end = sink->count < sink->size ? sink->count : sink->size - 1;
  __ounce_check((uintptr_t)sink->buffer + end, 1, 1);
  sink->buffer[end] = 0;
}

int snprintf(char *to, size_t size, const char *format, ...) {
  struct sink sink = {.buffer = to ? to : (char *)1, .size = size};
  __builtin_va_list values;
  __builtin_va_start(values, format);
  print(&sink, format, values);
  __builtin_va_end(values);
  finish(&sink);
  return sink.count;
}

int sprintf(char *to, const char *format, ...) {
  struct sink sink = {.buffer = to ? to : (char *)1, .size = SIZE_MAX};
  __builtin_va_list values;
  __builtin_va_start(values, format);
  print(&sink, format, values);
  __builtin_va_end(values);
  finish(&sink);
  return sink.count;
}

int printf(const char *format, ...) {
  struct sink sink = {0};
  __builtin_va_list values;
  __builtin_va_start(values, format);
  print(&sink, format, values);
  __builtin_va_end(values);
  __ounce_log(sink.line, sink.count < LINE ? sink.count : LINE);
  return sink.count;
}

int puts(const char *text) {
  size_t length = strlen(text);
  __ounce_log(text, length < LINE ? length : LINE);
  return length + 1;
}
