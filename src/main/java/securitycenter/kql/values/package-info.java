/** What functions do with values that SQL cannot say: plain Java, which the database calls row by row. */
@NamedInterface("values")
@NullMarked
package securitycenter.kql.values;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
