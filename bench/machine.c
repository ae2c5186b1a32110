#include "bench/machine.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "common/base/buf.h"
#include "common/base/file.h"

/* Both come from CMake. */
#ifndef DATELINE_COMMIT
#define DATELINE_COMMIT ""
#endif
#ifndef DATELINE_BUILD
#define DATELINE_BUILD "unknown"
#endif

enum { CPUINFO_MAX = 16 << 20 };

/* The rest of the first line that begins with `name`, behind its colon. */
static void copy_value(const char *text, const char *name, char *out,
                       size_t size)
{
    const char *const line = strstr(text, name);
    const char *const colon = line ? strchr(line, ':') : NULL;

    if (!colon)
        return;
    const char *const value = colon + 1 + strspn(colon + 1, " \t");
    snprintf(out, size, "%.*s", (int)strcspn(value, "\n"), value);
}

struct machine machine_here(void)
{
    struct machine m = {.version = DATELINE_VERSION,
                        .commit = DATELINE_COMMIT,
                        .build = DATELINE_BUILD};
    struct err ignored = ERR_INIT;
    struct buf info = BUF_INIT;
    struct utsname system;
    cpu_set_t set;

    if (file_read("/proc/cpuinfo", CPUINFO_MAX, &info, &ignored) == ST_OK)
        copy_value(buf_str(&info), "model name", m.cpu, sizeof(m.cpu));
    buf_release(&info);
    if (uname(&system) == 0)
        snprintf(m.kernel, sizeof(m.kernel), "%.60s %.60s %.60s",
                 system.sysname, system.release, system.machine);
    if (sched_getaffinity(0, sizeof(set), &set) == 0)
        m.cores = CPU_COUNT(&set);
    return m;
}
