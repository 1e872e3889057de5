// A snapshot is a forked copy of the session that sleeps until the host wakes it: then it is the session.
//
// Which one wakes and which ones go is for the host to say, by signals; nothing here can be got at through a descriptor that a
// cell closes or a child of the cell's keeps open.
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "worker.h"

enum { HELPER_STACK = 256 * 1024 };

// Shared by the session and its helper, which runs in the same memory.
static jmp_buf in_the_copy;
static pid_t copy;
static int failure;

/// Runs in a process of its own on the session's memory: the copy that it makes of that memory is therefore no child of the
/// session, whose cells may wait for children of their own.
static int helper(void *argument) {
    (void)argument;
    copy = fork();
    failure = errno;
    if (copy == 0) longjmp(in_the_copy, 1);
    _exit(0);
}

/// The snapshot's whole life: returns when it should become the session, with the cell whose tasks should not go on, or 0.
static uint32_t sleep_until_woken(void) {
    // The warden becomes its parent as soon as the helper is gone.
    while (getppid() != warden_pid()) {
        if (kill(warden_pid(), 0) < 0 && errno == ESRCH) _exit(0);
        sched_yield();
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != warden_pid()) _exit(0);
    sigset_t wake;
    sigemptyset(&wake);
    sigaddset(&wake, SNAPSHOT_WAKE);
    siginfo_t info;
    while (sigwaitinfo(&wake, &info) < 0) {}
    // What the whole group was sent meanwhile was for the session of that time.
    sigset_t all;
    sigfillset(&all);
    while (sigtimedwait(&all, NULL, &(struct timespec){0}) > 0) {}
    return (uint32_t)info.si_value.sival_int;
}

enum snapshot_role snapshot_take(uint32_t cell) {
    static void *stack;
    if (!stack) {
        stack = mmap(NULL, HELPER_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (stack == MAP_FAILED) stack = NULL;
    }
    // No signal of the user's may arrive in the helper, and the wake-up must not arrive before it is waited for.
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    int32_t report[3] = {-1, executor_quiesce(), (int32_t)cell};
    copy = -1;
    pid_t session = getpid();
    if (setjmp(in_the_copy)) {
        uint32_t failed = sleep_until_woken();
        prctl(PR_SET_NAME, "cellist-worker");
        threads_after_fork(session);
        executor_drop_tasks(failed);
        frames_after_fork();
        sigprocmask(SIG_SETMASK, &before, NULL);  // before there are threads that would inherit it
        executor_resume();
        return SNAPSHOT_WOKEN;
    }
    char name[16] = "";
    prctl(PR_GET_NAME, name);
    prctl(PR_SET_NAME, SNAPSHOT_NAME);  // before the copy is made: it should at no time look like a child of the user's
    // No signal at its end: the user's handlers and waits are for the user's children.
    pid_t helper_pid = stack ? clone(helper, (char *)stack + HELPER_STACK, CLONE_VM | CLONE_VFORK, NULL) : -1;
    if (helper_pid < 0) failure = errno;
    if (helper_pid > 0) while (waitpid(helper_pid, NULL, __WCLONE) < 0 && errno == EINTR) {}
    prctl(PR_SET_NAME, name);
    sigprocmask(SIG_SETMASK, &before, NULL);
    executor_resume();
    report[0] = copy > 0 ? copy : -failure;
    frame_send(CELL_FRAME_SNAPSHOT, report, sizeof report);
    return SNAPSHOT_TAKEN;
}
