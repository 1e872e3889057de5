// The loops of MLPClassifier that no matrix product does, each number rounded as scikit-learn's NumPy rounds it.
#include "lab_kernels.h"
#include "wide.h"

#include <math.h>

CLONED void lab_momentum(double *w, double *v, const double *g, long n, double momentum, double rate) {
    WIDE_LOOP for (long i = 0; i < n; i++) {
        v[i] = momentum * v[i] - rate * g[i];
        w[i] += v[i];
    }
}

CLONED void lab_nesterov(double *w, double *v, const double *g, long n, double momentum, double rate) {
    WIDE_LOOP for (long i = 0; i < n; i++) {
        v[i] = momentum * v[i] - rate * g[i];
        w[i] += momentum * v[i] - rate * g[i];
    }
}

CLONED void lab_adam(double *w, double *m, double *v, const double *g, long n, double beta1, double beta2, double rate,
                     double epsilon) {
    double rest1 = 1 - beta1, rest2 = 1 - beta2;
    WIDE_LOOP for (long i = 0; i < n; i++) {
        m[i] = beta1 * m[i] + rest1 * g[i];
        v[i] = beta2 * v[i] + rest2 * (g[i] * g[i]);
        w[i] += -rate * m[i] / (sqrt(v[i]) + epsilon);
    }
}

CLONED void lab_penalised_mean(double *g, const double *w, long n, double alpha, double count) {
    WIDE_LOOP for (long i = 0; i < n; i++) g[i] = (g[i] + alpha * w[i]) / count;
}

CLONED static void inverse_of_one_more(double *z, long n) {
    WIDE_LOOP for (long i = 0; i < n; i++) z[i] = 1 / (1 + z[i]);
}

void lab_logistic(double *z, long n) {
    enum { BLOCK = 1024 };   // stays in the first cache between the three loops
    for (long start = 0; start < n; start += BLOCK) {
        long count = n - start < BLOCK ? n - start : BLOCK;
        lab_unary(0, z + start, z + start, count);   // -z
        lab_unary(4, z + start, z + start, count);   // exp
        inverse_of_one_more(z + start, count);
    }
}

// Written so that a NaN stays one.
CLONED void lab_relu(double *z, long n) {
    WIDE_LOOP for (long i = 0; i < n; i++) z[i] = z[i] <= 0 ? 0 : z[i];
}

CLONED void lab_logistic_slope(double *d, const double *a, long n) {
    WIDE_LOOP for (long i = 0; i < n; i++) d[i] = d[i] * a[i] * (1 - a[i]);
}

CLONED void lab_tanh_slope(double *d, const double *a, long n) {
    WIDE_LOOP for (long i = 0; i < n; i++) d[i] *= 1 - a[i] * a[i];
}

CLONED void lab_relu_slope(double *d, const double *a, long n) {
    WIDE_LOOP for (long i = 0; i < n; i++) d[i] = a[i] == 0 ? 0 : d[i];
}
