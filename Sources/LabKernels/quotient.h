// Quotients by products, rounded as a division rounds them: the divider is what optimizers wait for, and it has roots to do.
//
// If y is 1 / b rounded to the nearest number and q nearly a / b, then q + y (a - b q), each bracket in one rounding, is a / b
// rounded to the nearest number (P. Markstein, IBM Journal of Research and Development 34 (1990), theorem 8.8 there), as long as
// nothing leaves the range of normal numbers. What could is left to the divider.
#ifndef LAB_QUOTIENT_H
#define LAB_QUOTIENT_H

#if defined(__x86_64__)
#include <immintrin.h>

// Which numbers are neither 0, infinite, NaN, very large nor very small.
__attribute__((target("avx512f"))) static inline __attribute__((always_inline)) __mmask8 middling_512(__m512d x) {
    return _mm512_cmp_pd_mask(_mm512_abs_pd(_mm512_getexp_pd(x)), _mm512_set1_pd(400), _CMP_LE_OQ);
}

// a / b where y is 1 / b rounded to the nearest number.
__attribute__((target("avx512f"))) static inline __attribute__((always_inline)) __m512d
quotient_512(__m512d a, __m512d b, __m512d y) {
    __m512d q = _mm512_mul_pd(a, y);
    return _mm512_fmadd_pd(_mm512_fnmadd_pd(q, b, a), y, q);
}

// 1 / b rounded to the nearest number, unless the digits of b are ones throughout (theorem 8.7 there).
__attribute__((target("avx512f"))) static inline __attribute__((always_inline)) __m512d reciprocal_512(__m512d b) {
    const __m512d one = _mm512_set1_pd(1);
    __m512d y = _mm512_rcp14_pd(b);
    for (int k = 0; k < 3; k++) y = _mm512_fmadd_pd(_mm512_fnmadd_pd(b, y, one), y, y);
    return y;
}

// number / s, where `number` is middling; by the divider where an s is not, or may not have the reciprocal above.
__attribute__((target("avx512f"))) static inline __attribute__((always_inline)) __m512d
number_by_512(double number, __m512d s) {
    const __m512i digits = _mm512_set1_epi64((1ll << 52) - 1);
    __mmask8 has = middling_512(s)
        & _mm512_cmpneq_epi64_mask(_mm512_and_si512(_mm512_castpd_si512(s), digits), digits);
    __m512d a = _mm512_set1_pd(number);
    if (has != 0xff) return _mm512_div_pd(a, s);
    return quotient_512(a, s, reciprocal_512(s));
}
#endif

#endif
