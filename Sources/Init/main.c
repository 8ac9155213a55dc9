// understudy-init: the parent of one execution environment's process.
//
//   understudy-init PARENT UID GID CPUS NETWORK NICE FOLDER PROGRAM [GROUP...]
//   understudy-init probe-network
//
// The emulator spawns it, never forks itself: a fork of a large process is slow, a spawn of this small one is not.
// It starts PROGRAM in FOLDER as the leader of a session of its own, with Lambda's resource limits, under UID and GID
// (-1: as it is), on CPUS (`0,3`; `-`: all), as a member of control groups, and reports on file descriptor 3, one line
// each. A GROUP is the folder of a group of version 2, or the list `tasks` of one of version 1.
//
// NETWORK is `-` for the machine's, or a port: then the program gets a network of its own that consists of nothing but
// loopback, and a socket listening on that port of it is sent through the socket on file descriptor 4, so that the
// emulator serves the Runtime API there. `probe-network` exits with 0 if this machine allows that. NICE is added to the
// program's niceness; unless it is 0, the program gives up the CPU at once to whoever else wants it.
//
//   started PID          once the program runs
//   failed STEP ERRNO    when it could not be started
//   peak KILOBYTES       the most memory that it held, when it ended
//   exited CODE          when it ended by itself
//   signaled NUMBER      when a signal ended it
//
// The last line is written when nothing of the environment is alive any more. SIGTERM, or the end of the emulator
// however it comes, kills everything that the program ever started: as a child subreaper this process inherits
// whatever tries to detach itself.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/sched.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REPORT = 3, HANDOVER = 4 };

static void report(const char *what, long value) {
    dprintf(REPORT, "%s %ld\n", what, value);
}

static void close_inherited(int first_foreign) {
#ifdef SYS_close_range
    if (syscall(SYS_close_range, first_foreign, ~0U, 0) == 0) return;
#endif
    for (int fd = first_foreign; fd < 65536; fd++) close(fd);
}

static int write_file(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return -1;
    ssize_t written = write(file, text, strlen(text));
    int problem = errno;
    close(file);
    errno = problem;
    return written < 0 ? -1 : 0;
}

// Without privilege a network of one's own comes with a user namespace of one's own, in which we stay who we are.
static int leave_network(void) {
    if (unshare(CLONE_NEWNET) == 0) return 0;
    uid_t uid = geteuid();
    gid_t gid = getegid();
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return -1;
    char groups[64], users[64];
    snprintf(groups, sizeof groups, "%u %u 1", gid, gid);
    snprintf(users, sizeof users, "%u %u 1", uid, uid);
    if (write_file("/proc/self/setgroups", "deny") != 0 || write_file("/proc/self/gid_map", groups) != 0) return -1;
    return write_file("/proc/self/uid_map", users);
}

static int start_loopback(void) {
    int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (any < 0) return -1;
    struct ifreq loopback = {.ifr_name = "lo"};
    int result = ioctl(any, SIOCGIFFLAGS, &loopback);
    loopback.ifr_flags |= IFF_UP;
    if (result == 0) result = ioctl(any, SIOCSIFFLAGS, &loopback);
    close(any);
    return result;
}

static int listen_on_loopback(in_port_t port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0) return -1;
    return listen(listener, 256) == 0 ? listener : -1;
}

static int hand_over(int descriptor) {
    char nothing = 0;
    struct iovec content = {&nothing, 1};
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr aligned;
    } control = {{0}};
    struct msghdr message = {
        .msg_iov = &content, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(rights), &descriptor, sizeof(int));
    return sendmsg(HANDOVER, &message, MSG_NOSIGNAL) == 1 ? 0 : -1;
}

// Everything that this process and its children reach from here on is their own loopback.
static int seal_network(in_port_t port) {
    if (leave_network() != 0 || start_loopback() != 0) return -1;
    int listener = listen_on_loopback(port);
    if (listener < 0 || hand_over(listener) != 0) return -1;
    close(listener);
    close(HANDOVER);
    return 0;
}

static void limit(int resource, rlim_t soft, rlim_t hard) {
    struct rlimit wanted = {soft, hard}, present;
    if (getrlimit(resource, &present) == 0 && present.rlim_max < wanted.rlim_max) wanted.rlim_max = present.rlim_max;
    if (wanted.rlim_cur > wanted.rlim_max) wanted.rlim_cur = wanted.rlim_max;
    setrlimit(resource, &wanted);  // a limit that the machine refuses leaves the function as it would run here anyway
}

// As seen by functions on Lambda. RLIMIT_NPROC is left out: it counts all processes of the user on this machine.
static void set_limits(void) {
    limit(RLIMIT_NOFILE, 1024, 1024);
    limit(RLIMIT_STACK, 8388608, RLIM_INFINITY);
    limit(RLIMIT_MEMLOCK, 65536, 65536);
    limit(RLIMIT_CORE, 0, 0);
}

static void give_up(int channel, const char *step) {
    int problem = errno;
    dprintf(channel, "failed %s %d\n", step, problem);
    _exit(127);
}

// Fewer CPUs than the machine has. One that has gone in the meantime leaves the function with all of them.
static void see_only(const char *cpus) {
    if (*cpus == '-') return;
    cpu_set_t set;
    CPU_ZERO(&set);
    for (const char *number = cpus; *number != 0; number += strcspn(number, ",") + (strchr(number, ',') != NULL))
        CPU_SET(atoi(number), &set);
    sched_setaffinity(0, sizeof set, &set);
}

// Less weight alone would not do: since Linux 6.6 a process that wakes waits for the end of the running one's slice,
// some milliseconds. Since 6.12 it does not if its own slice is the shorter one, so this program asks for the longest
// that there is, and as a batch program it does not interrupt others either. Older kernels ignore the slice. What the
// machine refuses costs clients time, and nothing else.
static void yield_cpu(int nice) {
    enum { LONGEST_SLICE_NANOSECONDS = 100000000 };
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + nice);
    // The kernel's `sched_attr` in its first version; headers of some systems lack it, and those of others collide.
    struct {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t runtime, deadline, period;
    } wanted = {
        .policy = SCHED_BATCH,
        .nice = getpriority(PRIO_PROCESS, 0),
        .runtime = LONGEST_SLICE_NANOSECONDS,
    };
    wanted.size = sizeof wanted;
    syscall(SYS_sched_setattr, 0, &wanted, 0);
}

// Version 1: this thread, the only one, writes itself into each list. Unlike `cgroup.procs`, `tasks` does not make the
// kernel wait for all CPUs, which takes some 6 ms for each group.
static void join_lists(char *const groups[]) {
    for (; *groups != NULL; groups++) {
        int list = open(*groups, O_WRONLY | O_CLOEXEC);
        if (list < 0 || write(list, "0", 1) != 1) give_up(REPORT, "cgroup");
        close(list);
    }
}

// Version 2: a child that is born in its group need not be moved there. Returns as fork does.
static pid_t fork_into(const char *folder) {
    int group = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (group < 0) return -1;
    struct clone_args how = {.flags = CLONE_INTO_CGROUP, .exit_signal = SIGCHLD, .cgroup = (unsigned)group};
    pid_t child = (pid_t)syscall(SYS_clone3, &how, sizeof how);
    if (child != 0) {
        int problem = errno;
        close(group);
        errno = problem;
    }
    return child;
}

static int is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

struct order {
    uid_t uid;
    gid_t gid;
    const char *cpus;
    int nice;  // 0 for a program that yields to nobody
    const char *folder;
    char *program;
    char *const *groups;
    int is_born_in_group;
};

// In the child: becomes the function. Everything up to exec happens between fork and exec of a process with one
// thread, so any call is allowed.
static void become(const struct order *order, pid_t parent) {
    fcntl(REPORT, F_SETFD, FD_CLOEXEC);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    setsid();
    set_limits();
    see_only(order->cpus);
    if (order->nice != 0) yield_cpu(order->nice);
    if (!order->is_born_in_group) join_lists(order->groups);
    if (chdir(order->folder) != 0) give_up(REPORT, "chdir");
    uid_t uid = order->uid;
    gid_t gid = order->gid;
    if (gid != (gid_t)-1 && (setgroups(0, NULL) != 0 || setresgid(gid, gid, gid) != 0)) give_up(REPORT, "setgid");
    if (uid != (uid_t)-1 && setresuid(uid, uid, uid) != 0) give_up(REPORT, "setuid");
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    char *arguments[] = {order->program, NULL};
    execv(order->program, arguments);
    give_up(REPORT, "exec");
}

// Kills every direct child; the children of those become ours, and go in the next round.
static int kill_children(void) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    FILE *list = fopen(path, "r");
    if (!list) return -1;
    long pid;
    while (fscanf(list, "%ld", &pid) == 1) kill((pid_t)pid, SIGKILL);
    fclose(list);
    return 0;
}

static void end_everything(pid_t main_child) {
    for (;;) {
        if (kill_children() != 0 && main_child > 0) kill(-main_child, SIGKILL);
        if (waitpid(-1, NULL, 0) < 0 && errno == ECHILD) return;
    }
}

// Reaps what has ended. When the program itself has, ends the rest and reports; returns whether that was so.
static int report_end(pid_t child, int options) {
    int status;
    struct rusage used;
    pid_t ended;
    while ((ended = wait4(-1, &status, options, &used)) > 0) {
        if (ended != child) continue;
        end_everything(child);
        report("peak", used.ru_maxrss);
        if (WIFEXITED(status)) report("exited", WEXITSTATUS(status));
        else report("signaled", WTERMSIG(status));
        return 1;
    }
    return 0;
}

int main(int count, char **arguments) {
    if (count == 2 && strcmp(arguments[1], "probe-network") == 0)
        return leave_network() == 0 && start_loopback() == 0 ? 0 : 1;
    if (count < 9) {
        dprintf(2, "understudy-init is started by understudy, not by hand\n");
        return 64;
    }
    pid_t emulator = atoi(arguments[1]);
    struct order order = {
        .uid = (uid_t)atol(arguments[2]),
        .gid = (gid_t)atol(arguments[3]),
        .cpus = arguments[4],
        .nice = atoi(arguments[6]),
        .folder = arguments[7],
        .program = arguments[8],
        .groups = arguments + 9,
    };
    in_port_t sealed_port = (in_port_t)atoi(arguments[5]);

    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGTERM);
    sigaddset(&awaited, SIGINT);
    sigaddset(&awaited, SIGHUP);
    sigaddset(&awaited, SIGCHLD);
    sigprocmask(SIG_BLOCK, &awaited, NULL);
    signal(SIGPIPE, SIG_IGN);
    // A function that is stopped and continues, many times a second, is none of our business.
    struct sigaction only_ends = {.sa_handler = SIG_DFL, .sa_flags = SA_NOCLDSTOP};
    sigaction(SIGCHLD, &only_ends, NULL);
    setsid();  // the terminal's Ctrl-C is the emulator's business
    close_inherited(sealed_port ? HANDOVER + 1 : HANDOVER);
    if (sealed_port != 0 && seal_network(sealed_port) != 0) {
        dprintf(REPORT, "failed network %d\n", errno);
        return 1;
    }
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != emulator) return 1;

    pid_t self = getpid();
    order.is_born_in_group = order.groups[0] != NULL && is_folder(order.groups[0]);
    pid_t child = order.is_born_in_group ? fork_into(order.groups[0]) : fork();
    if (child < 0) {
        dprintf(REPORT, "failed fork %d\n", errno);
        return 1;
    }
    if (child == 0) become(&order, self);
    report("started", child);

    // The log pipe must end with the function, so this process gives up its own end of it.
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0) {
        dup2(null, 1);
        dup2(null, 2);
    }

    for (;;) {
        int number = 0;
        sigwait(&awaited, &number);
        if (number != SIGCHLD) {
            kill(child, SIGKILL);
            report_end(child, 0);
            return 0;
        }
        if (report_end(child, WNOHANG)) return 0;
    }
}
