// Threads that cells start, their libraries' among them.
//
// Each gets a stack for its signal handlers: else one that overflows its own stack dies without a word. The executable's
// `pthread_create` is the one that all libraries find.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

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

struct renumbering {
    pid_t before, now;
};

static int renumber(struct dl_phdr_info *library, size_t size, void *given) {
    const struct renumbering *thread = given;
    if (!library->dlpi_tls_data) return 0;
    for (int i = 0; i < library->dlpi_phnum; i++) {
        if (library->dlpi_phdr[i].p_type != PT_TLS) continue;
        pid_t *word = library->dlpi_tls_data, *end = word + library->dlpi_phdr[i].p_memsz / sizeof *word;
        for (; word < end; word++) {
            if (*word == thread->before) *word = thread->now;
        }
    }
    return 0;
}

/// Swift's runtime and Dispatch keep a thread's number in a variable of the thread's, and write it into locks. In a forked copy
/// it is another thread's: the kernel refuses to hand on a lock under a wrong name, and who waits for it waits for ever. What
/// keeps the number is private to those libraries, so each word with that value is taken for it.
void threads_after_fork(pid_t before) {
    struct renumbering thread = {before, gettid()};
    dl_iterate_phdr(renumber, &thread);
}
