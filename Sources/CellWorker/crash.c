// What the host is told when a cell dies: the signal and the return addresses. The host turns them into lines.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <execinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "worker.h"

enum { FRAMES = 64, HANDLER_STACK = 256 * 1024 };

static const int deadly[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS};

size_t crash_backtrace(uintptr_t *pcs, size_t capacity) {
    int count = backtrace((void **)pcs, (int)capacity);
    return count > 0 ? (size_t)count : 0;
}

size_t crash_format(const uintptr_t *pcs, size_t count, char *text, size_t capacity) {
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        Dl_info info;
        if (!dladdr((void *)pcs[i], &info) || !info.dli_fname) continue;
        int wrote = snprintf(
            text + used, capacity - used, "%s\t%lx\n", info.dli_fname, (unsigned long)(pcs[i] - (uintptr_t)info.dli_fbase));
        if (wrote < 0 || (size_t)wrote >= capacity - used) break;
        used += (size_t)wrote;
    }
    return used;
}

static void report(int number, uintptr_t fault, uintptr_t pc, uintptr_t stack_pointer) {
    static uintptr_t frames[FRAMES + 1];
    static char text[FRAMES * 512];
    struct {
        int32_t signal;
        int32_t is_stack_overflow;
        int32_t owner;  // the cell whose code or task it was
    } head = {number, 0, (int32_t)executor_current_owner()};
    // A fault within a page or two of the stack pointer is a push or a call that found no stack left.
    if (number == SIGSEGV && fault + 65536 > stack_pointer && fault < stack_pointer + 65536) head.is_stack_overflow = 1;
    // The handler's own frames stand first; the host counts on the faulting instruction being the first.
    uintptr_t *pcs = frames + 1;
    size_t count = crash_backtrace(pcs, FRAMES), start = 0;
    while (start < count && pcs[start] != pc) start++;
    if (start == count) frames[start = 0] = pc, pcs = frames, count++;
    size_t length = crash_format(pcs + start, count - start, text, sizeof text);
    if (number == CRASH_INTERRUPT && length + 1 < sizeof text) {
        // A cell that waits has no frame on the stack. Behind an empty line: where it goes on.
        text[length++] = '\n';
        count = executor_waiting_frames(frames, FRAMES);
        length += crash_format(frames, count, text + length, sizeof text - length);
    }
    // Where the cell has closed the channel, the signal itself and what was printed must tell.
    frame_offer_parts(CELL_FRAME_CRASH, &head, sizeof head, text, length);
}

static void handle(int number, siginfo_t *info, void *context) {
    if (!frames_are_ours()) {  // a child that the cell forked
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    // The dying process may hold any lock, the allocator's or ours: then it is ended without a report.
    signal(SIGALRM, SIG_DFL);
    alarm(2);
    ucontext_t *machine = context;
#if defined(__x86_64__)
    uintptr_t pc = (uintptr_t)machine->uc_mcontext.gregs[REG_RIP];
    uintptr_t stack_pointer = (uintptr_t)machine->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
    uintptr_t pc = (uintptr_t)machine->uc_mcontext.pc;
    uintptr_t stack_pointer = (uintptr_t)machine->uc_mcontext.sp;
#endif
    report(number, (uintptr_t)info->si_addr, pc, stack_pointer);
    signal(number, SIG_DFL);
    if (number == CRASH_INTERRUPT) _exit(130);
    raise(number);
}

void *crash_prepare_thread(void) {
    stack_t stack = {.ss_size = HANDLER_STACK};
    stack.ss_sp = mmap(NULL, HANDLER_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack.ss_sp == MAP_FAILED) stack.ss_sp = NULL;
    if (stack.ss_sp) sigaltstack(&stack, NULL);
    if (executor_is_main_thread()) return stack.ss_sp;
    // The interrupt is for the thread that runs the cell: its line is the one to report.
    sigset_t interrupt;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, CRASH_INTERRUPT);
    pthread_sigmask(SIG_BLOCK, &interrupt, NULL);
    return stack.ss_sp;
}

void crash_release_thread(void *stack) {
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    munmap(stack, HANDLER_STACK);
}

// Where errors were thrown. By the time that one ends the cell, the frames in which it arose are gone; it may have been thrown
// on another thread, and by a library that the cell called. Unwinding costs some microseconds for each throw, so a cell that
// throws in a loop is traced that often and no more; of later errors one address is kept, which costs next to nothing.
enum { THROW_FRAMES = 32, TRACED_THROWS = 4096, REMEMBERED_ERRORS = 64 };
static struct throw {
    const void *error;
    size_t count;
    uintptr_t pcs[THROW_FRAMES];
} throws[REMEMBERED_ERRORS];
static unsigned traced_throws;

static struct throw *throw_of(const void *error) { return &throws[((uintptr_t)error >> 4) % REMEMBERED_ERRORS]; }

/// Called by the runtime at every `throw`. Two errors at once in one place would garble the trace, and nothing else.
static void note_throw(void *error) {
    struct throw *thrown = throw_of(error);
    thrown->error = error;
    if (__atomic_fetch_add(&traced_throws, 1, __ATOMIC_RELAXED) < TRACED_THROWS) {
        thrown->count = crash_backtrace(thrown->pcs, THROW_FRAMES);
        return;
    }
    // The runtime's own functions keep frame pointers (cells do not): ours, then swift_willThrow's, then its return address.
    uintptr_t *runtime_frame = *(uintptr_t **)__builtin_frame_address(0);
    thrown->pcs[0] = runtime_frame[1];
    thrown->count = 1;
}

size_t crash_throw_frames(const void *error, uintptr_t *pcs, size_t capacity) {
    const struct throw *thrown = throw_of(error);
    if (thrown->error != error || thrown->count > capacity) return 0;
    memcpy(pcs, thrown->pcs, thrown->count * sizeof *pcs);
    return thrown->count;
}

void crash_begin_cell(void) { __atomic_store_n(&traced_throws, 0, __ATOMIC_RELAXED); }

static void ignore(int number) { (void)number; }

void crash_install(void) {
    void *warm[1];
    backtrace(warm, 1);  // loads the unwinder now rather than in a handler
    struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND | SA_NODEFER};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) sigaction(deadly[i], &action, NULL);
    sigaction(CRASH_INTERRUPT, &action, NULL);
    void (*set_throw_handler)(void (*)(void *)) = (void (*)(void (*)(void *)))dlsym(RTLD_DEFAULT, "_swift_setWillThrowHandler");
    if (set_throw_handler) set_throw_handler(note_throw);
    // Ctrl-C reaches the whole terminal group; whether the cell stops is for the host to say. A handler that does nothing,
    // unlike SIG_IGN, is not passed on to programs that cells start.
    struct sigaction nothing = {.sa_handler = ignore, .sa_flags = SA_RESTART};
    sigaction(SIGINT, &nothing, NULL);
}
