import Cloud
import Foundation
import Testing

@testable import Emulator

@Suite("How much CPU a memory size brings")
struct CPUQuotaTests {
    @Test(
        "20,000 x MB / 1769 microseconds in each period of 20 ms",
        arguments: [(128, 1_447), (256, 2_894), (512, 5_789), (1024, 11_577), (1769, 20_000), (3008, 34_008)])
    func quota(memorySizeMB: Int, microseconds: Int) {
        #expect(CPUQuota(CPUAllotment(memorySizeMB: memorySizeMB), usableCPUs: 4)?.microseconds == microseconds)
    }

    @Test("nothing is limited where the machine has no more to give", arguments: [(1769, 1), (1769, 2), (3538, 2)])
    func unlimited(memorySizeMB: Int, usableCPUs: Int) {
        let quota = CPUQuota(CPUAllotment(memorySizeMB: memorySizeMB), usableCPUs: usableCPUs)
        #expect((quota == nil) == (memorySizeMB >= usableCPUs * 1769))
    }

    @Test("the kernel's least quota is never undercut")
    func least() {
        #expect(CPUQuota(CPUAllotment(cpus: 0.01), usableCPUs: 1)?.microseconds == 1_000)
    }

    @Test(
        "visible CPUs, as measured on Lambda",
        arguments: [
            (128, 2), (3_008, 2), (3_009, 3), (5_307, 3), (5_308, 4), (7_076, 4), (7_077, 5), (8_845, 5), (8_846, 6),
            (10_240, 6),
        ])
    func visible(memorySizeMB: Int, cpus: Int) {
        #expect(CPUAllotment(memorySizeMB: memorySizeMB).visibleCPUs == cpus)
    }

    @Test("a share chosen by hand takes the place of the memory size's")
    func chosen() {
        var function = FunctionVersion(name: "f", memorySizeMB: 128, code: .folder(path: "/"))
        #expect(abs(function.cpuAllotment.share - 0.0724) < 0.0001)
        function.cpus = 0.5
        #expect(function.cpuAllotment.share == 0.5)
        #expect(CPUQuota(function.cpuAllotment, usableCPUs: 1)?.microseconds == 10_000)
    }
}

/// A process that uses CPU whenever it may, under a bucket and a clock of the test's own.
private struct Burner {
    var bucket: TokenBucket
    var now: Int64 = 0
    var cpuTime: Int64 = 0
    var threads: Int64 = 1

    /// Runs until that time; everything is looked at exactly when the bucket asks for it, plus a delay.
    mutating func burn(until end: Int64, lateBy delay: Int64 = 0) {
        var isRunning = true
        while now < end {
            switch bucket.look(now: now, cpuTime: isRunning ? cpuTime : nil, parallelism: Int(threads)) {
            case .run(let time):
                now += time + delay
                cpuTime += (time + delay) * threads
                isRunning = true
            case .pause(let until):
                now = until + delay
                isRunning = false
            }
        }
    }
}

@Suite("When a throttled process pauses")
struct TokenBucketTests {
    private static let millisecond: Int64 = 1_000_000

    private func burner(memorySizeMB: Int, threads: Int64 = 1) throws -> Burner {
        let quota = try #require(CPUQuota(CPUAllotment(memorySizeMB: memorySizeMB), usableCPUs: 8))
        let bucket = TokenBucket(quota: quota, now: 0, cpuTime: 0)
        return Burner(bucket: bucket, threads: threads)
    }

    @Test("its share is that of its memory size, however late it is looked at", arguments: [0, 300_000, 5_000_000])
    func share(delay: Int64) throws {
        for memorySizeMB in [128, 256, 512, 1024] {
            var burner = try burner(memorySizeMB: memorySizeMB)
            burner.burn(until: 3_000 * Self.millisecond, lateBy: delay)
            let share = Double(burner.cpuTime) / Double(burner.now)
            let ideal = Double(memorySizeMB) / 1769
            #expect(abs(share / ideal - 1) < 0.03, "\(memorySizeMB) MB: \(share)")
        }
    }

    @Test("several threads share one quota")
    func threads() throws {
        var burner = try burner(memorySizeMB: 1769, threads: 2)
        burner.burn(until: 2_000 * Self.millisecond)
        #expect(abs(Double(burner.cpuTime) / Double(burner.now) - 1) < 0.01)
    }

    @Test("what is not used is lost: a long rest gives no credit")
    func noCredit() throws {
        var burner = try burner(memorySizeMB: 128)
        burner.now = 10_000 * Self.millisecond
        burner.burn(until: 10_001 * Self.millisecond)
        #expect(burner.cpuTime < 1_600_000)
        guard case .pause(let until) = burner.bucket.look(now: burner.now, cpuTime: burner.cpuTime) else {
            Issue.record("It may go on although its quota is used up.")
            return
        }
        #expect(until == 10_020 * Self.millisecond)
    }

    @Test("what is used too much is paid back, period by period")
    func debt() throws {
        var bucket = try burner(memorySizeMB: 128).bucket
        // 5 ms of a quota of 1.447 ms: 3.553 ms are owed, which take three more quotas.
        #expect(bucket.look(now: 5 * Self.millisecond, cpuTime: 5_000_000) == .pause(until: 60 * Self.millisecond))
        guard case .run = bucket.look(now: 60 * Self.millisecond, cpuTime: nil) else {
            Issue.record("It has paid, and may not go on.")
            return
        }
    }

    @Test("looks come when the quota can be used up, and seldom while nothing is used")
    func looks() throws {
        var bucket = try burner(memorySizeMB: 128).bucket
        #expect(bucket.look(now: 0, cpuTime: 0) == .run(for: 1_447_000))
        #expect(bucket.look(now: 1, cpuTime: 0) == .run(for: 4 * Self.millisecond))
        bucket.expectUse()
        #expect(bucket.look(now: 2, cpuTime: 0) == .run(for: 1_447_000))
        #expect(bucket.look(now: 3, cpuTime: 1_440_000) == .run(for: 50_000))
    }

    @Test("what was used before the throttle began is not owed")
    func before() throws {
        let quota = try #require(CPUQuota(CPUAllotment(memorySizeMB: 128), usableCPUs: 2))
        var bucket = TokenBucket(quota: quota, now: 0, cpuTime: 9_000_000_000)
        #expect(bucket.look(now: 1, cpuTime: 9_000_000_000) == .run(for: 1_447_000))
    }
}

@Suite("When processes run and when they are stopped")
struct ProcessHoldTests {
    private static let millisecond: Int64 = 1_000_000

    @Test("an environment without work is frozen after 2 ms, once, and continues with the next event")
    func freeze() {
        var hold = ProcessHold()
        hold.rest(now: 0)
        #expect(hold.look(now: Self.millisecond, cpuTime: nil) == .init(again: 6 * Self.millisecond))
        #expect(hold.look(now: 2 * Self.millisecond, cpuTime: nil) == .init(action: .stop))
        #expect(hold.look(now: 3 * Self.millisecond, cpuTime: nil) == .init())
        #expect(hold.isStopped)
        #expect(hold.work(now: 9 * Self.millisecond) == .resume)
        #expect(hold.work(now: 9 * Self.millisecond) == .none)
    }

    @Test("work that comes at once is not held up by a freeze")
    func noFreeze() {
        var hold = ProcessHold()
        hold.rest(now: 0)
        #expect(hold.work(now: Self.millisecond) == .none)
        #expect(hold.look(now: 5 * Self.millisecond, cpuTime: nil) == .init(again: .max))
    }

    @Test("a debt outlives the end of an invocation")
    func debt() throws {
        let quota = try #require(CPUQuota(CPUAllotment(memorySizeMB: 128), usableCPUs: 2))
        var hold = ProcessHold()
        hold.throttle(by: TokenBucket(quota: quota, now: 0, cpuTime: 0))
        #expect(hold.work(now: 0) == .none)
        #expect(
            hold.look(now: 5 * Self.millisecond, cpuTime: 5_000_000)
                == .init(action: .stop, again: 60 * Self.millisecond))
        hold.rest(now: 6 * Self.millisecond)
        #expect(hold.look(now: 8 * Self.millisecond, cpuTime: nil) == .init(), "it is stopped already")
        #expect(hold.work(now: 10 * Self.millisecond) == .none, "it still owes")
        #expect(hold.look(now: 60 * Self.millisecond, cpuTime: nil).action == .resume)
    }

    @Test("what has ended is left alone")
    func end() {
        var hold = ProcessHold()
        hold.rest(now: 0)
        hold.end()
        #expect(hold.look(now: Self.millisecond * 9, cpuTime: nil) == .init())
    }
}

@Suite("How much memory is held")
struct MemoryTests {
    @Test("the lines of /proc/PID/status that count")
    func status() throws {
        let text = """
            Name:\tbootstrap
            VmHWM:\t   89592 kB
            VmRSS:\t   40344 kB
            RssAnon:\t    6200 kB
            RssFile:\t   34100 kB
            RssShmem:\t      44 kB
            Threads:\t7

            """
        let status = try #require(ProcessStatus(text))
        #expect(status.usedBytes == (6_200 + 44) * 1024)
        #expect(status.fileBytes == 34_100 * 1024)
        #expect(status.peakBytes == 89_592 * 1024)
        #expect(status.threads == 7)
        #expect(ProcessStatus("Name:\tgone\nState:\tZ (zombie)\nThreads:\t1\n") == nil)
    }

    @Test("the peak counts what came and went between two looks, and no pages of files")
    func peak() throws {
        var peak = PeakMemory()
        peak.learn(try status(anonymous: 10, file: 30, peak: 40))
        #expect(peak.megabytes == 10)
        peak.learn(try status(anonymous: 10, file: 30, peak: 100))
        #expect(peak.megabytes == 70, "60 MB more were there for a moment")
        peak.learn(try status(anonymous: 12, file: 150, peak: 162))
        #expect(peak.megabytes == 70, "a mapped file is no memory of the function's")
        peak.learnResidentPeak(bytes: 200 << 20)
        #expect(peak.megabytes == 70)
    }

    private func status(anonymous: Int, file: Int, peak: Int) throws -> ProcessStatus {
        try #require(
            ProcessStatus(
                "\nVmHWM: \(peak << 10) kB\nRssAnon: \(anonymous << 10) kB\nRssFile: \(file << 10) kB\n"
                    + "RssShmem: 0 kB\nThreads: 1\n"))
    }

    @Test("whoever is near the limit is looked at more often")
    func interval() {
        #expect(MemoryGauge.interval(headroomBytes: 100 << 20, cpus: 0.0724) == 20_000_000)
        #expect(MemoryGauge.interval(headroomBytes: 10 << 20, cpus: 0.0724) == 5_000_000)
        #expect(MemoryGauge.interval(headroomBytes: 100 << 20, cpus: 1) == 5_000_000)
        #expect(MemoryGauge.interval(headroomBytes: 2_000 << 20, cpus: 2) == 20_000_000)
    }
}

@Suite("Where control groups lie")
struct ControlGroupTests {
    @Test("version 1, one folder for each controller")
    func version1() {
        let mounts = ControlGroupMounts(
            mountInfo: """
                31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
                32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:5 - cgroup cgroup rw,cpu,cpuacct
                35 31 0:32 /docker/abc /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
                41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
                """,
            memberships: "4:memory:/docker/abc/inner\n1:cpu,cpuacct:/\n0::/\n")
        #expect(mounts.version1["cpu"] == "/sys/fs/cgroup/cpu,cpuacct")
        #expect(mounts.version1["memory"] == "/sys/fs/cgroup/memory/inner")
        #expect(mounts.version2 == "/sys/fs/cgroup/unified")
    }

    @Test("version 2, below a user's session")
    func version2() {
        let mounts = ControlGroupMounts(
            mountInfo: "30 23 0:26 / /sys/fs/cgroup rw shared:4 - cgroup2 cgroup2 rw,nsdelegate\n",
            memberships: "0::/user.slice/user-1000.slice/run-1.scope\n")
        #expect(mounts.version2 == "/sys/fs/cgroup/user.slice/user-1000.slice/run-1.scope")
        #expect(mounts.version1 == [:])
    }

    @Test("a namespace that hides where we are leaves the mount itself")
    func namespace() {
        let mounts = ControlGroupMounts(
            mountInfo: "30 23 0:26 /../.. /sys/fs/cgroup rw - cgroup2 cgroup rw\n", memberships: "0::/../..\n")
        #expect(mounts.version2 == "/sys/fs/cgroup")
    }

    @Test("what is written into a group of version 2")
    func writesVersion2() throws {
        let folder = try fakeGroup(["cpu.max", "memory.max", "memory.swap.max", "memory.oom.group", "cgroup.freeze"])
        let group = ControlGroup(folders: .version2(folder))
        #expect(group.limitCPU(CPUQuota(CPUAllotment(memorySizeMB: 128), usableCPUs: 1)))
        #expect(SmallFile.read(folder + "/cpu.max") == "1447 20000")
        group.limitMemory(bytes: 160 << 20)
        #expect(SmallFile.read(folder + "/memory.max") == "167772160")
        #expect(SmallFile.read(folder + "/memory.oom.group") == "1")
        #expect(group.freezeFile == folder + "/cgroup.freeze")
        #expect(group.entrances == [folder])
    }

    @Test("what is read from a group of version 2")
    func readsVersion2() throws {
        let folder = try fakeGroup(["memory.stat", "memory.events"])
        _ = SmallFile.write("anon 4096\nfile 8192\nshmem 1024\n", to: folder + "/memory.stat")
        _ = SmallFile.write("low 0\noom 2\noom_kill 1\n", to: folder + "/memory.events")
        let group = ControlGroup(folders: .version2(folder))
        #expect(group.memoryBytes == 5120)
        #expect(group.ranOutOfMemory)
        #expect(!group.limitCPU(nil), "a file that is not there cannot be written")
    }

    private func fakeGroup(_ files: [String]) throws -> String {
        let folder = try TemporaryFolder.make()
        for file in files { #expect(FileTree.write([], to: folder + "/" + file, permissions: 0o600) == 0) }
        return folder
    }

    @Test("the CPUs that this process may use", arguments: [("0-1", [0, 1]), ("0,2-3,7", [0, 2, 3, 7]), ("5", [5])])
    func usable(list: String, cpus: [Int]) {
        #expect(UsableCPUs.list(status: "Name:\tx\nCpus_allowed:\t3\nCpus_allowed_list:\t\(list)\n") == cpus)
    }

    @Test("environments get as many CPUs as they may see, each others")
    func rotation() {
        let rotation = CPURotation([0, 1, 2, 5])
        #expect(rotation.next(2) == [0, 1])
        #expect(rotation.next(3) == [0, 2, 5])
        #expect(rotation.next(4) == nil)
    }

    @Test("a strategy that is asked for and cannot be had is refused with the reason")
    func refusal() throws {
        let offer = ThrottleOffer(mounts: ControlGroupMounts(mountInfo: "", memberships: ""))
        #expect(offer.available == [.signal, .off])
        #expect(try offer.strategy(for: .auto) == .signal)
        #expect(throws: ThrottleUnavailable.self) { try offer.strategy(for: .only(.cgroup1)) }
        do {
            _ = try offer.strategy(for: .only(.cgroup2))
        } catch {
            #expect(
                error.description
                    == "The throttle cgroup2 is not possible here: no control groups of version 2 are mounted.")
        }
    }
}
