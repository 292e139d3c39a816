package securitycenter.benchmarks;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * One page of Spring Boot and Thymeleaf, and nothing else: what a page costs at the least. Bears no stereotype, because
 * the application's own scan must not find it.
 */
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ThymeleafAutoConfiguration.class
})
class Hello {

    public static void main(String[] args) {
        var context = SpringApplication.run(
                Hello.class, "--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=warn");
        System.out.println("port " + context.getEnvironment().getProperty("local.server.port"));
    }

    @Bean
    RouterFunction<ServerResponse> helloPage() {
        return RouterFunctions.route()
                .GET("/", _ -> ServerResponse.ok().render("benchmarks/hello", Map.of("name", "Ada")))
                .build();
    }
}
