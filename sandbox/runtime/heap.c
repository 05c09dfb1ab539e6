/*
 * malloc and free that are checked. A block stands between redzones; one that was freed may not be used, and its room
 * is given out again only after two more megabytes were freed.
 */
#include "shadow.h"

extern uint8_t __heap_base;

#define GRANULE 32u
#define LIVE 0x11beefu
#define FREED 0xf4eedu
#define MOST_QUARANTINED (2u << 20)

/* Stands right before a block, in its left redzone, which no program can write to. */
struct header {
  uint32_t state;
  size_t size;
  /* With both redzones; a multiple of the granule. */
  size_t room;
  struct header *next;
  uint32_t unused[4];
};
_Static_assert(sizeof(struct header) == GRANULE, "a header has the size of a granule");

/* In one piece, so that its shadow can forbid it. */
static struct {
  uintptr_t start, end;
  size_t quarantined;
  struct header *oldest, *newest;
  /* Free room, the latest first. */
  struct header *unused;
} __attribute__((aligned(8))) heap;

/* Called before the program's own constructors: nothing of the heap is allowed, nor the shadow, nor the null page. */
void __ounce_start(void) {
  heap.start = heap.end = ((uintptr_t)&__heap_base + GRANULE - 1) & ~(GRANULE - 1);
  __ounce_poison(0, NULL_PAGE, RESERVED);
  __ounce_poison(heap.start, SHADOW_START - heap.start, HEAP_REDZONE);
  __ounce_poison(SHADOW_START, MEMORY_END - SHADOW_START, RESERVED);
  __ounce_poison((uintptr_t)&heap, sizeof heap, RESERVED);
}

static struct header *take_unused(size_t room) {
  for (struct header **at = &heap.unused; *at; at = &(*at)->next) {
    if ((*at)->room < room || (*at)->room > room * 2) continue;
    struct header *found = *at;
    *at = found->next;
    return found;
  }
  return NULL;
}

static void release_oldest(void) {
  struct header *header = heap.oldest;
  heap.oldest = header->next;
  if (!heap.oldest) heap.newest = NULL;
  heap.quarantined -= header->room;
  header->next = heap.unused;
  heap.unused = header;
}

static struct header *take(size_t room) {
  struct header *header = take_unused(room);
  if (header) return header;
  if (room > SHADOW_START - heap.end) {
    while (heap.oldest) release_oldest();
    return take_unused(room);
  }
  header = (struct header *)heap.end;
  heap.end += room;
  header->room = room;
  return header;
}

void *malloc(size_t size) {
  if (size > SHADOW_START) return NULL;
  /* At least 16 bytes of redzone behind it. */
  size_t room = GRANULE + ((size + 16 + GRANULE - 1) & ~(GRANULE - 1));
  struct header *header = take(room);
  if (!header) return NULL;
  header->state = LIVE;
  header->size = size;
  uintptr_t block = (uintptr_t)header + GRANULE;
  __ounce_poison((uintptr_t)header, header->room, HEAP_REDZONE);
  __ounce_allow(block, size);
  /* What a fresh block holds is not zero, as a program may not rely on it. */
  for (size_t i = 0; i < size; i++) ((uint8_t *)block)[i] = 0xbe;
  return (void *)block;
}

void *calloc(size_t count, size_t size) {
  uint64_t total = (uint64_t)count * size;
  if (total > SHADOW_START) return NULL;
  uint8_t *block = malloc(total);
  if (block)
    for (size_t i = 0; i < total; i++) block[i] = 0;
  return block;
}

/* The header of a block that begins at an address. Anything else is reported. */
static struct header *header_of(uintptr_t block) {
  struct header *header = (struct header *)(block - GRANULE);
  if (block % GRANULE != 0 || block < heap.start + GRANULE || block >= heap.end ||
      *__ounce_shadow_of((uintptr_t)header) != HEAP_REDZONE || (header->state != LIVE && header->state != FREED)) {
    size_t size = 0;
    ptrdiff_t offset = 0;
    __ounce_describe(block, &size, &offset);
    __ounce_report(REPORT_INVALID_FREE, 0, 0, size, offset);
  }
  if (header->state == FREED) __ounce_report(REPORT_DOUBLE_FREE, 0, 0, header->size, 0);
  return header;
}

void free(void *block) {
  if (!block) return;
  struct header *header = header_of((uintptr_t)block);
  header->state = FREED;
  __ounce_poison((uintptr_t)block, (header->size + 7) & ~7u, HEAP_FREED);
  header->next = NULL;
  if (heap.newest) heap.newest->next = header;
  else heap.oldest = header;
  heap.newest = header;
  heap.quarantined += header->room;
  while (heap.quarantined > MOST_QUARANTINED) release_oldest();
}

void *realloc(void *block, size_t size) {
  if (!block) return malloc(size);
  size_t before = header_of((uintptr_t)block)->size;
  uint8_t *moved = malloc(size);
  if (!moved) return NULL;
  for (size_t i = 0; i < size && i < before; i++) moved[i] = ((uint8_t *)block)[i];
  free(block);
  return moved;
}

/* Only a header has both a redzone's shadow and a state: what looks like one inside a block has another shadow. */
void __ounce_describe(uintptr_t address, size_t *block, ptrdiff_t *offset) {
  if (address < heap.start || address >= heap.end) return;
  for (uintptr_t at = address & ~(GRANULE - 1); at >= heap.start; at -= GRANULE) {
    struct header *header = (struct header *)at;
    if (*__ounce_shadow_of(at) != HEAP_REDZONE || (header->state != LIVE && header->state != FREED)) continue;
    *block = header->size;
    *offset = address - (at + GRANULE);
    return;
  }
}

_Noreturn void abort(void) { __ounce_report(REPORT_ABORT, 0, 0, 0, 0); }
