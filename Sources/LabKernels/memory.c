// Memory and locks of LabKit's arrays.
#include "lab_kernels.h"

#include <pthread.h>
#include <stdlib.h>

enum {
    LINE = 64,
    SMALL = 4096,              // up to here, sizes are rounded up to whole lines
    GRAIN = 4096,              // from there on to whole pages, so that nearly equal ones share blocks
    LARGEST = 1 << 20,         // beyond it, malloc's own mapping costs little beside the pass over the memory
    MOST_KEPT = 16 << 20,      // bytes
    SMALL_CLASSES = SMALL / LINE,
    CLASSES = SMALL_CLASSES + LARGEST / GRAIN + 1,
};

// A block that nobody uses holds the next one of its size.
struct block { struct block *next; };
static struct block *kept[CLASSES];
static long kept_bytes;
static pthread_mutex_t kept_lock = PTHREAD_MUTEX_INITIALIZER;

static long rounded(long bytes) {
    if (bytes <= 0) return LINE;
    long grain = bytes <= SMALL ? LINE : GRAIN;
    return (bytes + grain - 1) / grain * grain;
}

static long size_class(long rounded) {
    return rounded <= SMALL ? rounded / LINE - 1 : SMALL_CLASSES + rounded / GRAIN;
}

void *lab_take(long bytes) {
    struct block *block = NULL;
    if (bytes <= LARGEST) {
        bytes = rounded(bytes);
        struct block **first = &kept[size_class(bytes)];
        pthread_mutex_lock(&kept_lock);
        if ((block = *first)) {
            *first = block->next;
            kept_bytes -= bytes;
        }
        pthread_mutex_unlock(&kept_lock);
    }
    if (block) return block;
    void *memory = NULL;
    return posix_memalign(&memory, LINE, (size_t)bytes) == 0 ? memory : NULL;
}

void lab_give(void *memory, long bytes) {
    int keep = 0;
    if (bytes <= LARGEST) {
        bytes = rounded(bytes);
        pthread_mutex_lock(&kept_lock);
        if ((keep = kept_bytes + bytes <= MOST_KEPT)) {
            struct block *block = memory, **first = &kept[size_class(bytes)];
            block->next = *first;
            *first = block;
            kept_bytes += bytes;
        }
        pthread_mutex_unlock(&kept_lock);
    }
    if (!keep) free(memory);
}

void lab_publish(void **place, void *memory) { __atomic_store_n(place, memory, __ATOMIC_RELEASE); }

enum { LOCKS = 64 };
static pthread_mutex_t locks[LOCKS];
static int threads_seen;

int lab_lock_of_thread(void) {
    static __thread int own = -1;
    if (own < 0) own = __atomic_fetch_add(&threads_seen, 1, __ATOMIC_RELAXED) % LOCKS;
    return own;
}

void lab_lock(int lock) { pthread_mutex_lock(&locks[lock]); }
void lab_unlock(int lock) { pthread_mutex_unlock(&locks[lock]); }

// A fork must not take a locked lock along: the thread that would open it is not in the child.
static void before_fork(void) {
    for (int k = 0; k < LOCKS; k++) lab_lock(k);
    pthread_mutex_lock(&kept_lock);
}

static void after_fork(void) {
    pthread_mutex_unlock(&kept_lock);
    for (int k = LOCKS - 1; k >= 0; k--) lab_unlock(k);
}

__attribute__((constructor)) static void prepare(void) {
    for (int k = 0; k < LOCKS; k++) pthread_mutex_init(&locks[k], NULL);
    pthread_atfork(before_fork, after_fork, after_fork);
}
