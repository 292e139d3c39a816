/** Files of others, taken apart into rows of texts. Nothing good is expected of them. */
@NullMarked
package securitycenter.kql.files;

import org.jspecify.annotations.NullMarked;
