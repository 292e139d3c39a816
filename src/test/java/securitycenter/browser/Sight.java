package securitycenter.browser;

import java.util.function.Supplier;

/** One page in one state, and how to get there. */
record Sight(String name, Supplier<Window> way) {

    Window seen() {
        return way.get();
    }

    @Override
    public String toString() {
        return name;
    }
}
