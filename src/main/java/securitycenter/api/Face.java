package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;

/** The two APIs whose shapes we speak. */
enum Face {
    DEFENDER,
    GRAPH;

    static Face of(HttpServletRequest request) {
        return request.getRequestURI()
                        .substring(request.getContextPath().length())
                        .startsWith("/v1.0/")
                ? GRAPH
                : DEFENDER;
    }
}
