/**
 * The simulated social network with planted truth: a small world made by seed for the demo, the lessons, the simulation
 * tests and the benchmarks, and the demo project that reads it.
 *
 * <p>{@link covey.world.World} draws users, items, follows and the history of each user, streams the rows into tables,
 * and writes what is true into {@code truth.yml}. Every user and every entity has its own random stream, derived from
 * the seed and its number, so that no result depends on the order of work. Every user enrolled in an experiment is
 * played under both arms with the same draws: the difference is the true effect for exactly these users.
 *
 * <p>To plant something new, see {@link covey.world.planted}. To add a table: its columns and its writer in
 * {@code NetworkTables}, its rows where they are drawn. To add a measured quantity to the truth: a constant in
 * {@code Quantity} or a line in {@code MeasuredMetric}.
 *
 * <p>Belongs here: drawing, planting, adding up truth. Does not belong here: estimating anything, SQL, databases (rows
 * leave through {@code covey.warehouse.TableSink}).
 */
@NullMarked
package covey.world;

import org.jspecify.annotations.NullMarked;
