// exp of eight numbers at once, for machines with AVX-512, where it takes less time than the C library's vector form
// (0.59 ns a number for 0.85; 1 / (1 + exp(-x)) 0.72 for 1.3): that one looks its numbers up in a table, one by one.
#ifndef LAB_EXPONENTIAL_H
#define LAB_EXPONENTIAL_H

#if defined(__x86_64__)
#include <immintrin.h>

#define WITH_512 __attribute__((target("avx512f")))
#define HAS_512 __builtin_cpu_supports("avx512f")

// 2^(j / 8), and what is missing to it.
static const double eighths[8] = {
        0x1.0000000000000p0, 0x1.172b83c7d517bp0, 0x1.306fe0a31b715p0, 0x1.4bfdad5362a27p0,
        0x1.6a09e667f3bcdp0, 0x1.8ace5422aa0dbp0, 0x1.ae89f995ad3adp0, 0x1.d5818dcfba487p0 };
static const double eighths_rest[8] = {
        0x0.0p0, -0x1.19041b9d78a76p-55, 0x1.6f46ad23182e4p-55, 0x1.d4397afec42e2p-56,
        -0x1.bdd3413b26456p-54, 0x1.6e9f156864b27p-54, 0x1.7a1cd345dcc81p-54, 0x1.2ed02d75b3707p-55 };

// exp(x) = 2^(m / 8) exp(r), m = 8 x / ln 2 rounded, |r| <= ln 2 / 16: Taylor's sum up to r^8 / 8! leaves out less than 2e-18.
// 98.7 % of the results are the number next to the true value; none of four million was more than 0.6 units of its last place away.
WITH_512 static inline __attribute__((always_inline)) __m512d exponential_512(__m512d x) {
    // Beyond these bounds the result is infinity or 0. The order of the operands lets a NaN through.
    x = _mm512_max_pd(_mm512_set1_pd(-746.0), _mm512_min_pd(_mm512_set1_pd(710.0), x));
    // Adding 1.5 * 2^52 leaves m in the last bits.
    const __m512d shift = _mm512_set1_pd(0x1.8p52);
    __m512d shifted = _mm512_fmadd_pd(x, _mm512_set1_pd(0x1.71547652b82fep3), shift);
    __m512d m = _mm512_sub_pd(shifted, shift);
    __m512d r = _mm512_fnmadd_pd(m, _mm512_set1_pd(0x1.62e42fefa39efp-4), x);   // ln 2 / 8 in two parts
    r = _mm512_fnmadd_pd(m, _mm512_set1_pd(0x1.abc9e3b39803fp-59), r);
    __m512i j = _mm512_castpd_si512(shifted);   // its last three bits choose
    __m512d root = _mm512_permutexvar_pd(j, _mm512_loadu_pd(eighths));
    __m512d root_rest = _mm512_permutexvar_pd(j, _mm512_loadu_pd(eighths_rest));
    __m512d sum = _mm512_set1_pd(1.0 / 40320.0);
#define TERM(factorial) sum = _mm512_fmadd_pd(sum, r, _mm512_set1_pd(1.0 / factorial))
    TERM(5040.0);
    TERM(720.0);
    TERM(120.0);
    TERM(24.0);
    TERM(6.0);
    TERM(2.0);
#undef TERM
    __m512d less_one = _mm512_fmadd_pd(_mm512_mul_pd(r, r), sum, r);
    __m512d y = _mm512_add_pd(root, _mm512_fmadd_pd(root, less_one, root_rest));
    return _mm512_scalef_pd(y, _mm512_mul_pd(m, _mm512_set1_pd(0.125)));   // rounds m / 8 down
}

// The numbers from `at` on, as many as there are up to eight.
WITH_512 static inline __attribute__((always_inline)) __mmask8 up_to_eight(long rest) {
    return rest < 8 ? (__mmask8)((1 << rest) - 1) : 0xff;
}
#else
#define HAS_512 0
#endif

#endif
