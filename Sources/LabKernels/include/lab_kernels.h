// The loops under LabKit's arrays: one pass over doubles each, compiled for AVX-512 or AVX2 where the machine has it.
#ifndef LAB_KERNELS_H
#define LAB_KERNELS_H

#include <stdint.h>

// The order of both is that of `BinaryKernel`, `ComparisonKernel` and `UnaryKernel` in LabKit.
enum lab_binary { LAB_ADD, LAB_SUBTRACT, LAB_MULTIPLY, LAB_DIVIDE, LAB_MAXIMUM, LAB_MINIMUM };
enum lab_comparison { LAB_EQUAL, LAB_NOT_EQUAL, LAB_LESS, LAB_LESS_EQUAL, LAB_GREATER, LAB_GREATER_EQUAL };
enum lab_unary { LAB_NEGATE, LAB_ABSOLUTE, LAB_SQUARE, LAB_SQUARE_ROOT, LAB_EXP, LAB_LOG };

// r[i] = a[i] op b[i]; a step of 0 repeats an operand's first element. r may be a or b.
void lab_binary(int op, const double *a, long a_step, const double *b, long b_step, double *r, long n);

// The same for each row of a matrix (rows, n); a row step of 0 repeats an operand's row.
void lab_binary_rows(int op, const double *a, long a_row, long a_step, const double *b, long b_row, long b_step, double *r,
                     long rows, long n);

// r[i] = a[i] op b[i], as 0 or 1.
void lab_compare(int op, const double *a, long a_step, const double *b, long b_step, uint8_t *r, long n);

// r[i] = op(a[i]). r may be a.
void lab_unary(int op, const double *a, double *r, long n);

// r[i] = f(a[i], b[i], c[i]) with two numbers, by the formulas of `fused.c`; the order of `op` is that of `FusedKernel` in
// LabKit. r may be an operand.
void lab_fused(int op, const double *a, const double *b, const double *c, double p, double q, double *r, long n);

// r[i] = a[i] where it lies between low and high, else the nearer of them. NaN stays; r may be a.
void lab_clip(const double *a, double low, double high, double *r, long n);

// The sum of n numbers in NumPy's order: eight partial sums, halves above 128 numbers.
double lab_sum(const double *a, long n);

// r[j] += a[i * n + j] for all i, a row at a time, as NumPy sums along the first axis.
void lab_sum_rows(const double *a, long rows, long n, double *r);

// The largest (or smallest) number; a NaN is larger and smaller than all.
double lab_largest(const double *a, long n);
double lab_smallest(const double *a, long n);

// One step of gradient descent with momentum, v = momentum v - rate g, by the plain rule w += v, or by Nesterov's.
void lab_momentum(double *w, double *v, const double *g, long n, double momentum, double rate);
void lab_nesterov(double *w, double *v, const double *g, long n, double momentum, double rate);
// One step of Adam: m and v are the fading means of g and of its square.
void lab_adam(double *w, double *m, double *v, const double *g, long n, double beta1, double beta2, double rate,
              double epsilon);
// g = (g + alpha w) / count.
void lab_penalised_mean(double *g, const double *w, long n, double alpha, double count);

// What units make of their sums z, in place, and the errors d times the slope at the units' values a.
void lab_logistic(double *z, long n);
void lab_relu(double *z, long n);
void lab_logistic_slope(double *d, const double *a, long n);
void lab_tanh_slope(double *d, const double *a, long n);
void lab_relu_slope(double *d, const double *a, long n);

// r[j * rows + i] = a[i * columns + j].
void lab_transpose(const double *a, long rows, long columns, double *r);

// Memory of undefined contents that starts a cache line. Blocks that are given back are kept for the next who wants as much:
// a training loop wants the same sizes again and again, and finds them in the cache. NULL where there is no memory.
void *lab_take(long bytes);
void lab_give(void *memory, long bytes);

// Writes a pointer so that a thread which reads it sees what it points to.
void lab_publish(void **place, void *memory);

// Locks for what arrays still have to work out: one for each thread as long as there are few, so that none waits.
int lab_lock_of_thread(void);
void lab_lock(int lock);
void lab_unlock(int lock);

#endif
