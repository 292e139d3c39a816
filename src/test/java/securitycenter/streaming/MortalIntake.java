package securitycenter.streaming;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import securitycenter.SecurityCenterApplication;
import securitycenter.hunting.Events;
import securitycenter.identity.MicrosoftEndpoints;

/**
 * The application in a process that a test can kill. After the work named by {@code stop-after} was done for the first
 * time it writes the file {@code stopped} into the data folder and waits for its death.
 */
public class MortalIntake {

    public static void main(String[] args) {
        SpringApplication.from(SecurityCenterApplication::main)
                .with(Neighbor.class)
                .run(args);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Neighbor {

        @Bean
        @Primary
        MicrosoftEndpoints pretendEndpoints() {
            var microsoft = URI.create(System.getProperty("pretend-microsoft"));
            return new MicrosoftEndpoints(microsoft, microsoft, microsoft);
        }

        @Bean
        static BeanPostProcessor stopAfterTheWork() {
            var where = System.getProperty("stop-after");
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String beanName) {
                    return switch (bean) {
                        case Events _ when where.equals("events") -> stopping(bean, "append");
                        case StreamedAlerts _ when where.equals("alerts") -> stopping(bean, "take");
                        // Written and not yet committed, like the place that was read to.
                        case DeadLetters _ when where.equals("dead letters") -> stopping(bean, "keep");
                        default -> bean;
                    };
                }
            };
        }

        private static Object stopping(Object bean, String method) {
            var proxy = new ProxyFactory(bean);
            proxy.setProxyTargetClass(true);
            proxy.addAdvice((org.aopalliance.intercept.MethodInterceptor) call -> {
                var result = call.proceed();
                if (call.getMethod().getName().equals(method)) {
                    waitForDeath();
                }
                return result;
            });
            return proxy.getProxy();
        }

        private static void waitForDeath() {
            try {
                Files.createFile(Path.of(System.getProperty("data-folder"), "stopped"));
                Thread.sleep(Long.MAX_VALUE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
