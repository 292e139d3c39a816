package securitycenter.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a process has spent since it began.
 *
 * @param statements that it sent to its databases
 */
record Spent(Duration cpu, long statements) {

    static Spent byThisProcess() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Spent(Duration.ofNanos(system.getProcessCpuTime()), CountedDriver.sent());
    }

    String line() {
        return "spent " + cpu.toNanos() + " " + statements;
    }

    /** @param rest of its {@link #line} */
    static Spent parse(String rest) {
        var numbers = rest.split(" ");
        return new Spent(Duration.ofNanos(Long.parseLong(numbers[0])), Long.parseLong(numbers[1]));
    }

    Spent since(Spent before) {
        return new Spent(cpu.minus(before.cpu), statements - before.statements);
    }
}
