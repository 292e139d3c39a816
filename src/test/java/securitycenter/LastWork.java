package securitycenter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.repository.Repository;

/**
 * What a process does last: after the work that {@code stop-after} names, and before anything records it as done, it
 * writes its number into a file and waits for its death. Of several processes with one such file the first does.
 */
public abstract class LastWork implements BeanPostProcessor {

    private final String where = System.getProperty("stop-after");
    private final Path stopped = Path.of(System.getProperty("stopped"));

    @Override
    public final Object postProcessAfterInitialization(Object bean, String beanName) {
        return of(bean, where);
    }

    /** The bean as it is, or one that stops after its work. */
    protected abstract Object of(Object bean, String where);

    protected final Object stopping(Object bean, String method) {
        return stopping(bean, call -> call.getMethod().getName().equals(method));
    }

    protected final Object stopping(Object bean, Predicate<MethodInvocation> last) {
        var proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(!(bean instanceof Repository<?, ?>));
        proxy.addAdvice((MethodInterceptor) call -> {
            var result = call.proceed();
            if (last.test(call)) {
                waitForDeath();
            }
            return result;
        });
        return proxy.getProxy();
    }

    /** Before it has done anything. */
    protected final Object stoppingBefore(Object bean, String method) {
        var proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(true);
        proxy.addAdvice((MethodInterceptor) call -> {
            if (call.getMethod().getName().equals(method)) {
                waitForDeath();
            }
            return call.proceed();
        });
        return proxy.getProxy();
    }

    private void waitForDeath() {
        try {
            var written = Files.createTempFile(stopped.getParent(), "stopping", "");
            Files.writeString(written, String.valueOf(ProcessHandle.current().pid()));
            Files.createLink(stopped, written);
            Thread.sleep(Long.MAX_VALUE);
        } catch (FileAlreadyExistsException anotherWasFirst) {
            // so this one lives on
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
