package securitycenter.kql.values;

import java.util.List;
import java.util.stream.Stream;

/** The error function, and the beta distribution. */
final class Distributions {

    private static final double[] LANCZOS = {
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7
    };

    private Distributions() {}

    static Stream<JavaFunction> all() {
        var three = List.of(Kind.REAL, Kind.REAL, Kind.REAL);
        return Stream.of(
                JavaFunction.of("erf", Kind.REAL, List.of(Kind.REAL), a -> erf(a.real(0, Double.NaN))),
                JavaFunction.of("erfc", Kind.REAL, List.of(Kind.REAL), a -> erfc(a.real(0, Double.NaN))),
                JavaFunction.of("loggamma", Kind.REAL, List.of(Kind.REAL), a -> logGamma(a.real(0, Double.NaN))),
                JavaFunction.of("beta_cdf", Kind.REAL, three, a -> cdf(given(a, 0), given(a, 1), given(a, 2))),
                JavaFunction.of("beta_pdf", Kind.REAL, three, a -> pdf(given(a, 0), given(a, 1), given(a, 2))),
                JavaFunction.of("beta_inv", Kind.REAL, three, a -> {
                    var chance = given(a, 0);
                    return chance > 1 ? null : inverse(chance, given(a, 1), given(a, 2));
                }));
    }

    private static double given(Arguments a, int place) {
        return a.real(place, Double.NaN);
    }

    static double logGamma(double x) {
        if (x < 0.5) {
            return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
        }
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x - 1 + i);
        }
        double t = x + 6.5;
        return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
    }

    private static double erf(double x) {
        return x < 0 ? -lowerHalf(x * x) : lowerHalf(x * x);
    }

    private static double erfc(double x) {
        return x < 0 ? 1 + lowerHalf(x * x) : upperHalf(x * x);
    }

    /** The incomplete gamma function of 1/2, whose one part converges quickly below 1.5 and the other above. */
    private static double lowerHalf(double x) {
        return x < 1.5 ? series(x) : 1 - fraction(x);
    }

    private static double upperHalf(double x) {
        return x < 1.5 ? 1 - series(x) : fraction(x);
    }

    private static double series(double x) {
        double term = 2;
        double sum = term;
        for (int n = 1; n < 200 && Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
            term *= x / (0.5 + n);
            sum += term;
        }
        return x == 0 ? 0 : sum * Math.exp(-x + 0.5 * Math.log(x) - 0.5 * Math.log(Math.PI));
    }

    private static double fraction(double x) {
        double b = x + 0.5;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < 300; i++) {
            double an = -i * (i - 0.5);
            b += 2;
            d = 1 / (an * d + b);
            c = b + an / c;
            h *= d * c;
            if (Math.abs(d * c - 1) < 1e-16) {
                break;
            }
        }
        return Math.exp(-x + 0.5 * Math.log(x) - 0.5 * Math.log(Math.PI)) * h;
    }

    private static boolean isOutside(double x, double alpha, double beta) {
        return !(x >= 0 && x <= 1 && alpha > 0 && beta > 0);
    }

    private static double pdf(double x, double alpha, double beta) {
        return isOutside(x, alpha, beta)
                ? Double.NaN
                : Math.exp((alpha - 1) * Math.log(x)
                        + (beta - 1) * Math.log1p(-x)
                        + logGamma(alpha + beta)
                        - logGamma(alpha)
                        - logGamma(beta));
    }

    private static double cdf(double x, double alpha, double beta) {
        if (isOutside(x, alpha, beta)) {
            return Double.NaN;
        }
        if (x == 0 || x == 1) {
            return x;
        }
        double front = Math.exp(alpha * Math.log(x)
                + beta * Math.log1p(-x)
                + logGamma(alpha + beta)
                - logGamma(alpha)
                - logGamma(beta));
        return x < (alpha + 1) / (alpha + beta + 2)
                ? front * fraction(x, alpha, beta) / alpha
                : 1 - front * fraction(1 - x, beta, alpha) / beta;
    }

    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / (1 - (a + b) * x / (a + 1));
        double h = d;
        for (int m = 1; m < 500; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / (1 + even * d);
            c = 1 + even / c;
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / (1 + odd * d);
            c = 1 + odd / c;
            h *= d * c;
            if (Math.abs(d * c - 1) < 1e-16) {
                break;
            }
        }
        return h;
    }

    private static double inverse(double chance, double alpha, double beta) {
        if (isOutside(chance, alpha, beta)) {
            return Double.NaN;
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (cdf(middle, alpha, beta) < chance) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
