// Threads that cells start, their libraries' among them.
//
// Each gets a stack for its signal handlers: else one that overflows its own stack dies without a word. The executable's
// `pthread_create` is the one that all libraries find.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#include "worker.h"

struct start {
    void *(*routine)(void *);
    void *argument;
};

static pthread_key_t handler_stack;
static pthread_once_t made_key = PTHREAD_ONCE_INIT;

static void make_key(void) { pthread_key_create(&handler_stack, crash_release_thread); }

static void *begin(void *given) {
    struct start start = *(struct start *)given;
    free(given);
    pthread_setspecific(handler_stack, crash_prepare_thread());
    return start.routine(start.argument);
}

OFFERED int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*routine)(void *), void *argument) {
    typedef int (*create_function)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    static create_function create;
    if (!create) create = (create_function)dlsym(RTLD_NEXT, "pthread_create");
    pthread_once(&made_key, make_key);
    struct start *start = malloc(sizeof *start);
    if (!create || !start) return EAGAIN;
    *start = (struct start){routine, argument};
    int code = create(thread, attributes, begin, start);
    if (code != 0) free(start);
    return code;
}

/// The process would live on without the thread that runs its cells.
OFFERED void pthread_exit(void *value) {
    typedef void (*exit_function)(void *) __attribute__((noreturn));
    if (executor_is_main_thread()) session_tell_exit(0);
    exit_function leave = (exit_function)dlsym(RTLD_NEXT, "pthread_exit");
    if (!leave) abort();
    leave(value);
}
