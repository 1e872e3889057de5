// exp of eight numbers at once, for machines with AVX-512, where it takes less time than the C library's vector form
// (0.68 ns a number for 0.85; 1 / (1 + exp(-x)) 0.83 for 1.3): that one looks its numbers up in a table, one by one.
#ifndef LAB_EXPONENTIAL_H
#define LAB_EXPONENTIAL_H

#if defined(__x86_64__)
#include <immintrin.h>

#define WITH_512 __attribute__((target("avx512f")))
#define HAS_512 __builtin_cpu_supports("avx512f")

// exp(x) = 2^n exp(r), n = x / ln 2 rounded, |r| <= ln 2 / 2. Taylor's sum up to r^13 / 13! leaves out less than 5e-18.
WITH_512 static inline __attribute__((always_inline)) __m512d exponential_512(__m512d x) {
    // Beyond these bounds the result is infinity or 0. The order of the operands lets a NaN through.
    x = _mm512_max_pd(_mm512_set1_pd(-746.0), _mm512_min_pd(_mm512_set1_pd(710.0), x));
    // ln 2 in two parts; the first has zeros at its end, so that its product with n is exact.
    const __m512d ln2_high = _mm512_set1_pd(0x1.62e42fefa38p-1), ln2_low = _mm512_set1_pd(0x1.ef35793c7673p-45);
    __m512d n = _mm512_roundscale_pd(_mm512_mul_pd(x, _mm512_set1_pd(0x1.71547652b82fep0)), 0);
    __m512d r = _mm512_fnmadd_pd(n, ln2_low, _mm512_fnmadd_pd(n, ln2_high, x));
    __m512d sum = _mm512_set1_pd(1.0 / 6227020800.0);
#define TERM(factorial) sum = _mm512_fmadd_pd(sum, r, _mm512_set1_pd(1.0 / factorial))
    TERM(479001600.0);
    TERM(39916800.0);
    TERM(3628800.0);
    TERM(362880.0);
    TERM(40320.0);
    TERM(5040.0);
    TERM(720.0);
    TERM(120.0);
    TERM(24.0);
    TERM(6.0);
    TERM(2.0);
    TERM(1.0);
    TERM(1.0);
#undef TERM
    return _mm512_scalef_pd(sum, n);
}

// The numbers from `at` on, as many as there are up to eight.
WITH_512 static inline __attribute__((always_inline)) __mmask8 up_to_eight(long rest) {
    return rest < 8 ? (__mmask8)((1 << rest) - 1) : 0xff;
}
#else
#define HAS_512 0
#endif

#endif
