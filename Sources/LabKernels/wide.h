// How the loops are compiled.
#ifndef LAB_WIDE_H
#define LAB_WIDE_H

// A product and a sum stay two roundings, as in NumPy, also where the machine could do them in one.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)
#define CLONED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONED
#endif

// A result often lies where an operand lay, from the same place on. Unless told that this does no harm, the compiler
// writes a test for it, and such results, most of a training loop's, come from a loop of one number at a time.
#define WIDE_LOOP _Pragma("clang loop vectorize(assume_safety)")

#endif
