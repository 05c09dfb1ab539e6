/* What the compiler calls for calculations that WebAssembly has no instruction for (compiler-rt). */
#include <stdint.h>

/* The product of 128 bits by which an overflow of 64 is found. In parts, since a plain product would call this again. */
__int128 __multi3(__int128 a, __int128 b) {
  uint64_t a_low = (uint64_t)a, b_low = (uint64_t)b;
  uint64_t mask = 0xffffffffu;
  uint64_t low = (a_low & mask) * (b_low & mask);
  uint64_t middle = (a_low >> 32) * (b_low & mask) + (low >> 32);
  uint64_t other = (a_low & mask) * (b_low >> 32) + (middle & mask);
  uint64_t high = (a_low >> 32) * (b_low >> 32) + (middle >> 32) + (other >> 32);
  high += (uint64_t)(a >> 64) * b_low + a_low * (uint64_t)(b >> 64);
  return (__int128)((unsigned __int128)high << 64 | (other << 32 | (low & mask)));
}
