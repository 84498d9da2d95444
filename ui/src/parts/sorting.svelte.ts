// Which column a table is sorted by, and which way round.

/** A table's order; a second click on a column turns it round. */
export class Sorting<Column extends string> {
  by = $state('') as Column;
  down = $state(false);

  constructor(by: Column) {
    this.by = by;
  }

  /** Sorts by a column, or the other way round where it is sorted by it already. */
  use(column: Column): void {
    this.down = this.by === column ? !this.down : false;
    this.by = column;
  }

  /** The word for a column's head. */
  of(column: Column): 'ascending' | 'descending' | 'none' {
    return this.by !== column ? 'none' : this.down ? 'descending' : 'ascending';
  }
}
