package covey.warehouse;

import covey.warehouse.dialect.ColumnKind;

/**
 * A column of a table or of a query.
 *
 * @param name name as the engine spells it
 * @param type the engine's name of its type
 * @param kind what can be done with it
 */
public record TableColumn(String name, String type, ColumnKind kind) {}
