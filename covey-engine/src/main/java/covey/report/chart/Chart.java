package covey.report.chart;

/**
 * A chart.
 *
 * @param id stable name, unique on a page
 * @param title what the picture shows, and what it finds
 * @param altText the same for who cannot see it, built from the numbers
 * @param spec Vega-Lite 6 specification, JSON
 */
public record Chart(String id, String title, String altText, String spec) {}
