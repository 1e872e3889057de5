// The warden is the first process of a worker and the ancestor of everything that cells start. It adopts orphans (it is a
// subreaper), tells the host who died and of what, kills on request, and when the host is gone ends all of them. It runs no
// user code and never loads Swift, so nothing that a cell does to its own process can stop it.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "worker.h"

struct death {
    int32_t pid;
    int32_t status;
};

// A request of the host.
struct request {
    int32_t kind;
    int32_t pid;
    int32_t signal;
    int32_t value;   // goes with the signal
    int32_t spared;
    int32_t unused;
    uint64_t since;  // clock ticks since the machine's start
    int32_t spare[64];
};
enum {
    REQUEST_SIGNAL = 'K',         // send `signal` with `value` to `pid`
    REQUEST_SWEEP = 'W',          // kill what cells left behind: all that began at `since` or later, except `spare`
    REQUEST_KEEP_SCRATCH = 'F',   // leave the scratch folder to another worker
};

struct process {
    pid_t parent;
    uint64_t began;
    bool is_snapshot;
    bool is_changing_program;  // between two programs: its memory has no arguments yet, on a busy machine for 35 ms
};

static struct process read_process(const char *pid) {
    struct process process = {-1, 0, false, false};
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%s/stat", pid);
    FILE *file = fopen(path, "re");
    if (!file) return process;
    size_t count = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[count] = 0;
    // The command's name may hold anything, parentheses too: what follows the last one is regular.
    char *name = strchr(text, '('), *rest = strrchr(text, ')');
    if (!rest) return process;
    // Fields from the third on: proc(5).
    unsigned long long fields[52] = {0};
    char state = rest[2], *next = rest + 3;
    for (int i = 4; i < 52; i++) fields[i] = strtoull(next, &next, 10);
    enum { PARENT = 4, FLAGS = 9, BEGAN = 22, ARGUMENTS_END = 49, KERNEL_THREAD = 0x00200000 };
    process.parent = (pid_t)fields[PARENT];
    process.began = fields[BEGAN];
    process.is_snapshot = strncmp(name + 1, SNAPSHOT_NAME ")", sizeof SNAPSHOT_NAME) == 0;
    process.is_changing_program =
        state != 'Z' && state != 'X' && !(fields[FLAGS] & KERNEL_THREAD) && fields[ARGUMENTS_END] == 0;
    return process;
}

static bool contains(const int32_t *list, size_t count, pid_t pid) {
    for (size_t i = 0; i < count; i++)
        if (list[i] == pid) return true;
    return false;
}

/// A sweep may still be on its rounds when the next cell has failed as well: the snapshot that takes over then was made after
/// the sweep began, and from its waking on its name does not protect it any more.
static bool spare(struct request *sweep, pid_t pid) {
    if (sweep->spared >= (int32_t)(sizeof sweep->spare / sizeof *sweep->spare)) return false;
    sweep->spare[sweep->spared++] = pid;
    return true;
}

/// Kills the warden's own children except `spare`, and except snapshots, which the session may be making this moment; their
/// children become ours and go in the next round.
static int kill_children(const struct request *sweep) {
    int killed = 0;
    DIR *proc = opendir("/proc");
    if (!proc) return 0;
    for (struct dirent *entry; (entry = readdir(proc));) {
        pid_t pid = atoi(entry->d_name);
        if (pid <= 0 || contains(sweep->spare, (size_t)sweep->spared, pid)) continue;
        struct process process = read_process(entry->d_name);
        if (process.parent != getpid() || process.began < sweep->since) continue;
        if (process.is_snapshot && sweep->kind == REQUEST_SWEEP) continue;
        kill(pid, SIGKILL);
        killed++;
    }
    closedir(proc);
    return killed;
}

static const char *scratch_folder;
static pid_t host;

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk) { return remove(path); }

enum finding { NO_COMPILER, COMPILER, UNKNOWN };

static enum finding look_at(const char *pid) {
    char path[64], arguments[16384];
    snprintf(path, sizeof path, "/proc/%s/cmdline", pid);
    FILE *file = fopen(path, "re");
    if (!file) return NO_COMPILER;
    size_t count = fread(arguments, 1, sizeof arguments, file);
    fclose(file);
    if (memmem(arguments, count, scratch_folder, strlen(scratch_folder))) return COMPILER;
    return count == 0 && kill(atoi(pid), 0) == 0 && read_process(pid).is_changing_program ? UNKNOWN : NO_COMPILER;
}

/// Ends the compilers of a host that was killed. They are the host's children, not ours, but they name the session's folder.
///
/// @returns false when there was none, and none that is just being started.
static bool kill_compilers(void) {
    bool found = false;
    DIR *proc = opendir("/proc");
    if (!proc) return false;
    for (struct dirent *entry; (entry = readdir(proc));) {
        pid_t pid = atoi(entry->d_name);
        if (pid <= 0 || pid == getpid()) continue;
        enum finding finding = look_at(entry->d_name);
        if (finding == COMPILER) kill(pid, SIGKILL);
        found = found || finding != NO_COMPILER;
    }
    closedir(proc);
    return found;
}

/// Here rather than in the host, which may have been killed. A compiler that lives on would make the folder again for what it
/// writes: so it goes first, and one that was just being started is looked for once more.
static void remove_scratch(void) {
    nftw(scratch_folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    if (getppid() == host) return;  // which has seen its compilers end
    for (int tries = 0, quiet = 0; quiet < 2 && tries < 1000; tries++) {
        bool found = kill_compilers();
        nftw(scratch_folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
        quiet = found || access(scratch_folder, F_OK) == 0 ? 0 : quiet + 1;
        if (quiet < 2) usleep(5000);
    }
}

static void end_everything(void) {
    static const struct request everyone;
    while (kill_children(&everyone) > 0) {
        while (waitpid(-1, NULL, WNOHANG) > 0) {}
        usleep(1000);
    }
    if (scratch_folder) remove_scratch();
    _exit(0);
}

static void tell_deaths(int fd, int deaths) {
    struct signalfd_siginfo ignored;
    while (read(deaths, &ignored, sizeof ignored) > 0) {}
    struct death death;
    while ((death.pid = waitpid(-1, &death.status, WNOHANG)) > 0) send(fd, &death, sizeof death, MSG_NOSIGNAL);
}

static void warden_loop(int fd, int deaths) {
    static struct request sweep;
    bool is_sweeping = false;
    for (;;) {
        struct pollfd polled[2] = {{.fd = fd, .events = POLLIN}, {.fd = deaths, .events = POLLIN}};
        if (poll(polled, 2, is_sweeping ? 1 : -1) < 0 && errno != EINTR) end_everything();
        if (polled[1].revents) tell_deaths(fd, deaths);
        // Until nothing is found any more: the children of those who were killed have come to us meanwhile.
        if (is_sweeping) is_sweeping = kill_children(&sweep) > 0;
        if (!polled[0].revents) continue;
        struct request request = {0};
        ssize_t got = recv(fd, &request, sizeof request, MSG_DONTWAIT);
        // A host that closes its end before it has read all deaths leaves an error in front of its last requests.
        if (got < 0 && (errno == EAGAIN || errno == EINTR || errno == ECONNRESET)) continue;
        if (got <= 0) end_everything();
        switch (request.kind) {
        case REQUEST_SIGNAL:
            if (request.signal == SNAPSHOT_WAKE && is_sweeping) is_sweeping = spare(&sweep, request.pid);
            sigqueue(request.pid, request.signal, (union sigval){.sival_int = request.value});
            break;
        case REQUEST_KEEP_SCRATCH: scratch_folder = NULL; break;
        case REQUEST_SWEEP:
            sweep = request;
            is_sweeping = kill_children(&sweep) > 0;
            break;
        }
    }
}

static pid_t warden;

pid_t warden_pid(void) { return warden; }

void warden_start(int fd, const char *scratch) {
    scratch_folder = scratch;
    host = getppid();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    sigset_t child, before;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &before);
    int deaths = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    warden = getpid();
    pid_t session = fork();
    if (session < 0) _exit(71);
    if (session == 0) {
        // The host started the warden in a group of its own: who kills the host's group as a whole (a terminal that goes, a CI
        // runner) leaves the tidying to it. Cells belong to the host's, which may read from the terminal.
        setpgid(0, getpgid(host));
        close(fd);
        close(deaths);
        sigprocmask(SIG_SETMASK, &before, NULL);
        // A warden that is killed (by a cell, or for want of memory) must not leave sessions behind.
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != warden) _exit(0);
        return;
    }
    prctl(PR_SET_NAME, "cellist-warden");
    // The user's terminal and the cells' output are not the warden's: a reader must see their end when the session ends.
    // It ends with the host, whatever signal the whole group or a cell sends to it.
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    close(0);
    close(1);
    close(2);
    close(frames_fd());
    warden_loop(fd, deaths);
}
