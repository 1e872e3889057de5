// The program's other use: SourceKit in a process of its own, where it may crash or hang without harm to the shell.
//
// On standard input come requests, on standard output go answers: four bytes of length, then the bytes. A request is SourceKit's
// own YAML, an answer its JSON; an answer of no bytes says that SourceKit refused.
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "worker.h"

/// sourcekitd_variant_t.
typedef struct {
    uint64_t data[3];
} variant;

static struct {
    void (*initialize)(void);
    void *(*request_from_yaml)(const char *, char **);
    void (*request_release)(void *);
    void *(*send_sync)(void *);
    bool (*is_error)(void *);
    variant (*value)(void *);
    char *(*json)(variant);
    void (*response_dispose)(void *);
} kit;

static bool kit_load(const char *library) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        fprintf(stderr, "%s\n", dlerror());
        return false;
    }
    kit.initialize = dlsym(handle, "sourcekitd_initialize");
    kit.request_from_yaml = dlsym(handle, "sourcekitd_request_create_from_yaml");
    kit.request_release = dlsym(handle, "sourcekitd_request_release");
    kit.send_sync = dlsym(handle, "sourcekitd_send_request_sync");
    kit.is_error = dlsym(handle, "sourcekitd_response_is_error");
    kit.value = dlsym(handle, "sourcekitd_response_get_value");
    kit.json = dlsym(handle, "sourcekitd_variant_json_description_copy");
    kit.response_dispose = dlsym(handle, "sourcekitd_response_dispose");
    return kit.initialize && kit.request_from_yaml && kit.request_release && kit.send_sync && kit.is_error && kit.value
        && kit.json && kit.response_dispose;
}

static bool read_all(int fd, void *bytes, size_t count) {
    char *next = bytes;
    while (count > 0) {
        ssize_t got = read(fd, next, count);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        next += got;
        count -= (size_t)got;
    }
    return true;
}

static bool write_all(int fd, const void *bytes, size_t count) {
    const char *next = bytes;
    while (count > 0) {
        ssize_t put = write(fd, next, count);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        next += put;
        count -= (size_t)put;
    }
    return true;
}

static bool answer(int fd, const char *text) {
    uint32_t length = text ? (uint32_t)strlen(text) : 0;
    return write_all(fd, &length, sizeof length) && write_all(fd, text, length);
}

static bool serve(int replies, const char *yaml) {
    void *request = kit.request_from_yaml(yaml, NULL);
    if (!request) return answer(replies, NULL);
    // One that hangs must not outlive the shell.
    alarm(60);
    void *response = kit.send_sync(request);
    alarm(0);
    kit.request_release(request);
    char *json = kit.is_error(response) ? NULL : kit.json(kit.value(response));
    bool ok = answer(replies, json);
    free(json);
    kit.response_dispose(response);
    return ok;
}

/// A killed shell's folder goes: a request that went on would write into it again.
static void *end_with_shell(void *unused) {
    struct pollfd host = {.fd = STDIN_FILENO};
    while (poll(&host, 1, -1) < 0 && errno == EINTR) {}
    _exit(0);
    return unused;
}

int sourcekit_serve(const char *library) {
    // Ctrl-C is for the cell that runs.
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    // SourceKit prints what it likes.
    int replies = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 100);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    if (replies < 0 || !kit_load(library)) return 69;
    pthread_t watcher;
    if (pthread_create(&watcher, NULL, end_with_shell, NULL) == 0) pthread_detach(watcher);
    kit.initialize();
    if (!answer(replies, "{}")) return 0;
    uint32_t length;
    while (read_all(STDIN_FILENO, &length, sizeof length)) {
        char *yaml = malloc((size_t)length + 1);
        if (!yaml || !read_all(STDIN_FILENO, yaml, length)) break;
        yaml[length] = 0;
        bool ok = serve(replies, yaml);
        free(yaml);
        if (!ok) break;
    }
    _exit(0);
}
