/*
 * What the checking runtime knows of memory.
 *
 * A program has one memory of 16 MB. From the bottom: the stack, which grows down, so that one that is too deep
 * leaves memory and traps; the data; the heap; and at 14 MB the shadow. Each eight bytes have one byte of shadow, at
 * (address >> 3) + 14 MB, as AddressSanitizer has it: 0 when all eight may be used, 1 to 7 when only so many of them,
 * and a value from 0x80 when none, which says why. The program's own code asks before every access (-fsanitize=address
 * with a call for each check); the library asks for what it is given. The shadow's own shadow allows nothing, so a
 * program can't change what is known of its memory.
 *
 * No part of the runtime is itself compiled with the checks. Its names begin with two underscores, which a
 * learner's program may not use.
 */
#ifndef SHADOW_H
#define SHADOW_H
#include <stddef.h>
#include <stdint.h>

#define SHADOW_START 0xe00000u
#define MEMORY_END 0x1000000u
#define NULL_PAGE 1024u

/* Values of the shadow: those of AddressSanitizer (compiler-rt, asan_internal.h). */
#define STACK_LEFT 0xf1
#define STACK_MIDDLE 0xf2
#define STACK_RIGHT 0xf3
#define STACK_AFTER_SCOPE 0xf8
#define GLOBAL_REDZONE 0xf9
#define HEAP_REDZONE 0xfa
#define HEAP_FREED 0xfd
#define RESERVED 0xff

/* What a report can be about. The names that a check sees for them stand in src/inside/c-reports.ts, in this order. */
enum {
  REPORT_HEAP_OVERFLOW,
  REPORT_STACK_OVERFLOW,
  REPORT_GLOBAL_OVERFLOW,
  REPORT_USE_AFTER_FREE,
  REPORT_USE_AFTER_SCOPE,
  REPORT_NULL,
  REPORT_WILD,
  REPORT_DOUBLE_FREE,
  REPORT_INVALID_FREE,
  REPORT_OVERLAP,
  REPORT_INTEGER_OVERFLOW,
  REPORT_DIVISION,
  REPORT_SHIFT,
  REPORT_INDEX,
  REPORT_POINTER_OVERFLOW,
  REPORT_MISALIGNED,
  REPORT_UNREACHABLE,
  REPORT_INVALID_VALUE,
  REPORT_ABORT,
};

/*
 * Tells the host and does not come back: the host throws. block: the heap block's size, offset: from its start; both 0
 * for what is no heap block. For an index: block is where the name of the array's type stands, offset the index.
 */
__attribute__((import_module("ounce"), import_name("report"))) _Noreturn void __ounce_report(
    int kind, int write, size_t size, size_t block, ptrdiff_t offset);

/* Text for the log. */
__attribute__((import_module("ounce"), import_name("log"))) void __ounce_log(const char *text, size_t length);

static inline uint8_t *__ounce_shadow_of(uintptr_t address) {
  return (uint8_t *)((address >> 3) + SHADOW_START);
}

/* Both ends on eight bytes. */
void __ounce_poison(uintptr_t from, size_t size, uint8_t why);
/* `from` on eight bytes. */
void __ounce_allow(uintptr_t from, size_t size);
/* Reports an access that is not allowed. */
void __ounce_check(uintptr_t from, size_t size, int write);
/* The heap block around an address, as its size and the address's distance from its start. */
void __ounce_describe(uintptr_t address, size_t *block, ptrdiff_t *offset);

#endif
