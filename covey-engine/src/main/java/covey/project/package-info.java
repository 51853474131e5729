/**
 * Reads the project folder: YAML in, the records of {@code covey.metric} and {@code covey.method} out, every fault with
 * file and line. Also profiles, selectors, addresses, the template of a new project. Does not belong here: SQL that
 * runs, statistics, anything a particular method alone understands (a {@link covey.method.Descriptor} says that).
 */
@NullMarked
package covey.project;

import org.jspecify.annotations.NullMarked;
