/* <string.h> and <ctype.h>: every byte that they read or write is checked. */
#include <string.h>
#include <stdlib.h>
#include "shadow.h"

static uint8_t read(const void *from) {
  __ounce_check((uintptr_t)from, 1, 0);
  return *(const uint8_t *)from;
}

static void write(void *to, uint8_t byte) {
  __ounce_check((uintptr_t)to, 1, 1);
  *(uint8_t *)to = byte;
}

/* volatile: the compiler would make a call to memmove of a plain loop. */
static void move(uint8_t *to, const volatile uint8_t *from, size_t count) {
  volatile uint8_t *target = to;
  if (to < from)
    for (size_t i = 0; i < count; i++) target[i] = from[i];
  else
    while (count-- > 0) target[count] = from[count];
}

void *memmove(void *to, const void *from, size_t count) {
  __ounce_check((uintptr_t)from, count, 0);
  __ounce_check((uintptr_t)to, count, 1);
  move(to, from, count);
  return to;
}

void *memcpy(void *to, const void *from, size_t count) {
  uintptr_t a = (uintptr_t)to, b = (uintptr_t)from;
  __ounce_check(b, count, 0);
  __ounce_check(a, count, 1);
  if (a != b && (a < b ? b - a : a - b) < count) __ounce_report(REPORT_OVERLAP, 1, count, 0, 0);
  move(to, from, count);
  return to;
}

void *memset(void *to, int byte, size_t count) {
  __ounce_check((uintptr_t)to, count, 1);
  volatile uint8_t *target = to;
  for (size_t i = 0; i < count; i++) target[i] = byte;
  return to;
}

/* What the compiler makes of an assignment of a structure: its own overlap is no error. */
void *__asan_memcpy(void *to, const void *from, size_t count) { return memmove(to, from, count); }
void *__asan_memmove(void *to, const void *from, size_t count) { return memmove(to, from, count); }
void *__asan_memset(void *to, int byte, size_t count) { return memset(to, byte, count); }

int memcmp(const void *one, const void *other, size_t count) {
  __ounce_check((uintptr_t)one, count, 0);
  __ounce_check((uintptr_t)other, count, 0);
  const uint8_t *a = one, *b = other;
  for (size_t i = 0; i < count; i++)
    if (a[i] != b[i]) return a[i] - b[i];
  return 0;
}

void *memchr(const void *from, int byte, size_t count) {
  const uint8_t *at = from;
  for (size_t i = 0; i < count; i++)
    if (read(at + i) == (uint8_t)byte) return (void *)(at + i);
  return NULL;
}

size_t strlen(const char *text) {
  size_t length = 0;
  while (read(text + length)) length++;
  return length;
}

size_t strnlen(const char *text, size_t most) {
  size_t length = 0;
  while (length < most && read(text + length)) length++;
  return length;
}

char *strcpy(char *to, const char *from) { return memcpy(to, from, strlen(from) + 1); }

char *strncpy(char *to, const char *from, size_t count) {
  size_t i = 0;
  for (uint8_t byte = 1; i < count && byte; i++) write(to + i, byte = read(from + i));
  for (; i < count; i++) write(to + i, 0);
  return to;
}

char *strcat(char *to, const char *from) {
  strcpy(to + strlen(to), from);
  return to;
}

char *strncat(char *to, const char *from, size_t count) {
  char *end = to + strlen(to);
  size_t length = strnlen(from, count);
  memcpy(end, from, length);
  write(end + length, 0);
  return to;
}

int strcmp(const char *one, const char *other) { return strncmp(one, other, SIZE_MAX); }

int strncmp(const char *one, const char *other, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint8_t a = read(one + i), b = read(other + i);
    if (a != b) return a - b;
    if (!a) break;
  }
  return 0;
}

char *strchr(const char *text, int character) {
  for (;; text++) {
    char found = read(text);
    if (found == (char)character) return (char *)text;
    if (!found) return NULL;
  }
}

char *strrchr(const char *text, int character) {
  char *last = NULL;
  for (;; text++) {
    char found = read(text);
    if (found == (char)character) last = (char *)text;
    if (!found) return last;
  }
}

char *strstr(const char *text, const char *part) {
  size_t length = strlen(part);
  for (;; text++) {
    if (strncmp(text, part, length) == 0) return (char *)text;
    if (!read(text)) return NULL;
  }
}

char *strdup(const char *text) {
  size_t size = strlen(text) + 1;
  char *copy = malloc(size);
  return copy ? memcpy(copy, text, size) : NULL;
}

int islower(int character) { return character >= 'a' && character <= 'z'; }
int isupper(int character) { return character >= 'A' && character <= 'Z'; }
int isalpha(int character) { return islower(character) || isupper(character); }
int isdigit(int character) { return character >= '0' && character <= '9'; }
int isalnum(int character) { return isalpha(character) || isdigit(character); }
int isspace(int character) { return character == ' ' || (character >= '\t' && character <= '\r'); }
int isxdigit(int character) {
  return isdigit(character) || (character >= 'a' && character <= 'f') || (character >= 'A' && character <= 'F');
}
int tolower(int character) { return isupper(character) ? character + 32 : character; }
int toupper(int character) { return islower(character) ? character - 32 : character; }

int abs(int value) {
  if (value == -2147483647 - 1) __ounce_report(REPORT_INTEGER_OVERFLOW, 0, 0, 0, 0);
  return value < 0 ? -value : value;
}

static int digit_of(int character) {
  if (isdigit(character)) return character - '0';
  return isalpha(character) ? tolower(character) - 'a' + 10 : 36;
}

/* The number at the start of a text, as its sign and its amount, which is held at 2^32. */
static uint64_t number_in(const char *text, char **end, int base, int *negative) {
  const char *at = text;
  while (isspace(read(at))) at++;
  *negative = read(at) == '-';
  if (*at == '-' || *at == '+') at++;
  int hexadecimal = read(at) == '0' && tolower(read(at + 1)) == 'x' && isxdigit(read(at + 2));
  if ((base == 0 || base == 16) && hexadecimal) at += 2, base = 16;
  if (base == 0) base = *at == '0' ? 8 : 10;
  uint64_t amount = 0;
  const char *first = at;
  for (int digit; (digit = digit_of(read(at))) < base; at++) {
    amount = amount * base + digit;
    if (amount > 1ull << 32) amount = 1ull << 32;
  }
  if (end) {
    __ounce_check((uintptr_t)end, sizeof *end, 1);
    *end = (char *)(at == first ? text : at);
  }
  return amount;
}

long strtol(const char *text, char **end, int base) {
  int negative;
  uint64_t amount = number_in(text, end, base, &negative);
  if (negative) return amount > 2147483648ull ? -2147483647l - 1 : (long)-(int64_t)amount;
  return amount > 2147483647ull ? 2147483647l : (long)amount;
}

unsigned long strtoul(const char *text, char **end, int base) {
  int negative;
  uint64_t amount = number_in(text, end, base, &negative);
  if (amount > 4294967295ull) return 4294967295ul;
  return negative ? -(unsigned long)amount : (unsigned long)amount;
}

int atoi(const char *text) { return strtol(text, NULL, 10); }
