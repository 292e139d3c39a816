/** What the language can do with values: one row per function or sign, with its types and its SQL. */
@NullMarked
package securitycenter.kql.functions;

import org.jspecify.annotations.NullMarked;
