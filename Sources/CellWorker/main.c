// cellist-worker: started by the engine, of no use by hand.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "worker.h"

/// The value of `--name` among the arguments.
static const char *option(int count, char **arguments, const char *name) {
    for (int i = 1; i + 1 < count; i++)
        if (strcmp(arguments[i], name) == 0) return arguments[i + 1];
    return NULL;
}

static int high_descriptor(const char *text) {
    int given = atoi(text), high = fcntl(given, F_DUPFD_CLOEXEC, 500);
    close(given);
    return high;
}

static void set_limit(int resource, const char *value) {
    if (!value) return;
    rlim_t number = strtoull(value, NULL, 10);
    struct rlimit limit = {number, number};
    setrlimit(resource, &limit);
}

int main(int count, char **arguments) {
    const char *kit = option(count, arguments, "--sourcekit");
    if (kit) return sourcekit_serve(kit);
    if (count > 1 && strcmp(arguments[1], "--confine") == 0) confine_run(count, arguments);
    const char *control = option(count, arguments, "--control"), *warden = option(count, arguments, "--warden");
    const char *runtime = option(count, arguments, "--runtime");
    if (!control || !warden || !runtime) {
        fputs("cellist-worker is started by cellist; see 'cellist --help'\n", stderr);
        return 64;
    }
    // What a confined cell could learn of its own process through /proc, or change there, is nobody's.
    if (option(count, arguments, "--private")) prctl(PR_SET_DUMPABLE, 0);
    frames_open(high_descriptor(control));
    struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    warden_start(high_descriptor(warden), option(count, arguments, "--scratch"));
    set_limit(RLIMIT_AS, option(count, arguments, "--memory"));
    set_limit(RLIMIT_NOFILE, option(count, arguments, "--files"));
    const char *ours = option(count, arguments, "--unset");
    if (ours) unsetenv(ours);  // it was for this program, and is not for those that cells start
    session_run(runtime);
}
