/* The calls that -fsanitize=address and -fsanitize=undefined put into a program. */
#include "shadow.h"

void __ounce_poison(uintptr_t from, size_t size, uint8_t why) {
  uint8_t *shadow = __ounce_shadow_of(from);
  for (size_t i = 0; i < size >> 3; i++) shadow[i] = why;
}

void __ounce_allow(uintptr_t from, size_t size) {
  __ounce_poison(from, size & ~7u, 0);
  if (size & 7) *__ounce_shadow_of(from + size) = size & 7;
}

/*
 * What was found wrong with the place of an access, until the access itself tells how much it is and which way. It
 * stands between the two in the same statement.
 */
static struct {
  int found, kind;
  const char *type;
  intptr_t index;
} doubt __attribute__((aligned(8)));

/* What -fsanitize=bounds tells of an array: the name of its type follows four bytes of other facts (ubsan_value.h). */
struct out_of_bounds {
  uintptr_t file, line, column;
  const char *array_type;
};
void __ubsan_handle_out_of_bounds(const struct out_of_bounds *data, intptr_t index) {
  doubt.found = 1;
  doubt.kind = REPORT_INDEX;
  doubt.type = data->array_type + 4;
  doubt.index = index;
}

/* The pointer of an access is null, not aligned, or leads to too little room. */
void __ubsan_handle_type_mismatch_v1(const void *data, uintptr_t address) {
  (void)data;
  doubt.found = 1;
  doubt.kind = address < NULL_PAGE ? REPORT_NULL : REPORT_MISALIGNED;
}

static int kind_of(uint8_t shadow, uintptr_t address) {
  if (address < NULL_PAGE) return REPORT_NULL;
  switch (shadow) {
    case STACK_LEFT:
    case STACK_MIDDLE:
    case STACK_RIGHT:
      return REPORT_STACK_OVERFLOW;
    case STACK_AFTER_SCOPE:
      return REPORT_USE_AFTER_SCOPE;
    case GLOBAL_REDZONE:
      return REPORT_GLOBAL_OVERFLOW;
    case HEAP_REDZONE:
      return REPORT_HEAP_OVERFLOW;
    case HEAP_FREED:
      return REPORT_USE_AFTER_FREE;
    default:
      return REPORT_WILD;
  }
}

/* Where a few bytes end, the reason stands in the next eight. */
static uint8_t reason_at(uintptr_t address) {
  uint8_t shadow = *__ounce_shadow_of(address);
  return shadow < 8 && address + 8 < SHADOW_START ? *__ounce_shadow_of(address + 8) : shadow;
}

static _Noreturn void refuse(uintptr_t address, size_t size, int write) {
  size_t block = 0;
  ptrdiff_t offset = 0;
  int kind = address >= SHADOW_START ? REPORT_WILD : kind_of(reason_at(address), address);
  if (kind == REPORT_HEAP_OVERFLOW || kind == REPORT_USE_AFTER_FREE) __ounce_describe(address, &block, &offset);
  __ounce_report(kind, write, size, block, offset);
}

void __ounce_check(uintptr_t from, size_t size, int write) {
  if (size == 0) return;
  if (doubt.found) __ounce_report(doubt.kind, write, size, (size_t)doubt.type, doubt.index);
  if (from < NULL_PAGE || from >= SHADOW_START) refuse(from, size, write);
  for (uintptr_t at = from; at - from < size;) {
    if (at >= SHADOW_START) refuse(at, size, write);
    uint8_t shadow = *__ounce_shadow_of(at);
    if (shadow >= 0x80 || (shadow != 0 && (at & 7) >= shadow)) refuse(at, size, write);
    at += shadow == 0 ? 8 - (at & 7) : 1;
  }
}

#define ACCESS(size)                                                                \
  void __asan_load##size(uintptr_t address) { __ounce_check(address, size, 0); }    \
  void __asan_store##size(uintptr_t address) { __ounce_check(address, size, 1); }
ACCESS(1)
ACCESS(2)
ACCESS(4)
ACCESS(8)
ACCESS(16)
void __asan_loadN(uintptr_t address, size_t size) { __ounce_check(address, size, 0); }
void __asan_storeN(uintptr_t address, size_t size) { __ounce_check(address, size, 1); }

void __asan_init(void) { __ounce_poison((uintptr_t)&doubt, sizeof doubt, RESERVED); }
/* A program never ends, so nothing is done at its end. */
int __cxa_atexit(const void *what, const void *with, const void *module) { return (void)what, (void)with, (void)module, 0; }
void __asan_version_mismatch_check_v8(void) {}
void __asan_handle_no_return(void) {}

#define SET_SHADOW(value)                                                           \
  void __asan_set_shadow_##value(uintptr_t shadow, size_t size) {                   \
    for (size_t i = 0; i < size; i++) ((uint8_t *)shadow)[i] = 0x##value;           \
  }
SET_SHADOW(00)
SET_SHADOW(01)
SET_SHADOW(02)
SET_SHADOW(03)
SET_SHADOW(04)
SET_SHADOW(05)
SET_SHADOW(06)
SET_SHADOW(07)
SET_SHADOW(f1)
SET_SHADOW(f2)
SET_SHADOW(f3)
SET_SHADOW(f5)
SET_SHADOW(f8)

void __asan_poison_stack_memory(uintptr_t from, size_t size) {
  __ounce_poison(from, (size + 7) & ~7u, STACK_AFTER_SCOPE);
}
void __asan_unpoison_stack_memory(uintptr_t from, size_t size) { __ounce_allow(from, size); }

/* A global with the room behind it, as the compiler describes it (compiler-rt, asan_interface_internal.h). */
struct global {
  uintptr_t start;
  size_t size, size_with_redzone;
  uintptr_t name, module, has_dynamic_init, location, odr_indicator;
};

void __asan_register_globals(const struct global *globals, size_t count) {
  for (size_t i = 0; i < count; i++) {
    __ounce_poison(globals[i].start, globals[i].size_with_redzone, GLOBAL_REDZONE);
    __ounce_allow(globals[i].start, globals[i].size);
  }
}
void __asan_unregister_globals(const struct global *globals, size_t count) { (void)globals, (void)count; }
void __asan_register_elf_globals(uintptr_t flag, const struct global *start, const struct global *stop) {
  (void)flag;
  __asan_register_globals(start, stop - start);
}
void __asan_unregister_elf_globals(uintptr_t flag, uintptr_t start, uintptr_t stop) {
  (void)flag, (void)start, (void)stop;
}

static _Noreturn void undefined(int kind) { __ounce_report(kind, 0, 0, 0, 0); }

#define UNDEFINED(name, kind)                                                       \
  _Noreturn void __ubsan_handle_##name##_abort(const void *a, uintptr_t b, uintptr_t c) { \
    (void)a, (void)b, (void)c;                                                      \
    undefined(kind);                                                                \
  }
UNDEFINED(add_overflow, REPORT_INTEGER_OVERFLOW)
UNDEFINED(sub_overflow, REPORT_INTEGER_OVERFLOW)
UNDEFINED(mul_overflow, REPORT_INTEGER_OVERFLOW)
UNDEFINED(divrem_overflow, REPORT_DIVISION)
UNDEFINED(shift_out_of_bounds, REPORT_SHIFT)
UNDEFINED(pointer_overflow, REPORT_POINTER_OVERFLOW)

#define UNDEFINED_OF_ONE(name, kind)                                                \
  _Noreturn void __ubsan_handle_##name##_abort(const void *a, uintptr_t b) {        \
    (void)a, (void)b;                                                               \
    undefined(kind);                                                                \
  }
UNDEFINED_OF_ONE(negate_overflow, REPORT_INTEGER_OVERFLOW)
UNDEFINED_OF_ONE(load_invalid_value, REPORT_INVALID_VALUE)
UNDEFINED_OF_ONE(float_cast_overflow, REPORT_INVALID_VALUE)

/* Called without arguments that matter, and of differing number. */
_Noreturn void __ubsan_handle_builtin_unreachable(const void *a) {
  (void)a;
  undefined(REPORT_UNREACHABLE);
}
_Noreturn void __ubsan_handle_missing_return(const void *a) {
  (void)a;
  undefined(REPORT_UNREACHABLE);
}
