// The loops under LabKit's arrays: one pass over doubles each, compiled for AVX2 where the machine has it.
#ifndef LAB_KERNELS_H
#define LAB_KERNELS_H

#include <stdint.h>

// The order of both is that of `BinaryKernel`, `ComparisonKernel` and `UnaryKernel` in LabKit.
enum lab_binary { LAB_ADD, LAB_SUBTRACT, LAB_MULTIPLY, LAB_DIVIDE, LAB_MAXIMUM, LAB_MINIMUM };
enum lab_comparison { LAB_EQUAL, LAB_NOT_EQUAL, LAB_LESS, LAB_LESS_EQUAL, LAB_GREATER, LAB_GREATER_EQUAL };
enum lab_unary { LAB_NEGATE, LAB_ABSOLUTE, LAB_SQUARE, LAB_SQUARE_ROOT, LAB_EXP, LAB_LOG };

// r[i] = a[i] op b[i]; a step of 0 repeats an operand's first element. r may be a or b.
void lab_binary(int op, const double *a, long a_step, const double *b, long b_step, double *r, long n);

// r[i] = a[i] op b[i], as 0 or 1.
void lab_compare(int op, const double *a, long a_step, const double *b, long b_step, uint8_t *r, long n);

// r[i] = op(a[i]). r may be a.
void lab_unary(int op, const double *a, double *r, long n);

// r[i] = a[i] where it lies between low and high, else the nearer of them. NaN stays; r may be a.
void lab_clip(const double *a, double low, double high, double *r, long n);

// The sum of n numbers in NumPy's order: eight partial sums, halves above 128 numbers.
double lab_sum(const double *a, long n);

// r[j] += a[i * n + j] for all i, a row at a time, as NumPy sums along the first axis.
void lab_sum_rows(const double *a, long rows, long n, double *r);

// The largest (or smallest) number; a NaN is larger and smaller than all.
double lab_largest(const double *a, long n);
double lab_smallest(const double *a, long n);

// r[j * rows + i] = a[i * columns + j].
void lab_transpose(const double *a, long rows, long columns, double *r);

#endif
