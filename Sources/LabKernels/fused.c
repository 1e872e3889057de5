// Several operations of an evaluation in one loop, each rounded as if it were done alone. What takes long, a division, a root
// or exp, then runs beside the rest.
#include "lab_kernels.h"
#include "exponential.h"
#include "quotient.h"
#include "wide.h"

#include <math.h>

#define FUSED(name, expression)                                                                             \
    CLONED static void name(const double *a, const double *b, const double *c, double p, double q, double *r, \
                            long n) {                                                                       \
        WIDE_LOOP for (long i = 0; i < n; i++) {                                                            \
            double x = a[i], y = b[i], z = c[i];                                                            \
            (void)y, (void)z;                                                                               \
            r[i] = (expression);                                                                            \
        }                                                                                                   \
    }

FUSED(root_inside, q / sqrt(x + p))
FUSED(root_inside_times, q / sqrt(x + p) * y)
FUSED(root_inside_off, z - q / sqrt(x + p) * y)
FUSED(root_outside, q / (sqrt(x) + p))
FUSED(blend, p *x + q * y)
FUSED(blend_product, p *x + q * (y * z))
FUSED(add_scaled, x + p * y)
FUSED(subtract_scaled, x - p * y)
FUSED(add_product, x + y * z)
FUSED(subtract_product, x - y * z)
FUSED(slope, x *y * (p - z))

static void logistic(const double *a, const double *b, const double *c, double p, double q, double *r, long n);

#if defined(__x86_64__) && defined(__GLIBC__)
typedef double four __attribute__((vector_size(32)));
__attribute__((target("avx2,fma"))) extern four _ZGVdN4v_exp(four);

__attribute__((target("avx2,fma"))) static void logistic_wide(const double *a, double p, double q, double *r, long n) {
    for (long i = 0; i < n; i += 4) {
        long count = n - i < 4 ? n - i : 4;
        four x = { 0, 0, 0, 0 };
        if (count == 4) __builtin_memcpy(&x, a + i, sizeof x);
        else __builtin_memcpy(&x, a + i, (unsigned long)count * sizeof *a);
        x = q / (p + _ZGVdN4v_exp(-x));
        if (count == 4) __builtin_memcpy(r + i, &x, sizeof x);
        else __builtin_memcpy(r + i, &x, (unsigned long)count * sizeof *a);
    }
}

WITH_512 static void logistic_by_eight(const double *a, double p, double q, double *r, long n) {
    for (long i = 0; i < n; i += 8) {
        __mmask8 some = up_to_eight(n - i);
        // -x with the sign of -0, as the operation alone.
        __m512d x = _mm512_castsi512_pd(_mm512_xor_si512(
            _mm512_castpd_si512(_mm512_maskz_loadu_pd(some, a + i)), _mm512_set1_epi64((long long)1 << 63)));
        __m512d y = _mm512_div_pd(_mm512_set1_pd(q), _mm512_add_pd(_mm512_set1_pd(p), exponential_512(x)));
        _mm512_mask_storeu_pd(r + i, some, y);
    }
}
#define HAS_WIDE (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
#else
#define HAS_WIDE 0
static void logistic_wide(const double *a, double p, double q, double *r, long n) {}
static void logistic_by_eight(const double *a, double p, double q, double *r, long n) {}
#endif

static void logistic(const double *a, const double *b, const double *c, double p, double q, double *r, long n) {
    if (HAS_512) return logistic_by_eight(a, p, q, r, n);
    if (HAS_WIDE) return logistic_wide(a, p, q, r, n);
    for (long i = 0; i < n; i++) r[i] = q / (p + exp(-a[i]));
}

#if defined(__x86_64__)
// The root keeps the divider busy, so the quotient is left to products.
#define ROOT(name, root, times)                                                                             \
    WITH_512 static void name##_by_eight(const double *a, const double *b, const double *c, double p, double q, double *r, long n) { \
        for (long i = 0; i < n; i += 8) {                                                                   \
            __mmask8 some = up_to_eight(n - i);                                                             \
            __m512d x = _mm512_maskz_loadu_pd(some, a + i), y = _mm512_maskz_loadu_pd(some, b + i);         \
            __m512d z = _mm512_maskz_loadu_pd(some, c + i);                                                 \
            const __m512d add = _mm512_set1_pd(p);                                                          \
            __m512d s = number_by_512(q, root);                                                             \
            (void)y, (void)z;                                                                               \
            _mm512_mask_storeu_pd(r + i, some, times);                                                      \
        }                                                                                                   \
    }                                                                                                       \
    static void name##_quick(const double *a, const double *b, const double *c, double p, double q, double *r, long n) { \
        if (HAS_512 && is_middling(q)) name##_by_eight(a, b, c, p, q, r, n);                                  \
        else name(a, b, c, p, q, r, n);                                                                     \
    }
static int is_middling(double x) { return fabs(x) > 0x1p-400 && fabs(x) < 0x1p400; }
ROOT(root_inside, _mm512_sqrt_pd(_mm512_add_pd(x, add)), s)
ROOT(root_inside_times, _mm512_sqrt_pd(_mm512_add_pd(x, add)), _mm512_mul_pd(s, y))
ROOT(root_inside_off, _mm512_sqrt_pd(_mm512_add_pd(x, add)), _mm512_sub_pd(z, _mm512_mul_pd(s, y)))
ROOT(root_outside, _mm512_add_pd(_mm512_sqrt_pd(x), add), s)
#else
#define root_inside_quick root_inside
#define root_inside_times_quick root_inside_times
#define root_inside_off_quick root_inside_off
#define root_outside_quick root_outside
#endif

typedef void fused_loop(const double *, const double *, const double *, double, double, double *, long);
static fused_loop *const fused_loops[] = {
    logistic, root_inside_quick, root_inside_times_quick, root_inside_off_quick, root_outside_quick, blend,
    blend_product, add_scaled, subtract_scaled, add_product, subtract_product, slope,
};

void lab_fused(int op, const double *a, const double *b, const double *c, double p, double q, double *r, long n) {
    fused_loops[op](a, b, c, p, q, r, n);
}
