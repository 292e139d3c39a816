package securitycenter.provisioning;

import static securitycenter.homes.DataCenter.EUROPEAN_UNION;
import static securitycenter.homes.DataCenter.UNITED_KINGDOM;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import securitycenter.SecurityCenterApplication;
import securitycenter.homes.DataCenter;
import securitycenter.homes.TenantHome;
import securitycenter.identity.MicrosoftEndpoints;

/**
 * The application in a process that a test can kill. After the work of the step named by {@code stop-after}, and before
 * anything records it as done, it writes the file {@code stopped} into the data folder and waits for its death.
 */
public class Mortal {

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
        static BeanPostProcessor stopAfterTheStep() {
            var where = System.getProperty("stop-after");
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String beanName) {
                    return switch (bean) {
                        case ProvisioningStep step
                        when where.equals(step.name()) -> stopping(bean, "provision", EUROPEAN_UNION);
                        case ProvisioningStep step
                        when where.equals(step.name() + " in the new place") ->
                            stopping(bean, "provision", UNITED_KINGDOM);
                        case Move _
                        when where.startsWith("move-") -> stopping(bean, where.substring("move-".length()), null);
                        case Runs _ when where.equals("move-switch") -> stopping(bean, "switchHomes", null);
                        // The switch has written this and not yet committed.
                        case ResidenceRepository _
                        when where.equals("within move-switch") -> stopping(bean, "save", null);
                        default -> bean;
                    };
                }
            };
        }

        /** @param place of the home that the step is called with; any when null */
        private static Object stopping(Object bean, String method, @Nullable DataCenter place) {
            var proxy = new ProxyFactory(bean);
            proxy.setProxyTargetClass(!(bean instanceof ResidenceRepository));
            proxy.addAdvice((org.aopalliance.intercept.MethodInterceptor) call -> {
                var result = call.proceed();
                if (call.getMethod().getName().equals(method)
                        && (place == null
                                || call.getArguments()[0] instanceof TenantHome home && home.dataCenter() == place)) {
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
