// `cellist-worker --confine … -- PROGRAM …`, or `--confine … --first WORDS -- PROGRAM … NEXT …`: the last step into a sandbox. Bubblewrap has made the namespaces and the
// mounts; what is left is done here, between it and the program: the user, the limits, the system calls.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "worker.h"

static const struct {
    const char *name;
    int resource;
} limits[] = {
    {"address-space", RLIMIT_AS}, {"cpu", RLIMIT_CPU},      {"file-size", RLIMIT_FSIZE},
    {"files", RLIMIT_NOFILE},     {"processes", RLIMIT_NPROC},
};

static __attribute__((noreturn)) void fail(const char *what) {
    fprintf(stderr, "cellist-worker: %s: %s\n", what, strerror(errno));
    _exit(126);
}

static void write_text(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return;
    if (write(file, text, strlen(text)) < 0) errno = 0;
    close(file);
}

/// Root becomes nobody, in a user namespace of its own: there the number of processes is counted for this sandbox alone.
static void become(unsigned user) {
    if (setgroups(0, NULL) < 0 || setresgid(user, user, user) < 0 || setresuid(user, user, user) < 0) fail("changing the user");
    prctl(PR_SET_DUMPABLE, 1);  // or the maps could not be written
    // Where the machine has switched these namespaces off the rest still holds.
    if (unshare(CLONE_NEWUSER) < 0) return;
    char map[64];
    snprintf(map, sizeof map, "%u %u 1", user, user);
    write_text("/proc/self/setgroups", "deny");
    write_text("/proc/self/gid_map", map);
    write_text("/proc/self/uid_map", map);
}

static void limit(char *setting) {
    char *value = strchr(setting, '=');
    if (!value) fail("reading a limit");
    *value++ = 0;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        if (strcmp(setting, limits[i].name) != 0) continue;
        rlim_t number = strtoull(value, NULL, 10);
        // A process that is over its time gets SIGXCPU a second before it is killed.
        struct rlimit bound = {number, limits[i].resource == RLIMIT_CPU ? number + 1 : number};
        if (setrlimit(limits[i].resource, &bound) < 0) fail("setting a limit");
        return;
    }
    errno = EINVAL;
    fail(setting);
}

static void close_all_but(int first, int last) {
    syscall(SYS_close_range, 3u, (unsigned)first - 1, 0u);
    syscall(SYS_close_range, (unsigned)last + 1, ~0u, 0u);
}

/// Runs a program to its end, and ends as it does if that is no good end.
static void run_first(char **words, int count) {
    pid_t child = fork();
    if (child < 0) fail("starting a process");
    if (child == 0) {
        words[count] = NULL;
        execv(words[0], words);
        fail(words[0]);
    }
    int status;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) fail("waiting");
    }
    if (WIFSIGNALED(status)) _exit(128 + WTERMSIG(status));
    if (WEXITSTATUS(status) != 0) _exit(WEXITSTATUS(status));
}

void confine_run(int count, char **arguments) {
    int i = 2;
    int first = 0;
    bool keeps_channels = false;
    struct rlimit none = {0, 0}, little = {64 * 1024, 64 * 1024};
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_MSGQUEUE, &none);
    setrlimit(RLIMIT_MEMLOCK, &little);
    for (; i < count && strcmp(arguments[i], "--") != 0; i++) {
        if (strcmp(arguments[i], "--channels") == 0) {
            keeps_channels = true;
        } else if (i + 1 < count && strcmp(arguments[i], "--user") == 0) {
            become((unsigned)strtoul(arguments[++i], NULL, 10));
        } else if (i + 1 < count && strcmp(arguments[i], "--first") == 0) {
            first = atoi(arguments[++i]);
        } else if (i + 1 < count && strcmp(arguments[i], "--limit") == 0) {
            limit(arguments[++i]);
        } else {
            errno = EINVAL;
            fail(arguments[i]);
        }
    }
    errno = EINVAL;
    if (first < 0 || i + 1 + first >= count) fail("no program to confine");
    if (keeps_channels) close_all_but(CONTROL_FD, WARDEN_FD);
    else close_all_but(3, 2);
    syscalls_restrict();
    char **program = arguments + i + 1;
    if (first > 0) run_first(program, first);
    execv(program[first], program + first);
    fail(program[first]);
}
