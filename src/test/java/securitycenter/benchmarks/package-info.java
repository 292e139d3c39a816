/**
 * What takes time, measured against a baseline in the same run. Never part of a timed test: {@code ./mvnw
 * spring-boot:test-run -Dspring-boot.run.main-class=securitycenter.benchmarks.TurnOnBenchmark}.
 */
package securitycenter.benchmarks;
